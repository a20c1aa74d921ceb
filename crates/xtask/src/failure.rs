//! The one error type: a sentence for the person at the keyboard and, where there is a remedy, what to type.

use std::fmt;

/// What every fallible function of this crate returns.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Something that stops the command. It is printed once, in `main`.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What went wrong, as one clear sentence.
    sentence: String,
    /// Commands to type (or other remedies), one a line; may be empty.
    remedies: Vec<String>,
}

impl Failure {
    /// A failure that says what went wrong.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Failure { sentence: sentence.into(), remedies: Vec::new() }
    }

    /// Adds a line that tells what to type.
    pub(crate) fn remedy(mut self, line: impl Into<String>) -> Self {
        self.remedies.push(line.into());
        self
    }

    /// The sentence without the remedies, for a place where the failure is only a remark.
    pub(crate) fn sentence(&self) -> &str {
        &self.sentence
    }

    /// The best remedy, if there is any.
    pub(crate) fn first_remedy(&self) -> Option<&str> {
        self.remedies.first().map(String::as_str)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.sentence)?;
        if !self.remedies.is_empty() {
            write!(f, "\nWhat to do:")?;
        }
        self.remedies.iter().try_for_each(|line| write!(f, "\n    {line}"))
    }
}

/// Says what was being done when a system call failed.
pub(crate) trait Doing<T> {
    /// Turns any error into a [`Failure`] that begins with what was being done.
    fn doing(self, what: impl FnOnce() -> String) -> Result<T>;
}

impl<T, E: fmt::Display> Doing<T> for std::result::Result<T, E> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| Failure::new(format!("Could not {}: {error}.", what())))
    }
}
