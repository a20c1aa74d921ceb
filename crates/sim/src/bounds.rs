//! What no strategy can beat.

use crate::check::topological_order;
use crate::{Micros, Scenario, Step, Task};

/// Lower bounds on the makespan of a run in which every task completes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The longest chain of tasks that come after each other, each from its arrival at the earliest: computes and
    /// waits, and no time lost.
    pub critical_path_us: Micros,
    /// All computes over all cores, rounded up.
    pub total_per_core_us: Micros,
}

impl Bounds {
    /// The bounds of a scenario; zero for one whose tasks come after each other in a circle or after tasks that do
    /// not exist.
    pub fn of(scenario: &Scenario) -> Self {
        let tasks = &scenario.workload.tasks;
        let known = tasks.iter().flat_map(|task| &task.after).all(|before| (*before as usize) < tasks.len());
        let order = if known { topological_order(&scenario.workload) } else { None };
        let mut earliest_ends_us: Vec<Micros> = vec![0; tasks.len()];
        for task in order.unwrap_or_default() {
            let task = task as usize;
            let before = tasks[task].after.iter().map(|before| earliest_ends_us[*before as usize]);
            let ready_us = before.max().unwrap_or(0).max(tasks[task].arrives_us);
            earliest_ends_us[task] = ready_us.saturating_add(length_us(&tasks[task]));
        }
        let total_us = tasks.iter().map(compute_us).fold(0, Micros::saturating_add);
        Bounds {
            critical_path_us: earliest_ends_us.into_iter().max().unwrap_or(0),
            total_per_core_us: total_us.div_ceil(Micros::from(scenario.machine.cores.max(1))),
        }
    }

    /// The larger of the two. For whole tasks that can be cut freely (ideal slicing) and do not wait this is
    /// McNaughton's bound, and it can be reached.
    pub fn makespan_us(&self) -> Micros {
        self.critical_path_us.max(self.total_per_core_us)
    }
}

fn length_us(task: &Task) -> Micros {
    let length = |step: &Step| match step {
        Step::Compute(us) | Step::Wait(us) => *us,
        _ => 0,
    };
    task.steps.iter().map(length).fold(0, Micros::saturating_add)
}

fn compute_us(task: &Task) -> Micros {
    let length = |step: &Step| if let Step::Compute(us) = step { *us } else { 0 };
    task.steps.iter().map(length).fold(0, Micros::saturating_add)
}
