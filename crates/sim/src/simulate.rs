//! The way in.

use crate::plan::Plan;
use crate::scheduler::{Plain, Record, Scheduler, Variant};
use crate::{Micros, Origin, Scenario, SimError, Trace};

/// Simulates a scenario to its end.
///
/// # Errors
/// Whatever is wrong with the scenario, or [`SimError::TimeOverflow`] and [`SimError::OverLimit`] for a run that
/// turns out to be too long. A deadlock is not an error; it is an [`Outcome`](crate::Outcome).
pub fn simulate(scenario: &Scenario) -> Result<Trace, SimError> {
    run_variant::<Plain>(scenario)
}

/// What is left of a run without its trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// When the run ended: the makespan of a run that completed.
    pub end_us: Micros,
    /// Over all tasks that ended, the instants of their ends.
    pub sum_of_ends_us: u128,
    /// How many events it took: waits and computes that ended, and workers that were taken from their cores.
    pub events: u64,
}

struct Untraced;
impl Variant for Untraced {
    const RECORD: bool = false;
}

/// Simulates without writing a trace: for thousands of scenarios of which only the makespan matters, and to measure
/// what the trace costs.
///
/// # Errors
/// Those of [`simulate`].
pub fn simulate_untraced(scenario: &Scenario) -> Result<Summary, SimError> {
    let plan = Plan::of(scenario)?;
    let Record { tasks, end_us, events, .. } = Scheduler::<Untraced>::new(&plan).run()?;
    let sum_of_ends_us = tasks.iter().filter_map(|run| run.ends_us).map(u128::from).sum();
    Ok(Summary { end_us, sum_of_ends_us, events })
}

pub(crate) fn run_variant<V: Variant>(scenario: &Scenario) -> Result<Trace, SimError> {
    let plan = Plan::of(scenario)?;
    let Record { spans, tasks, emits, outcome, end_us, .. } = Scheduler::<V>::new(&plan).run()?;
    Ok(Trace { scenario: scenario.clone(), origin: Origin::Simulated, spans, tasks, emits, outcome, end_us })
}
