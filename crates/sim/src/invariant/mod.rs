//! What must hold of every trace, whatever the scenario: fourteen rules, checked without a look at the scheduler.
//!
//! | rule | says |
//! |---|---|
//! | 1 | time never goes back: each task's spans follow each other without gap or overlap, results are in order |
//! | 2 | no two spans overlap on one core |
//! | 3 | a task is on one worker and one core at a time, and a worker carries one task at a time |
//! | 4 | a task lives between its arrival and its end, and goes on only after the tasks that it comes after |
//! | 5 | steps are done in their order, and the compute given is the compute asked for |
//! | 6 | a wait takes exactly its time and holds no core; where waiting blocks, it holds its worker |
//! | 7 | executing ≤ min(cores, workers, tasks in progress), parts counted one by one |
//! | 8 | no core is idle while a worker is ready for one; no worker is free while a task is ready that it may take |
//! | 9 | cores × makespan = executing + switching + idle |
//! | 10 | per task, turnaround = executing + ready + waiting + blocked + switching |
//! | 11 | Little's law: the area under "in progress" is the sum of the times in progress |
//! | 12 | makespan ≥ both lower bounds, when every task completes |
//! | 13 | every task has exactly one fate, and it fits the outcome |
//! | 14 | simulating the scenario again gives the same digest |
//!
//! Of a measured trace, where durations are what they were, rules 5, 6, 8, 12 and 14 are not asked.

mod lanes;
mod lives;
mod steps;
mod sweep;

use std::fmt;

use crate::{Bounds, Origin, Trace, simulate};

/// A rule that a trace breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Its number in the table above.
    pub rule: u8,
    /// What is wrong, for whoever looks for the fault.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rule {} is broken: {}", self.rule, self.what)
    }
}

impl std::error::Error for Violation {}

/// Checks every rule that can be asked of this trace.
///
/// ```
/// use meanwhile_sim::*;
/// let workload = Workload::new([Task::new("A").compute(10), Task::new("B").wait(20)]);
/// let mut trace = simulate(&Scenario::new(workload, Machine::new(1), Strategy::overlapping(1)))?;
/// assert_eq!(invariant::check(&trace), Ok(()));
/// trace.spans.swap(0, 1);
/// assert_eq!(invariant::check(&trace).unwrap_err().rule, 1);
/// # Ok::<(), SimError>(())
/// ```
///
/// # Errors
/// The first rule that is broken.
pub fn check(trace: &Trace) -> Result<(), Violation> {
    check_alone(trace)?;
    if trace.origin == Origin::Simulated {
        let again = simulate(&trace.scenario).map(|trace| trace.digest());
        ensure(again == Ok(trace.digest()), 14, || format!("again: {again:?}, once: {}", trace.digest()))?;
    }
    Ok(())
}

/// The same without rule 14, the only one that needs more than the trace.
///
/// # Errors
/// The first rule that is broken.
pub fn check_alone(trace: &Trace) -> Result<(), Violation> {
    lives::indices_exist(trace)?;
    lives::time_never_goes_back(trace)?;
    lives::fates_fit_the_outcome(trace)?;
    lives::tasks_live_between_arrival_and_end(trace)?;
    lanes::nothing_overlaps(trace)?;
    lives::times_add_up(trace)?;
    sweep::gauges_are_possible(trace)?;
    if trace.origin == Origin::Simulated {
        steps::are_done_in_order(trace)?;
        sweep::nobody_idles_while_somebody_is_ready(trace)?;
        bounds_hold(trace)?;
    }
    Ok(())
}

fn bounds_hold(trace: &Trace) -> Result<(), Violation> {
    if trace.tasks.iter().any(|run| run.fate != crate::Fate::Completed) {
        return Ok(());
    }
    let (bounds, end_us) = (Bounds::of(&trace.scenario), trace.end_us);
    ensure(end_us >= bounds.makespan_us(), 12, || format!("{end_us} us is below {bounds:?}"))
}

fn ensure(holds: bool, rule: u8, what: impl FnOnce() -> String) -> Result<(), Violation> {
    if holds { Ok(()) } else { Err(Violation { rule, what: what() }) }
}
