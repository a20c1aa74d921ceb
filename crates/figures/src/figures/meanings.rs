//! Where the articles disagree: the same minutes, counted by three meanings of the two words. The definitions are those
//! that seed 000 quotes; seed 001 has the podcast, seed 003 parallelism without concurrency; the durations are ours.

use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Machine, Micros, Scenario, SimError, Strategy, Task, Workload};
use meanwhile_words::{say, text};

use crate::Figure;
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Shown, earned, earned_because};

/// 0: a podcast while cleaning; 1: one task that is divided; 2: one person and two tabs.
const CASE: usize = 0;
/// 0: tasks, and who attends to them; 1: also what works by itself; 2: each part as a task.
const COUNTS: usize = 1;

const DIALS: [Dial; 2] = [Dial::choice("case", 3, 0), Dial::choice("counts", 3, 0)];

const PODCAST: u32 = 0;
const DIVIDED: u32 = 1;
const WHAT_WORKS: u32 = 1;
const EACH_PART: u32 = 2;

const MINUTE_US: Micros = 60_000_000;

pub(super) struct Meanings;

/// The podcast plays by itself: for the listener that is a wait, for the player it is work.
fn podcast(counts: u32) -> Scenario {
    let podcast = Task::new(text("meanings.task.podcast"));
    let cleaning = Task::new(text("meanings.task.cleaning")).compute(60 * MINUTE_US);
    if counts == WHAT_WORKS {
        let both = Workload::new([podcast.compute(40 * MINUTE_US), cleaning]);
        return Scenario::new(both, Machine::new(2), Strategy::blocking(2));
    }
    let both = Workload::new([podcast.wait(40 * MINUTE_US), cleaning]);
    Scenario::new(both, Machine::new(1), Strategy::overlapping(1))
}

/// Two halves on two cores.
fn divided(counts: u32) -> Result<Scenario, SimError> {
    let whole = Task::new(text("meanings.task.video")).compute(60 * MINUTE_US);
    let mut halves = Workload::new([whole]).split(0, 2)?;
    if counts == EACH_PART {
        halves.tasks.iter_mut().for_each(|half| half.part_of = None);
    }
    Ok(Scenario::new(halves, Machine::new(2), Strategy::blocking(2)))
}

/// Pages that load. Where the browser counts too, each page has a worker and a core of its own there, and the person is
/// what both of them need, one at a time: nothing happens at another moment than before.
fn tabs(counts: u32) -> Scenario {
    let names = [("meanings.task.feed", 6, 5), ("meanings.task.mail", 3, 1)];
    if counts == WHAT_WORKS {
        let page = |(name, load, read)| {
            let task =
                Task::new(text(name)).acquire(0).compute(MINUTE_US).release(0).compute(load * MINUTE_US);
            task.acquire(0).compute(read * MINUTE_US).release(0)
        };
        let pages = Workload::new(names.map(page)).lock("person", 1);
        return Scenario::new(pages, Machine::new(2), Strategy::blocking(2));
    }
    let page = |(name, load, read): (&'static str, Micros, Micros)| {
        Task::new(text(name)).compute(MINUTE_US).wait(load * MINUTE_US).compute(read * MINUTE_US)
    };
    Scenario::new(Workload::new(names.map(page)), Machine::new(1), Strategy::overlapping(1))
}

impl Figure for Meanings {
    fn id(&self) -> &'static str {
        "meanings"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let counts = values.get(COUNTS);
        let scenario = match values.get(CASE) {
            PODCAST => podcast(counts),
            DIVIDED => divided(counts)?,
            _ => tabs(counts),
        };
        Ok(vec![Panel { label: "", scenario }])
    }

    fn clock(&self) -> Clock {
        Clock::Minutes
    }

    fn by(&self) -> By {
        By::Task
    }

    fn first_permille(&self) -> u64 {
        300
    }

    fn result(&self, shown: &Shown) -> String {
        let Some(panel) = shown.panels.first() else { return String::new() };
        let total = shown.total(0);
        let values = [("word", earned(panel)), ("because", earned_because(panel)), ("total", &*total)];
        let case = [text("meanings.said.0"), text("meanings.said.1"), text("meanings.said.2")];
        let said = case.get(shown.values.get(CASE) as usize).copied().unwrap_or_default();
        [&*say("meanings.result", &values), said].join(" ")
    }
}
