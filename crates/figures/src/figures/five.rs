//! Five tasks of an hour: seed 002's tasks on one to five cores, whole or in slices.

use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload};
use meanwhile_words::{count, say, text};

use crate::Figure;
use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};

const CORES: usize = 0;
/// How long a slice is.
const SLICE: usize = 1;

const DIALS: [Dial; 2] =
    [Dial::count("cores", (1, 5), 2), Dial::seconds("quantum", Clock::Minutes, (300, 3_600), 300, 300)];

const TASKS: u32 = 5;
const MINUTE_US: Micros = 60_000_000;
const TASK_US: Micros = 60 * MINUTE_US;

const WHOLE: usize = 0;
const SLICED: usize = 1;

pub(super) struct Five;

impl Figure for Five {
    fn id(&self) -> &'static str {
        "five"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let (cores, slice_us) = (values.get(CORES), DIALS[SLICE].us(values.get(SLICE)));
        let tasks = ["A", "B", "C", "D", "E"].map(|name| Task::new(name).compute(TASK_US));
        let panel = |label, strategy| Panel {
            label: text(label),
            scenario: Scenario::new(Workload::new(tasks.clone()), Machine::new(cores), strategy),
        };
        Ok(vec![
            panel("five.panel.whole", Strategy::blocking(cores)),
            panel("five.panel.sliced", Strategy::blocking(TASKS).sliced(slice_us)),
        ])
    }

    fn clock(&self) -> Clock {
        Clock::Minutes
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            let all_us = TASK_US * Micros::from(TASKS);
            match values.get(CORES) {
                2 => vec![(all_us / 2, "bet.share"), (TASK_US * 2, "bet.two-rounds"), (all_us, "bet.sum")],
                _ => vec![(0, "bet.right.rounds")],
            }
        };
        let dial = Dial::seconds("bet", Clock::Minutes, (0, 21_600), 600, 2_400);
        Some(Bet { quantity: Quantity::Total(WHOLE), dial, known })
    }

    fn question(&self, values: &Values) -> String {
        count("five.question", values.get(CORES).into(), &[])
    }

    fn result(&self, shown: &Shown) -> String {
        let cores = shown.values.get(CORES);
        let idle_us = shown.panels.get(WHOLE).map_or(0, |panel| {
            let metrics = &panel.metrics;
            metrics.capacity_us - metrics.busy_us
        });
        let total = count("five.result", cores.into(), &[("total", &shown.total(WHOLE))]);
        let key = match shown.total_us(SLICED).cmp(&shown.total_us(WHOLE)) {
            std::cmp::Ordering::Less => "five.result.sliced-sooner",
            _ if idle_us == 0 => "five.result.no-gap",
            _ => "five.result.sliced-same",
        };
        let first_us = shown.panels.get(SLICED).and_then(|panel| {
            let ends_us = panel.metrics.tasks.iter().filter_map(|task| task.ends_us);
            ends_us.min()
        });
        let values = [
            ("sliced", &*shown.total(SLICED)),
            ("idle", &*shown.time(idle_us)),
            ("first", &*shown.time(first_us.unwrap_or(0))),
        ];
        [total, say(key, &values)].join(" ")
    }
}
