//! Burgers: turn numbers against cashier-cooks, at equal staff. The counter is seed 003's; the numbers are ours.

use meanwhile_picture::svg::Dress;
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload, simulate};
use meanwhile_words::{count, say};

use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};
use crate::{Figure, Stage};

const STAFF: usize = 0;
/// How long a burger is on the grill, where it needs nobody.
const GRILL: usize = 1;
/// How long it takes to make by hand before that.
const HAND: usize = 2;
/// Which way the stage shows.
const STAGE: usize = 3;

const DIALS: [Dial; 4] = [
    Dial::count("staff", (1, 4), 2),
    Dial::seconds("grill", Clock::Minutes, (0, 600), 60, 360),
    Dial::seconds("hand", Clock::Minutes, (0, 600), 60, 0),
    Dial::choice("stage", 2, 1),
];

const MINUTE_US: Micros = 60_000_000;
const ORDERS: u32 = 6;

const COOKS: usize = 0;
const NUMBERS: usize = 1;

pub(super) struct Counter;

fn scenario(values: &Values, strategy: Strategy) -> Scenario {
    let [grill_us, hand_us] = [GRILL, HAND].map(|dial| DIALS[dial].us(values.get(dial)));
    let order = |index: u32| {
        let taken = Task::new(&(index + 1).to_string()).compute(MINUTE_US);
        taken.compute(hand_us).wait(grill_us).compute(MINUTE_US)
    };
    let machine = Machine::new(strategy.workers);
    Scenario::new(Workload::new((0..ORDERS).map(order)), machine, strategy)
}

/// How long so many cashier-cooks need.
fn cooks_us(values: &Values, staff: u32) -> Micros {
    simulate(&scenario(values, Strategy::blocking(staff))).map_or(0, |trace| trace.end_us)
}

impl Figure for Counter {
    fn id(&self) -> &'static str {
        "counter"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let staff = values.get(STAFF);
        let panel = |way: usize, strategy| Panel {
            label: DIALS[STAGE].way("counter", way as u32),
            scenario: scenario(values, strategy),
        };
        Ok(vec![panel(COOKS, Strategy::blocking(staff)), panel(NUMBERS, Strategy::overlapping(staff))])
    }

    fn clock(&self) -> Clock {
        Clock::Minutes
    }

    fn by(&self) -> By {
        By::Worker
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Board(Dress::COUNTER))
    }

    fn on_stage(&self, values: &Values) -> usize {
        values.get(STAGE) as usize
    }

    fn first_permille(&self) -> u64 {
        110
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            let staff = values.get(STAFF);
            let hands_us = 2 * MINUTE_US * Micros::from(ORDERS / staff);
            vec![(cooks_us(values, staff), "bet.cooks"), (hands_us, "bet.hands")]
        };
        let dial = Dial::seconds("bet", Clock::Minutes, (0, 1_800), 60, 180);
        Some(Bet { quantity: Quantity::Total(NUMBERS), dial, known })
    }

    fn question(&self, values: &Values) -> String {
        count("counter.question", values.get(STAFF).into(), &[])
    }

    fn result(&self, shown: &Shown) -> String {
        let (staff, total_us) = (shown.values.get(STAFF), shown.total_us(NUMBERS));
        let totals = [("cooks", &*shown.total(COOKS)), ("total", &*shown.total(NUMBERS))];
        let first = count("counter.result", staff.into(), &totals);
        let enough = (staff..ORDERS).find(|staff| cooks_us(&shown.values, *staff) <= total_us);
        let enough = enough.unwrap_or(ORDERS);
        let more = if enough == staff {
            say("counter.result.same", &[])
        } else {
            count("counter.result.enough", enough.into(), &[])
        };
        [first, more].join(" ")
    }
}
