//! Keep the page alive: twenty clicks during a long job. That a single thread is blocked by long work, and that slices or
//! a worker keep it responsive, is seed 004's; the numbers are ours.

use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload, regular_stream};
use meanwhile_words::{say, say_own, text};

use crate::Figure;
use crate::bet::{Bet, Quantity};
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Prediction, Shown};

/// In how many pieces the job is cut, where it is cut.
const PIECES: usize = 0;
/// How long a click is worked on.
const CLICK: usize = 1;

const DIALS: [Dial; 2] =
    [Dial::count("chunks", (1, 50), 10), Dial::milliseconds("click", Clock::Milliseconds, (1, 20), 1, 2)];

const MS: Micros = 1_000;
const JOB_US: Micros = 1_000 * MS;
const CLICKS: u32 = 20;
const FIRST_US: Micros = 30 * MS;
const EVERY_US: Micros = 50 * MS;
const QUANTUM_US: Micros = 10 * MS;

const WHOLE: usize = 0;
const PIECEWISE: usize = 1;
const URGENT: usize = 2;
const WORKER: usize = 3;

pub(super) struct Clicks;

impl Figure for Clicks {
    fn id(&self) -> &'static str {
        "clicks"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let click = Task::new(text("clicks.task.click"))
            .priority(1)
            .arrives(FIRST_US)
            .compute(DIALS[CLICK].us(values.get(CLICK)));
        let mut tasks = vec![Task::new(text("clicks.task.job")).compute(JOB_US)];
        tasks.extend(regular_stream(&click, EVERY_US, CLICKS)?);
        let whole = Workload::new(tasks);
        let pieces = whole.clone().chunk(0, values.get(PIECES))?;
        let panel = |label, workload: &Workload, cores, strategy| Panel {
            label: text(label),
            scenario: Scenario::new(workload.clone(), Machine::new(cores), strategy),
        };
        Ok(vec![
            panel("clicks.panel.whole", &whole, 1, Strategy::blocking(1)),
            panel("clicks.panel.pieces", &pieces, 1, Strategy::blocking(1)),
            panel("clicks.panel.urgent", &whole, 1, Strategy::blocking(2).sliced(QUANTUM_US).by_priority()),
            panel("clicks.panel.worker", &whole, 2, Strategy::blocking(2)),
        ])
    }

    fn clock(&self) -> Clock {
        Clock::Milliseconds
    }

    fn bet(&self) -> Option<Bet> {
        let known =
            |_: &Values| vec![(EVERY_US, "bet.every"), (JOB_US, "bet.whole"), (JOB_US / 2, "bet.half")];
        let dial = Dial::milliseconds("bet", Clock::Milliseconds, (0, 1_200), 10, 200);
        Some(Bet { quantity: Quantity::WorstResponse(WHOLE), dial, known })
    }

    fn said(&self, shown: &Shown, panel: &Prediction) -> String {
        let (median_us, worst_us) = waits(panel);
        let values = [("worst", &*shown.time(worst_us)), ("median", &*shown.time(median_us))];
        say_own("clicks", "panel.said", &values)
    }

    fn result(&self, shown: &Shown) -> String {
        let worst = |panel: usize| {
            let waits = shown.panels.get(panel).map(waits);
            shown.time(waits.map_or(0, |(_, worst_us)| worst_us))
        };
        say(
            "clicks.result",
            &[
                ("whole", &worst(WHOLE)),
                ("pieces", &worst(PIECEWISE)),
                ("urgent", &worst(URGENT)),
                ("worker", &worst(WORKER)),
                ("number", &shown.values.get(PIECES).to_string()),
            ],
        )
    }
}

/// For how long a click waits before anything is done about it: the one in the middle, and the slowest.
fn waits(panel: &Prediction) -> (Micros, Micros) {
    let mut waits: Vec<_> = panel.metrics.tasks.iter().skip(1).filter_map(|task| task.response_us).collect();
    waits.sort_unstable();
    (waits.get(waits.len() / 2).copied().unwrap_or(0), waits.last().copied().unwrap_or(0))
}
