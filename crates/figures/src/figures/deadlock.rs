//! Each has what the other needs: two tasks, two locks, and the order in which they are taken. The numbers are ours.

use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{
    Deadlock, Machine, Micros, Outcome, Scenario, SimError, Strategy, Task, WaitsFor, Workload,
};
use meanwhile_words::{own, say, text};

use crate::Figure;
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Prediction, Shown};

/// Who carries the tasks, and as many cores.
const WORKERS: usize = 0;
/// 0: Q takes the locks the other way round; 1: both take them in the same order.
const WAY: usize = 1;

const DIALS: [Dial; 2] = [Dial::count("workers", (1, 2), 2), Dial::choice("way", 2, 0)];

const SECOND_US: Micros = 1_000_000;

pub(super) struct Stuck;

impl Figure for Stuck {
    fn id(&self) -> &'static str {
        "deadlock"
    }

    fn dials(&self) -> &'static [Dial] {
        &DIALS
    }

    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError> {
        let user = |name, first, second| {
            let task = Task::new(name).acquire(first).compute(SECOND_US).acquire(second).compute(SECOND_US);
            task.release(first).release(second)
        };
        let q = if values.get(WAY) == 0 { user("Q", 1, 0) } else { user("Q", 0, 1) };
        let workload = Workload::new([user("P", 0, 1), q]).lock("a", 1).lock("b", 1);
        let workers = values.get(WORKERS);
        let scenario = Scenario::new(workload, Machine::new(workers), Strategy::blocking(workers));
        Ok(vec![Panel { label: "", scenario }])
    }

    fn by(&self) -> By {
        By::Task
    }

    fn result(&self, shown: &Shown) -> String {
        let Some(panel) = shown.panels.first() else { return String::new() };
        match &panel.trace.outcome {
            Outcome::Deadlocked(report) => explained(shown, panel, report),
            _ if shown.values.get(WAY) == 0 => say("deadlock.result.lucky", &[("total", &shown.total(0))]),
            _ => say("deadlock.result.ordered", &[("total", &shown.total(0))]),
        }
    }
}

/// Who holds what and who waits for what, from the simulator's own report.
fn explained(shown: &Shown, panel: &Prediction, report: &Deadlock) -> String {
    let workload = &panel.trace.scenario.workload;
    let task = |index: u32| workload.tasks.get(index as usize).map_or("", |task| &task.name);
    let lock = |index: u32| workload.locks.get(index as usize).map_or("", |lock| &lock.name);
    let mut said = vec![say("deadlock.result.stuck", &[("time", &shown.time(report.at_us))])];
    for stuck in &report.stuck {
        let held = report.holders.iter().find(|holder| holder.task == stuck.task);
        let wanted = match stuck.waits_for {
            WaitsFor::Lock(wanted) => lock(wanted),
            _ => text("deadlock.result.worker"),
        };
        let values = [
            ("task", task(stuck.task)),
            ("held", held.map_or("", |holder| lock(holder.lock))),
            ("wanted", wanted),
        ];
        said.push(say(
            if held.is_some() { "deadlock.result.holds" } else { "deadlock.result.waits" },
            &values,
        ));
    }
    said.push(own("deadlock", "result.circle").to_owned());
    said.join(" ")
}
