//! What the reader guesses before the answer shows.

use meanwhile_sim::{Fate, Micros, TaskRun};
use meanwhile_words::own;

use crate::{Dial, Prediction, Shown, Values};

const RIGHT: &str = "bet.right";
/// The end of the key of a sentence that says, whatever was guessed, what counts: for what can be set, but is not what the
/// other sentences are about.
pub(crate) const ANY: &str = "bet.any";

/// A guess to be made.
#[derive(Clone, Copy)]
pub struct Bet {
    /// What is guessed.
    pub quantity: Quantity,
    /// The guesses that can be made. Its label is the question in a few words.
    pub dial: Dial,
    /// Well-known wrong answers: the value, and the end of the key of the sentence that says what is wrong with it. Where
    /// what is set needs other sentences for what is right, too high and too low, one of the keys is `bet.right` with the
    /// ending that these have; and where no guess is well known, the only key is `bet.any`.
    pub known: fn(&Values) -> Vec<(u64, &'static str)>,
}

/// What is guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// When everything in the panel of this number is done: a length on the timeline.
    Total(usize),
    /// How many tasks are executing at once at most, in the panel of this number.
    PeakExecuting(usize),
    /// The longest time from an arrival to the first executing, in the panel of this number: a length on the timeline.
    WorstResponse(usize),
    /// When the first result is there, in the panel of this number: a length on the timeline.
    FirstResult(usize),
    /// How many tasks gave up, in the panel of this number.
    GaveUp(usize),
    /// When the task of this number ends, in the first panel: a length on the timeline.
    End(usize),
}

impl Quantity {
    /// The panel that it is about.
    pub fn panel(self) -> usize {
        match self {
            Quantity::Total(panel)
            | Quantity::PeakExecuting(panel)
            | Quantity::WorstResponse(panel)
            | Quantity::FirstResult(panel)
            | Quantity::GaveUp(panel) => panel,
            Quantity::End(_) => 0,
        }
    }

    fn of(self, prediction: &Prediction) -> u64 {
        let metrics = &prediction.metrics;
        match self {
            Quantity::Total(_) => prediction.trace.end_us,
            Quantity::PeakExecuting(_) => metrics.peak_executing as u64,
            Quantity::WorstResponse(_) => {
                metrics.tasks.iter().filter_map(|task| task.response_us).max().unwrap_or(0)
            }
            Quantity::GaveUp(_) => {
                let gave_up = |run: &&TaskRun| run.fate == Fate::GaveUp;
                prediction.trace.tasks.iter().filter(gave_up).count() as u64
            }
            Quantity::FirstResult(_) => metrics.results_us.first().copied().unwrap_or(0),
            Quantity::End(task) => metrics.tasks.get(task).and_then(|task| task.ends_us).unwrap_or(0),
        }
    }
}

impl Bet {
    /// The right answer, in the dial's own unit; for a time in microseconds.
    pub fn truth(&self, shown: &Shown) -> u64 {
        shown.panels.get(self.quantity.panel()).map_or(0, |panel| self.quantity.of(panel))
    }

    /// A guess in the unit of [`Bet::truth`].
    pub fn guess(&self, value: u32) -> u64 {
        if self.is_time() { self.dial.us(value) } else { value.into() }
    }

    /// Whether the guess is a length on the timeline, which can be dragged there.
    pub fn is_time(&self) -> bool {
        !matches!(self.quantity, Quantity::PeakExecuting(_) | Quantity::GaveUp(_))
    }

    /// The sentence for a guess: what is right about it, or what was overlooked.
    pub fn why(&self, shown: &Shown, value: u32) -> &'static str {
        let (guess, truth) = (self.guess(value), self.truth(shown));
        let off = guess.abs_diff(truth);
        let near = self.dial.us(self.dial.step).max(1);
        let mut known = (self.known)(&shown.values);
        if known.iter().any(|(_, key)| *key == ANY) {
            return own(shown.figure.id(), ANY);
        }
        let ending = known.iter().find_map(|(_, key)| key.strip_prefix(RIGHT)).unwrap_or_default();
        known.retain(|(_, key)| !key.starts_with(RIGHT));
        let usual = |key: &str| own(shown.figure.id(), &[key, ending].concat());
        if off * 2 <= near {
            return usual(RIGHT);
        }
        let nearest = known.iter().min_by_key(|(wrong, _)| wrong.abs_diff(guess));
        match nearest {
            Some((wrong, key)) if wrong.abs_diff(guess) <= near && wrong.abs_diff(guess) < off => {
                own(shown.figure.id(), key)
            }
            _ if guess > truth => usual("bet.high"),
            _ => usual("bet.low"),
        }
    }

    /// How far off a guess is, of a time.
    pub fn gap_us(&self, shown: &Shown, value: u32) -> (Micros, Micros) {
        let (guess, truth) = (self.guess(value), self.truth(shown));
        (guess.min(truth), guess.max(truth))
    }
}
