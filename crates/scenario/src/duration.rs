//! Durations as text: a decimal number and a unit. All arithmetic is in whole numbers.

use std::fmt;

use meanwhile_sim::Micros;
use meanwhile_sim::limits::TIME_US_MAX;

/// The units with their microseconds, the largest first.
const UNITS: [(&str, u64); 4] = [("min", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("us", 1)];

/// More decimals than these are too fine even of the largest unit: 10⁻⁸ min is 0.6 us.
const DECIMALS_MAX: usize = 8;

/// Why a text is not a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DurationError {
    /// It does not begin with a decimal number.
    NoNumber,
    /// It is below zero.
    Negative,
    /// A number without a unit.
    NoUnit,
    /// A unit other than us, ms, s and min.
    UnknownUnit,
    /// It is not a whole number of microseconds.
    TooFine,
    /// It is longer than [`TIME_US_MAX`].
    TooLong,
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DurationError::NoNumber => r#"a duration is a number and a unit, as in "250ms" or "1.5s""#,
            DurationError::Negative => "a duration cannot be negative",
            DurationError::NoUnit => "a duration in quotes needs a unit: us, ms, s or min",
            DurationError::UnknownUnit => "the units of a duration are us, ms, s and min",
            DurationError::TooFine => "a duration must be a whole number of microseconds",
            DurationError::TooLong => "a duration can be at most 100000000 s, a little over three years",
        })
    }
}

impl std::error::Error for DurationError {}

/// Reads a duration such as `"10s"`, `"1.5s"`, `"250ms"`, `"40us"` or `"2min"`, exactly.
///
/// ```
/// use meanwhile_scenario::{DurationError, parse_duration};
/// assert_eq!(parse_duration("1.5s"), Ok(1_500_000));
/// assert_eq!(parse_duration("0.0005ms"), Err(DurationError::TooFine));
/// ```
///
/// # Errors
/// [`DurationError`], for anything that is not exactly a decimal number directly followed by a unit.
pub fn parse_duration(text: &str) -> Result<Micros, DurationError> {
    let number = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(number);
    if number.is_empty() && unit.starts_with('-') && unit[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return Err(DurationError::Negative);
    }
    let (whole, decimals) = match number.split_once('.') {
        Some((_, "")) => return Err(DurationError::NoNumber),
        Some((whole, decimals)) if !decimals.contains('.') => (whole, decimals.trim_end_matches('0')),
        Some(_) => return Err(DurationError::NoNumber),
        None => (number, ""),
    };
    if whole.is_empty() {
        return Err(DurationError::NoNumber);
    }
    let unit_us = match UNITS.iter().find(|(name, _)| *name == unit) {
        Some((_, unit_us)) => *unit_us,
        None if unit.is_empty() => return Err(DurationError::NoUnit),
        None => return Err(DurationError::UnknownUnit),
    };
    microseconds(whole, decimals, unit_us)
}

fn microseconds(whole: &str, decimals: &str, unit_us: u64) -> Result<Micros, DurationError> {
    if decimals.len() > DECIMALS_MAX {
        return Err(DurationError::TooFine);
    }
    // Only digits are left, so that all that can be wrong is their number.
    let whole: u64 = whole.parse().map_err(|_| DurationError::TooLong)?;
    let parts: u64 = if decimals.is_empty() { 0 } else { decimals.parse().unwrap_or(0) };
    let scale = 10_u64.pow(decimals.len() as u32);
    // At most 8 digits times 6 · 10⁷: far below 2⁶⁴.
    if !(parts * unit_us).is_multiple_of(scale) {
        return Err(DurationError::TooFine);
    }
    let us = whole.checked_mul(unit_us).and_then(|us| us.checked_add(parts * unit_us / scale));
    us.filter(|us| *us <= TIME_US_MAX).ok_or(DurationError::TooLong)
}

/// The canonical text of a duration: in the largest unit that keeps it whole.
///
/// ```
/// use meanwhile_scenario::duration_text;
/// assert_eq!(duration_text(120_000_000), "2min");
/// assert_eq!(duration_text(1_500_000), "1500ms");
/// assert_eq!(duration_text(0), "0s");
/// ```
pub fn duration_text(us: Micros) -> String {
    let whole = |(_, unit_us): &&(&str, u64)| us.is_multiple_of(*unit_us);
    match UNITS.iter().find(whole) {
        Some((unit, unit_us)) if us > 0 => format!("{}{unit}", us / unit_us),
        _ => "0s".to_owned(),
    }
}
