//! In progress, executing: two tasks on one clock, in the four ways in which the two definitions can be combined; or three,
//! as in seed 003's picture of parallel work, whose tasks are of 12 s each.
//!
//! The definitions are those that seed 000 quotes from *The Art of Concurrency*. That one divided task is parallel without
//! being concurrent follows from them; see `docs/model.md`.

use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Machine, Scenario, SimError, Strategy, Task, Workload};
use meanwhile_words::{count, text};

use crate::Figure;
use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};

/// How long each task is.
const LENGTH: usize = 0;
/// How long a turn is, where they take turns.
const TURN: usize = 1;
/// How many there are, and how many cores where there are several.
const TASKS: usize = 2;

const DIALS: [Dial; 3] = [
    Dial::milliseconds("length", Clock::Seconds, (2_000, 12_000), 1_000, 6_000),
    Dial::milliseconds("quantum", Clock::Seconds, (500, 6_000), 500, 1_000),
    Dial::count("tasks", (2, 3), 2),
];

const NAMES: [&str; 3] = ["A", "B", "C"];

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
        let tasks = values.get(TASKS);
        let named = NAMES.iter().take(tasks as usize);
        let whole = Workload::new(named.map(|name| Task::new(name).compute(length_us)));
        let divided = divided(whole.clone(), tasks)?;
        let panel = |label, workload: &Workload, cores, strategy| Panel {
            label: text(label),
            scenario: Scenario::new(workload.clone(), Machine::new(cores), strategy),
        };
        Ok(vec![
            panel("modes.panel.sequential", &whole, 1, Strategy::blocking(1)),
            panel("modes.panel.turns", &whole, 1, Strategy::blocking(tasks).sliced(turn_us)),
            panel("modes.panel.parallel", &whole, tasks, Strategy::blocking(tasks)),
            panel("modes.panel.divided", &divided, tasks, Strategy::blocking(tasks)),
        ])
    }

    fn first_permille(&self) -> u64 {
        210
    }

    fn bet(&self) -> Option<Bet> {
        let known = |_: &Values| vec![(2, "bet.two"), (0, "bet.none")];
        Some(Bet { quantity: Quantity::PeakExecuting(IN_TURNS), dial: Dial::count("bet", (0, 4), 0), known })
    }

    fn question(&self, values: &Values) -> String {
        count("modes.question", values.get(TASKS).into(), &[])
    }

    fn result(&self, shown: &Shown) -> String {
        let totals = [("one", &*shown.total(0)), ("several", &*shown.total(2))];
        count("modes.result", shown.values.get(TASKS).into(), &totals)
    }
}

/// Each task is divided among all cores, and its parts come after those of the one before.
fn divided(mut workload: Workload, cores: u32) -> Result<Workload, SimError> {
    for task in (0..workload.tasks.len()).rev() {
        workload = workload.split(task, cores)?;
    }
    for (part, task) in (0..).zip(&mut workload.tasks).skip(cores as usize) {
        let first_of_its_own = part - part % cores;
        task.after.extend(first_of_its_own - cores..first_of_its_own);
    }
    Ok(workload)
}
