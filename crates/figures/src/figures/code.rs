//! In code: four scenarios of the article, small enough to be read as programs. The durations are ours, but for A's and
//! B's, which are seed 004's.

use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload};
use meanwhile_words::{say, text};

use crate::Figure;
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown, earned};

/// 0: two tabs; 1: A and B; 2: six calls and one phone; 3: fetch and statistics in parts.
const WORK: usize = 0;
/// 0: a task that waits lets its worker go, as in an event loop; 1: it keeps its worker, as a thread.
const WAY: usize = 1;
const WORKERS: usize = 2;
const CORES: usize = 3;

const DIALS: [Dial; 4] = [
    Dial::choice("work", 4, 0),
    Dial::choice("way", 2, 0),
    Dial::count("workers", (1, 8), 1),
    Dial::count("cores", (1, 8), 1),
];

const SECOND_US: Micros = 1_000_000;
const CALLS: u32 = 6;
const PARTS: u32 = 6;

pub(super) struct Code;

fn workload(work: u32) -> Result<Workload, SimError> {
    let page = |(name, load, read): (&'static str, Micros, Micros)| {
        Task::new(text(name)).compute(SECOND_US).wait(load * SECOND_US).compute(read * SECOND_US)
    };
    let call = |number: u32| {
        let call = Task::new(&say("code.task.call", &[("number", &(number + 1).to_string())]));
        let call = call.compute(2 * SECOND_US).acquire(0).compute(3 * SECOND_US).release(0);
        call.compute(SECOND_US)
    };
    Ok(match work {
        0 => Workload::new([("code.task.feed", 6, 5), ("code.task.mail", 3, 1)].map(page)),
        1 => Workload::new([("A", 10), ("B", 20)].map(|(name, s)| Task::new(name).compute(s * SECOND_US))),
        2 => Workload::new((0..CALLS).map(call)).lock("phone", 1),
        _ => {
            let fetch = Task::new(text("code.task.fetch")).wait(30 * SECOND_US);
            let statistics = Task::new(text("code.task.statistics")).compute(12 * SECOND_US);
            Workload::new([fetch, statistics]).pipeline(0, 1, PARTS)?
        }
    })
}

impl Figure for Code {
    fn id(&self) -> &'static str {
        "code"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let workers = values.get(WORKERS);
        let strategy =
            if values.get(WAY) == 0 { Strategy::overlapping(workers) } else { Strategy::blocking(workers) };
        let machine = Machine::new(values.get(CORES));
        let scenario = Scenario::new(workload(values.get(WORK))?, machine, strategy);
        Ok(vec![Panel { label: "", scenario }])
    }

    fn by(&self) -> By {
        By::Task
    }

    fn first_permille(&self) -> u64 {
        200
    }

    fn has_programs(&self) -> bool {
        true
    }

    fn result(&self, shown: &Shown) -> String {
        let word = shown.panels.first().map_or("", earned);
        say("code.result", &[("total", &shown.total(0)), ("word", word)])
    }
}
