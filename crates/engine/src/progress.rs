//! How a run goes, as it is told from the module that carries it out to the page that shows it.

use crate::{Failure, Method, PlanError, Stage};

/// What there is to tell of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Where it is.
    pub stage: Stage,
    /// For how long the workload has been running, in real milliseconds.
    pub running_ms: u64,
    /// Who executes it.
    pub method: Method,
    /// Why it is not on the next better rung, where that was tried.
    pub why_not_better: Option<Failure>,
    /// How many tiles of a picture are done; 0 for any other run.
    pub tiles: u32,
    /// What was measured, once it is done, as [`crate::Record::encode`] wrote it: only whoever makes a report reads it.
    pub record: Vec<u32>,
}

/// Failures by their number, but for those that carry a reason.
const FAILURES: [Failure; 7] = [
    Failure::NoWorker,
    Failure::NeverAnswered,
    Failure::FellSilent,
    Failure::Hidden,
    Failure::Frozen,
    Failure::WrongResult,
    Failure::Record,
];
/// Stages by their number, but for the failed ones.
const STAGES: [Stage; 10] = [
    Stage::Idle,
    Stage::Settling,
    Stage::Starting,
    Stage::Warming,
    Stage::Calibrating,
    Stage::Running,
    Stage::Cancelling,
    Stage::Done,
    Stage::Cancelled,
    Stage::TimedOut,
];
const GARBLED: u32 = 100;
const ENGINE: u32 = 101;
const FIRST_FAILURE: u32 = 50;

impl Progress {
    /// As words, and what the browser said where something failed; [`Progress::decode`] reads them back. Of the
    /// failures of a plan only the damaged one is told apart: the others are found where the plan is made. Of a failed
    /// run it is not told why it was not on a better rung.
    pub fn encode(&self) -> (Vec<u32>, &str) {
        let failure = if let Stage::Failed(failure) = &self.stage { Some(failure) } else { None };
        let stage = failure.map_or_else(|| place(&STAGES, &self.stage), number);
        let why = if failure.is_none() { self.why_not_better.as_ref() } else { None };
        let said = if let Some(Failure::Engine(said)) = failure.or(why) { said.as_str() } else { "" };
        let running_ms = u32::try_from(self.running_ms).unwrap_or(u32::MAX);
        let mut words = vec![stage, running_ms, self.method as u32, why.map_or(0, number), self.tiles];
        words.extend_from_slice(&self.record);
        (words, said)
    }

    /// Reads what [`Progress::encode`] wrote; words that it did not write are a failed run.
    pub fn decode(words: &[u32], said: String) -> Progress {
        let word = |index: usize| words.get(index).copied();
        let (stage, why_not_better) = match word(0).and_then(|number| STAGES.get(number as usize)) {
            Some(stage) => (stage.clone(), word(3).and_then(|number| numbered(number, said))),
            None => {
                let failure = word(0).and_then(|number| numbered(number, said));
                (Stage::Failed(failure.unwrap_or(Failure::Plan(PlanError::Garbled))), None)
            }
        };
        Progress {
            stage,
            running_ms: word(1).unwrap_or(0).into(),
            method: word(2).and_then(Method::numbered).unwrap_or(Method::EventLoop),
            why_not_better,
            tiles: word(4).unwrap_or(0),
            record: words.get(5..).unwrap_or(&[]).to_vec(),
        }
    }
}

impl From<Stage> for Progress {
    /// What there is to tell where a run has come no further than to be asked for.
    fn from(stage: Stage) -> Progress {
        Progress {
            stage,
            running_ms: 0,
            method: Method::EventLoop,
            why_not_better: None,
            tiles: 0,
            record: Vec::new(),
        }
    }
}

/// A number that no stage without a failure has; never 0.
fn number(failure: &Failure) -> u32 {
    match failure {
        Failure::Plan(_) => GARBLED,
        Failure::Engine(_) => ENGINE,
        failure => FIRST_FAILURE + place(&FAILURES, failure),
    }
}

fn numbered(number: u32, said: String) -> Option<Failure> {
    match number {
        GARBLED => Some(Failure::Plan(PlanError::Garbled)),
        ENGINE => Some(Failure::Engine(said)),
        number => FAILURES.get(number.checked_sub(FIRST_FAILURE)? as usize).cloned(),
    }
}

fn place<T: PartialEq>(list: &[T], wanted: &T) -> u32 {
    list.iter().position(|one| one == wanted).unwrap_or(list.len()) as u32
}
