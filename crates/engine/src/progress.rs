//! How a run goes, as it is told from the module that carries it out to the page that shows it.

use crate::{Failure, MeasuredSpan, PlanError, Stage};

/// What there is to tell of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Where it is.
    pub stage: Stage,
    /// For how long the workload has been running, in real milliseconds.
    pub running_ms: u64,
    /// What was measured, once it is done.
    pub record: Vec<MeasuredSpan>,
}

/// Failures by their number, but for those that carry a reason.
const FAILURES: [Failure; 6] = [
    Failure::NoWorker,
    Failure::NeverAnswered,
    Failure::FellSilent,
    Failure::WrongResult,
    Failure::Record,
    Failure::TookTooLong,
];
/// Stages by their number, but for the failed ones.
const STAGES: [Stage; 7] = [
    Stage::Idle,
    Stage::Starting,
    Stage::Preparing,
    Stage::Running,
    Stage::Cancelling,
    Stage::Done,
    Stage::Cancelled,
];
const GARBLED: u32 = 100;
const ENGINE: u32 = 101;
const FIRST_FAILURE: u32 = 10;

impl Progress {
    /// As words, and what the browser said where something failed; [`Progress::decode`] reads them back. Of the
    /// failures of a plan only the damaged one is told apart: the others are found where the plan is made.
    pub fn encode<'a>(stage: &'a Stage, running_ms: u64, record: &[MeasuredSpan]) -> (Vec<u32>, &'a str) {
        let (number, said) = match stage {
            Stage::Failed(Failure::Plan(_)) => (GARBLED, ""),
            Stage::Failed(Failure::Engine(said)) => (ENGINE, said.as_str()),
            Stage::Failed(failure) => (FIRST_FAILURE + place(&FAILURES, failure), ""),
            stage => (place(&STAGES, stage), ""),
        };
        let mut words = vec![number, u32::try_from(running_ms).unwrap_or(u32::MAX)];
        words.extend(MeasuredSpan::encode(record));
        (words, said)
    }

    /// Reads what [`Progress::encode`] wrote; words that it did not write are a failed run.
    pub fn decode(words: &[u32], said: String) -> Progress {
        let (number, running_ms) = (words.first().copied().unwrap_or(GARBLED), words.get(1).copied());
        let failure = |number: u32| FAILURES.get(number.checked_sub(FIRST_FAILURE)? as usize).cloned();
        let stage = match number {
            ENGINE => Stage::Failed(Failure::Engine(said)),
            number => match (STAGES.get(number as usize), failure(number)) {
                (Some(stage), _) => stage.clone(),
                (None, Some(failure)) => Stage::Failed(failure),
                (None, None) => Stage::Failed(Failure::Plan(PlanError::Garbled)),
            },
        };
        Progress {
            stage,
            running_ms: running_ms.unwrap_or(0).into(),
            record: MeasuredSpan::decode(words.get(2..).unwrap_or(&[])),
        }
    }
}

fn place<T: PartialEq>(list: &[T], wanted: &T) -> u32 {
    list.iter().position(|one| one == wanted).unwrap_or(list.len()) as u32
}
