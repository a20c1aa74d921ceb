//! The way in.

use crate::plan::Plan;
use crate::scheduler::{Plain, Record, Scheduler, Variant};
use crate::{Origin, Scenario, SimError, Trace};

/// Simulates a scenario to its end.
///
/// # Errors
/// Whatever is wrong with the scenario, or [`SimError::TimeOverflow`] and [`SimError::OverLimit`] for a run that
/// turns out to be too long. A deadlock is not an error; it is an [`Outcome`](crate::Outcome).
pub fn simulate(scenario: &Scenario) -> Result<Trace, SimError> {
    run_variant::<Plain>(scenario)
}

pub(crate) fn run_variant<V: Variant>(scenario: &Scenario) -> Result<Trace, SimError> {
    let plan = Plan::of(scenario)?;
    let Record { spans, tasks, emits, outcome, end_us, .. } = Scheduler::<V>::new(&plan).run()?;
    Ok(Trace { scenario: scenario.clone(), origin: Origin::Simulated, spans, tasks, emits, outcome, end_us })
}
