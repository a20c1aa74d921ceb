//! One phone: a lock, the queue at it, and what more workers then do. The subject is seed 001's one phone for everybody;
//! the numbers are ours.

use meanwhile_picture::svg::Dress;
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload, simulate};
use meanwhile_words::{count, say};

use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};
use crate::{Figure, Stage};

/// People: each is a worker and, with their attention, a core.
const PEOPLE: usize = 0;
const PHONES: usize = 1;
/// For how long each call needs the phone.
const CALL: usize = 2;

const DIALS: [Dial; 3] = [
    Dial::count("people", (1, 6), 6),
    Dial::count("phones", (1, 6), 1),
    Dial::milliseconds("call", Clock::Minutes, (0, 600_000), 60_000, 180_000),
];

const MINUTE_US: Micros = 60_000_000;
const CALLS: u32 = 6;
const PREPARE_US: Micros = 2 * MINUTE_US;
const NOTE_US: Micros = MINUTE_US;

pub(super) struct Phone;

fn scenario(people: u32, phones: u32, call_us: Micros) -> Scenario {
    let call = |index: u32| {
        let task = Task::new(&(index + 1).to_string()).compute(PREPARE_US);
        task.acquire(0).compute(call_us).release(0).compute(NOTE_US)
    };
    let workload = Workload::new((0..CALLS).map(call)).lock("phone", phones);
    Scenario::new(workload, Machine::new(people), Strategy::blocking(people))
}

fn total_us(people: u32, phones: u32, call_us: Micros) -> Micros {
    simulate(&scenario(people, phones, call_us)).map_or(0, |trace| trace.end_us)
}

impl Figure for Phone {
    fn id(&self) -> &'static str {
        "phone"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let call_us = DIALS[CALL].us(values.get(CALL));
        Ok(vec![Panel { label: "", scenario: scenario(values.get(PEOPLE), values.get(PHONES), call_us) }])
    }

    fn clock(&self) -> Clock {
        Clock::Minutes
    }

    fn by(&self) -> By {
        By::Task
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Board(Dress::MACHINE))
    }

    fn first_permille(&self) -> u64 {
        310
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            let call_us = DIALS[CALL].us(values.get(CALL));
            let each_us = PREPARE_US + call_us + NOTE_US;
            vec![
                (each_us, "bet.together"),
                (each_us * Micros::from(CALLS), "bet.sum"),
                (call_us * Micros::from(CALLS), "bet.calls"),
            ]
        };
        let dial = Dial::milliseconds("bet", Clock::Minutes, (0, 2_400_000), 60_000, 720_000);
        Some(Bet { quantity: Quantity::Total(0), dial, known })
    }

    fn question(&self, values: &Values) -> String {
        let people = count("phone.people", values.get(PEOPLE).into(), &[]);
        let phones = count("phone.phones", values.get(PHONES).into(), &[]);
        say("phone.question", &[("people", &people), ("phones", &phones)])
    }

    fn result(&self, shown: &Shown) -> String {
        let (people, phones) = (shown.values.get(PEOPLE), shown.values.get(PHONES));
        let call_us = DIALS[CALL].us(shown.values.get(CALL));
        let this_us = shown.total_us(0);
        let blocked_us: Micros = shown.panels[0].metrics.tasks.iter().map(|task| task.blocked_us).sum();
        let more_people = shown.time(total_us(people + 1, phones, call_us));
        let more_phones = shown.time(total_us(people, phones + 1, call_us));
        let values = [
            ("total", &*shown.total(0)),
            ("blocked", &*shown.time(blocked_us)),
            ("person", &*more_people),
            ("phone", &*more_phones),
        ];
        let first = say(if blocked_us == 0 { "phone.result.free" } else { "phone.result.queue" }, &values);
        let key = match (
            people < CALLS && total_us(people + 1, phones, call_us) < this_us,
            total_us(people, phones + 1, call_us) < this_us,
        ) {
            (true, true) => "phone.result.both",
            (true, false) => "phone.result.person",
            (false, true) => "phone.result.phone",
            (false, false) => "phone.result.neither",
        };
        [first, say(key, &values)].join(" ")
    }
}
