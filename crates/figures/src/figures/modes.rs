//! In progress, executing: two tasks on one clock, in the four ways in which the two definitions can be combined.
//!
//! The definitions are those that seed 000 quotes from *The Art of Concurrency*. That one divided task is parallel without
//! being concurrent follows from them; see `docs/model.md`.

use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload};
use meanwhile_words::{say, text};

use crate::Figure;
use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};

/// How long each of the two tasks is.
const LENGTH: usize = 0;
/// How long a turn is, where they take turns.
const TURN: usize = 1;

const DIALS: [Dial; 2] = [
    Dial::milliseconds("length", Clock::Seconds, (2_000, 12_000), 1_000, 6_000),
    Dial::milliseconds("quantum", Clock::Seconds, (500, 6_000), 500, 1_000),
];

const IN_TURNS: usize = 1;

pub(super) struct Modes;

impl Figure for Modes {
    fn id(&self) -> &'static str {
        "modes"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let length_us = DIALS[LENGTH].us(values.get(LENGTH));
        let turn_us = DIALS[TURN].us(values.get(TURN));
        let two = two_tasks(length_us);
        let divided = two.clone().split(1, 2)?.split(0, 2)?;
        // Both halves of B come after both halves of A.
        let divided = after_all(divided, &[0, 1], &[2, 3]);
        let panel = |label, workload: &Workload, cores, strategy| Panel {
            label: text(label),
            scenario: Scenario::new(workload.clone(), Machine::new(cores), strategy),
        };
        Ok(vec![
            panel("modes.panel.sequential", &two, 1, Strategy::blocking(1)),
            panel("modes.panel.turns", &two, 1, Strategy::blocking(2).sliced(turn_us)),
            panel("modes.panel.parallel", &two, 2, Strategy::blocking(2)),
            panel("modes.panel.divided", &divided, 2, Strategy::blocking(2)),
        ])
    }

    fn first_permille(&self) -> u64 {
        210
    }

    fn bet(&self) -> Option<Bet> {
        let known = |_: &Values| vec![(2, "bet.two"), (0, "bet.none")];
        Some(Bet { quantity: Quantity::PeakExecuting(IN_TURNS), dial: Dial::count("bet", (0, 4), 0), known })
    }

    fn result(&self, shown: &Shown) -> String {
        let totals = [("one", &*shown.total(0)), ("two", &*shown.total(2))];
        say("modes.result", &totals)
    }
}

fn two_tasks(length_us: Micros) -> Workload {
    Workload::new(["A", "B"].map(|name| Task::new(name).compute(length_us)))
}

fn after_all(mut workload: Workload, first: &[u32], then: &[usize]) -> Workload {
    for &task in then {
        workload.tasks[task].after.extend_from_slice(first);
    }
    workload
}
