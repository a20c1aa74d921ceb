//! Splitting one job: a video on all cores, and the part of it that cannot be divided. The subject is seed 003's; the
//! numbers are ours. G. Amdahl (1967) gave the formula.

use meanwhile_picture::curves::{Curves, SAMPLED, Series};
use meanwhile_picture::speedup::amdahl_permille;
use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload, simulate};
use meanwhile_words::{count, say, text};

use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown};
use crate::{Figure, Stage};

const CORES: usize = 0;
/// How many hundredths of the job cannot be divided.
const SERIAL: usize = 1;

const MOST_CORES: u32 = 16;

const DIALS: [Dial; 2] = [Dial::count("cores", (1, MOST_CORES), 8), Dial::count("serial", (0, 50), 10)];

const JOB_US: Micros = 40_000_000;

pub(super) struct Split;

/// A part that comes first and is whole, then the rest, a part for each core.
fn scenario(cores: u32, serial_percent: u32) -> Result<Scenario, SimError> {
    let serial_us = JOB_US * Micros::from(serial_percent) / 100;
    let video = Workload::new([
        Task::new(text("split.task.whole")).compute(serial_us),
        Task::new(text("split.task.part")).compute(JOB_US - serial_us).after([0]),
    ]);
    Ok(Scenario::new(video.split(1, cores)?, Machine::new(cores), Strategy::blocking(cores)))
}

fn total_us(cores: u32, serial_percent: u32) -> Micros {
    let trace = scenario(cores, serial_percent).and_then(|scenario| simulate(&scenario));
    trace.map_or(JOB_US, |trace| trace.end_us).max(1)
}

/// How many times as fast as one core, in thousandths.
fn speed_up_permille(cores: u32, serial_percent: u32) -> u64 {
    JOB_US * 1_000 / total_us(cores, serial_percent)
}

fn times(permille: u64) -> String {
    Clock::Milliseconds.number(permille, 1)
}

impl Figure for Split {
    fn id(&self) -> &'static str {
        "split"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        Ok(vec![Panel { label: "", scenario: scenario(values.get(CORES), values.get(SERIAL))? }])
    }

    fn stage(&self) -> Option<Stage> {
        Some(Stage::Curves)
    }

    fn curves(&self, shown: &Shown) -> Option<Curves> {
        let serial = shown.values.get(SERIAL);
        let simulated = (1..=MOST_CORES).map(|cores| speed_up_permille(cores, serial)).collect();
        let formula = (1..=MOST_CORES).map(|cores| amdahl_permille(serial * 10, cores).into()).collect();
        let ideal = (1..=MOST_CORES).map(|cores| u64::from(cores) * 1_000).collect();
        let series = |key, class, values| Series { label: text(key).to_owned(), class, values };
        Some(Curves {
            x_label: DIALS[CORES].label("split").to_owned(),
            x: (1, MOST_CORES),
            at: shown.values.get(CORES),
            series: vec![
                series("split.curve.ideal", "ideal", ideal),
                series("split.curve.amdahl", "formula", formula),
                series("split.curve.simulated", SAMPLED, simulated),
            ],
            written: |permille| [&*times(permille), "×"].concat(),
        })
    }

    fn bet(&self) -> Option<Bet> {
        let known = |values: &Values| {
            let cores = Micros::from(values.get(CORES).max(1));
            vec![(JOB_US / cores, "bet.all-divided"), (JOB_US, "bet.nothing")]
        };
        let dial = Dial::milliseconds("bet", Clock::Seconds, (0, 40_000), 500, 20_000);
        Some(Bet { quantity: Quantity::Total(0), dial, known })
    }

    fn question(&self, values: &Values) -> String {
        let serial = values.get(SERIAL).to_string();
        count("split.question", values.get(CORES).into(), &[("serial", &serial)])
    }

    fn result(&self, shown: &Shown) -> String {
        let (cores, serial) = (shown.values.get(CORES), shown.values.get(SERIAL));
        let most = (100 * 1_000_u64).checked_div(serial.into()).map(times);
        let values = [
            ("total", &*shown.total(0)),
            ("times", &*times(speed_up_permille(cores, serial))),
            ("amdahl", &*times(amdahl_permille(serial * 10, cores).into())),
            ("most", most.as_deref().unwrap_or("")),
        ];
        let first = count("split.result", cores.into(), &values);
        let key = if most.is_some() { "split.result.limit" } else { "split.result.no-limit" };
        [first, say(key, &values)].join(" ")
    }
}
