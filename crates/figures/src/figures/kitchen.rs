//! One chef and three: seed 003's kitchen; the durations are ours.

use meanwhile_picture::svg::Dress;
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload};
use meanwhile_words::{own, say};

use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};
use crate::{Figure, Stage};

/// How long the roast is in the oven.
const OVEN: usize = 0;
/// Which way the stage shows.
const STAGE: usize = 1;

const DIALS: [Dial; 2] =
    [Dial::seconds("oven", Clock::Minutes, (0, 3_600), 60, 1_200), Dial::choice("stage", 4, 2)];

const MINUTE_US: Micros = 60_000_000;

const LOOKING_ON: usize = 0;
const IN_ORDER: usize = 1;
const OVEN_FIRST: usize = 2;
const THREE: usize = 3;

pub(super) struct Kitchen;

impl Figure for Kitchen {
    fn id(&self) -> &'static str {
        "kitchen"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let oven_us = DIALS[OVEN].us(values.get(OVEN));
        let dish = |key| Task::new(own("kitchen", key));
        let salad = dish("task.salad").compute(6 * MINUTE_US);
        let roast = dish("task.roast").compute(MINUTE_US).wait(oven_us).compute(MINUTE_US);
        let gravy = dish("task.gravy").compute(4 * MINUTE_US);
        // Not the first in the list, so that every dish has one colour and one lane in all ways.
        let urgent = Workload::new([salad.clone(), roast.clone().priority(1), gravy.clone()]);
        let in_order = Workload::new([salad, roast, gravy]);
        let panel = |way: usize, workload: &Workload, chefs, strategy| Panel {
            label: DIALS[STAGE].way("kitchen", way as u32),
            scenario: Scenario::new(workload.clone(), Machine::new(chefs), strategy),
        };
        Ok(vec![
            panel(LOOKING_ON, &in_order, 1, Strategy::blocking(1)),
            panel(IN_ORDER, &in_order, 1, Strategy::overlapping(1)),
            panel(OVEN_FIRST, &urgent, 1, Strategy::overlapping(1).by_priority()),
            panel(THREE, &in_order, 3, Strategy::overlapping(3)),
        ])
    }

    fn clock(&self) -> Clock {
        Clock::Minutes
    }

    fn by(&self) -> By {
        By::Task
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Board(Dress::KITCHEN))
    }

    fn on_stage(&self, values: &Values) -> usize {
        values.get(STAGE) as usize
    }

    fn first_permille(&self) -> u64 {
        130
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            let oven_us = DIALS[OVEN].us(values.get(OVEN));
            vec![
                (12 * MINUTE_US + oven_us, "bet.sum"),
                (8 * MINUTE_US + oven_us, "bet.in-order"),
                (12 * MINUTE_US, "bet.hands"),
            ]
        };
        let dial = Dial::seconds("bet", Clock::Minutes, (0, 2_400), 60, 480);
        Some(Bet { quantity: Quantity::Total(OVEN_FIRST), dial, known })
    }

    fn result(&self, shown: &Shown) -> String {
        let [sum, in_order, total, three] =
            [LOOKING_ON, IN_ORDER, OVEN_FIRST, THREE].map(|panel| shown.total(panel));
        let saved_us = shown.total_us(OVEN_FIRST).saturating_sub(shown.total_us(THREE));
        let key = if saved_us == 0 { "kitchen.result.tie" } else { "kitchen.result.three" };
        let values = [
            ("sum", &*sum),
            ("in-order", &*in_order),
            ("total", &*total),
            ("three", &*three),
            ("saved", &*shown.time(saved_us)),
        ];
        [say("kitchen.result", &values), say(key, &values)].join(" ")
    }
}
