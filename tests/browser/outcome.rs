//! How a test says what went wrong.

use std::fmt::{Debug, Display};

/// A promise is kept, or there is a sentence about how it was broken.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Says what was being done when something failed.
pub trait Context<T> {
    /// Puts `doing` before the error.
    fn context(self, doing: impl Display) -> Outcome<T>;
}

impl<T, E: Display> Context<T> for Result<T, E> {
    fn context(self, doing: impl Display) -> Outcome<T> {
        self.map_err(|error| format!("{doing}: {error}").into())
    }
}

impl<T> Context<T> for Option<T> {
    fn context(self, doing: impl Display) -> Outcome<T> {
        self.ok_or_else(|| format!("{doing}: nothing there").into())
    }
}

/// Whether something holds.
pub fn ensure(holds: bool, otherwise: impl Display) -> Outcome {
    if holds { Ok(()) } else { Err(otherwise.to_string().into()) }
}

/// Whether two things are equal; both are shown where they are not.
pub fn same<T: PartialEq<U> + Debug, U: Debug>(what: impl Display, found: T, expected: U) -> Outcome {
    ensure(found == expected, format_args!("{what}: found {found:?}, expected {expected:?}"))
}
