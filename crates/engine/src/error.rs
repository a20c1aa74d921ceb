//! What can go wrong with a real run.

use std::fmt;

use meanwhile_sim::SimError;

/// Why a scenario cannot be made into a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// The simulator refuses the scenario.
    Scenario(SimError),
    /// Nothing takes any time, so there is nothing to measure.
    Nothing,
    /// More workers than [`crate::MAX_WORKERS`].
    TooManyWorkers(u32),
    /// More tasks, steps or dependencies than a run of a few seconds can have.
    TooLong,
    /// An encoded plan that is not one.
    Garbled,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanError::Scenario(why) => write!(f, "the scenario is not valid: {why}"),
            PlanError::Nothing => write!(f, "nothing in it takes any time"),
            PlanError::TooManyWorkers(workers) => {
                write!(
                    f,
                    "{workers} workers are more than the {} that a page should start",
                    crate::MAX_WORKERS
                )
            }
            PlanError::TooLong => write!(f, "it has more steps than a run of a few seconds can have"),
            PlanError::Garbled => write!(f, "the plan arrived damaged"),
        }
    }
}

impl std::error::Error for PlanError {}

/// Why a run that had begun gave no result. Each is told to the reader in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The scenario could not be planned.
    Plan(PlanError),
    /// The browser would not start a Web Worker.
    NoWorker,
    /// The engine's files are missing, damaged, or refused by the browser; its own words follow.
    Engine(String),
    /// The engine did not become ready, or did not prepare, within its deadline.
    NeverAnswered,
    /// A worker was running and then fell silent: it is dead, or the machine has no time for it.
    FellSilent,
    /// The page was hidden while it ran, and browsers slow hidden pages down.
    Hidden,
    /// The page stood still for a while, and the clock went on.
    Frozen,
    /// A kernel gave another result than the formula.
    WrongResult,
    /// The record of the run contradicts itself.
    Record,
}
