//! The round robin in each engine, written as that engine's users would.
//!
//! A task takes a core, computes until it is done or its quantum is over and somebody waits for the core, then goes to
//! the back of the queue; when it is done it waits without a core. The simulator does the same by its general rules.

pub(crate) mod heap;
pub(crate) mod nexosim;
pub(crate) mod ours;
pub(crate) mod simu;

use meanwhile_sim::{Scenario, Step};

/// The same workload without anything that only our simulator knows.
#[derive(Clone)]
pub(crate) struct Workload {
    /// For each task its rounds: how long it computes and how long it then waits.
    pub(crate) tasks: Vec<Vec<(u64, u64)>>,
}

impl Workload {
    /// Takes computes and waits in turns; anything else is left out, and the answers will differ.
    pub(crate) fn of(scenario: &Scenario) -> Workload {
        let round = |pair: &[Step]| match *pair {
            [Step::Compute(compute_us), Step::Wait(wait_us)] => Some((compute_us, wait_us)),
            _ => None,
        };
        let rounds = |task: &meanwhile_sim::Task| task.steps.chunks(2).filter_map(round).collect();
        Workload { tasks: scenario.workload.tasks.iter().map(rounds).collect() }
    }
}
