//! Three tasks take turns: seed 003's round robin, drawn as it was meant (the article's own chart has two tasks on the one
//! core in one column and none in another). The switch cost is ours.

use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload};
use meanwhile_words::{count, say};

use crate::Figure;
use crate::bet::{ANY, Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};

/// How long a turn is.
const TURN: usize = 0;
/// What it costs to turn to another task.
const SWITCH: usize = 1;

const DIALS: [Dial; 2] = [
    Dial::milliseconds("quantum", Clock::Seconds, (500, 6_000), 500, 3_000),
    Dial::milliseconds("switch", Clock::Seconds, (0, 1_000), 100, 0),
];

const SECOND_US: Micros = 1_000_000;

/// The short one, which is written last.
const C: usize = 2;
/// When it is done if each task is computed to its end, one after the other, and switches cost nothing.
const IN_ORDER_US: Micros = 15 * SECOND_US;

pub(super) struct Turns;

impl Figure for Turns {
    fn id(&self) -> &'static str {
        "turns"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let tasks = [("A", 6), ("B", 6), ("C", 3)].map(|(name, s)| Task::new(name).compute(s * SECOND_US));
        let machine = Machine::new(1).switch_cost(DIALS[SWITCH].us(values.get(SWITCH)));
        let strategy = Strategy::blocking(3).sliced(DIALS[TURN].us(values.get(TURN)));
        Ok(vec![Panel { label: "", scenario: Scenario::new(Workload::new(tasks), machine, strategy) }])
    }

    fn question(&self, values: &Values) -> String {
        say("turns.question", &[("turn", &DIALS[TURN].spoken("turns", values.get(TURN)))])
    }

    fn by(&self) -> By {
        By::Task
    }

    fn first_permille(&self) -> u64 {
        466
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            if *values != Values::first(&DIALS) {
                return vec![(0, ANY)];
            }
            vec![(IN_ORDER_US, "bet.last"), (3 * SECOND_US, "bet.alone")]
        };
        let dial = Dial::milliseconds("bet", Clock::Seconds, (0, 20_000), 500, 5_000);
        Some(Bet { quantity: Quantity::End(C), dial, known })
    }

    fn result(&self, shown: &Shown) -> String {
        let Some(panel) = shown.panels.first() else { return String::new() };
        let metrics = &panel.metrics;
        let first = say("turns.result", &[("total", &shown.total(0))]);
        let switches = metrics.switches as u64;
        let cost = shown.time(metrics.switching_us);
        let more = if metrics.switching_us > 0 {
            count("turns.result.cost", switches, &[("cost", &cost)])
        } else {
            count("turns.result.free", switches, &[])
        };
        let c_ends = shown.time(metrics.tasks.get(C).and_then(|task| task.ends_us).unwrap_or(0));
        // One after the other, the core switches twice.
        let whole_us = IN_ORDER_US + 2 * DIALS[SWITCH].us(shown.values.get(SWITCH));
        let values = [("time", &*c_ends), ("whole", &*shown.time(whole_us))];
        [first, more, say("turns.result.short", &values)].join(" ")
    }
}
