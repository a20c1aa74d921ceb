//! The words that stand for the choices of a strategy, the same in files, flags and addresses.

use meanwhile_sim::{Order, Waiting};

pub(crate) const WAITING: &[(&str, Waiting)] =
    &[("blocking", Waiting::Blocking), ("overlapping", Waiting::Overlapping)];
pub(crate) const ORDER: &[(&str, Order)] = &[("fifo", Order::Fifo), ("priority", Order::Priority)];
pub(crate) const TO_COMPLETION: &str = "to-completion";

/// What each table means, for errors.
pub(crate) const WAITING_WORDS: &str = r#""blocking" or "overlapping""#;
pub(crate) const ORDER_WORDS: &str = r#""fifo" or "priority""#;

/// The value of a word.
pub(crate) fn value<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The word of a value.
pub(crate) fn word<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> &'static str {
    table.iter().find(|(_, listed)| listed == value).map_or("", |(name, _)| *name)
}
