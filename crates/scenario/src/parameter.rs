//! Parameters: the sliders of a file, the values that somebody chose, and the places where they stand.

use std::collections::BTreeMap;

use meanwhile_sim::Micros;
use meanwhile_sim::limits::TIME_US_MAX;

use crate::duration::parse_duration;
use crate::error::{ErrorKind, Fault, FileError, at_most};

/// Something that the reader of a scenario can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// What files, flags and addresses call it: lower-case letters, digits and `_`.
    pub name: String,
    /// What the reader calls it.
    pub label: String,
    /// The least value.
    pub min: u64,
    /// The greatest value.
    pub max: u64,
    /// The distance from one value to the next, from `min`.
    pub step: u64,
    /// The value unless somebody chooses another one.
    pub default: u64,
    /// What the five numbers count.
    pub unit: Unit,
}

/// What a parameter's numbers count. The file shows it by where the parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// It stands for durations.
    Milliseconds,
    /// It stands for counts: workers, cores, tasks, repeats.
    Count,
}

/// The parameters that somebody set, by name; all others keep their defaults.
///
/// ```
/// use meanwhile_scenario::Values;
/// let values = Values::default().with("io", 3_000).with("tabs", 4);
/// # let _ = values;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, u64>);

impl Values {
    /// Sets one more, in the unit of the parameter: milliseconds, or a count. Whether the file has it, and whether the
    /// value is in its range, is checked by [`ScenarioFile::scenario`](crate::ScenarioFile::scenario).
    pub fn with(mut self, name: &str, value: u64) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }
}

impl Parameter {
    /// Whether the parameter may have this value.
    pub(crate) fn check(&self, value: u64) -> Result<(), ErrorKind> {
        let Parameter { name, min, max, step, .. } = self;
        if value < *min || value > *max {
            return Err(ErrorKind::OutOfRange { name: name.clone(), value, min: *min, max: *max });
        }
        if (value - min).is_multiple_of(*step) {
            Ok(())
        } else {
            Err(ErrorKind::OffStep { name: name.clone(), value, min: *min, step: *step })
        }
    }

    /// What somebody typed: a whole number or, where it stands for durations, a duration with its unit.
    fn parse(&self, text: &str) -> Result<u64, ErrorKind> {
        let duration =
            || parse_duration(text).ok().filter(|us| us.is_multiple_of(1_000)).map(|us| us / 1_000);
        let value = match self.unit {
            Unit::Count => text.parse().ok(),
            Unit::Milliseconds => text.parse().ok().or_else(duration),
        };
        let expected = match self.unit {
            Unit::Count => "a whole number",
            Unit::Milliseconds => "whole milliseconds, such as 250, 250ms or 1.5s",
        };
        value.ok_or_else(|| ErrorKind::Setting { name: self.name.clone(), value: text.to_owned(), expected })
    }
}

/// The values of the pairs of name and text that flags and addresses are made of.
pub(crate) fn parse_values<'a>(
    parameters: &[Parameter],
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Values, FileError> {
    let mut values = Values::default();
    for (name, text) in pairs {
        let value = match parameters.iter().find(|parameter| parameter.name == name) {
            Some(parameter) => parameter.parse(text).and_then(|value| parameter.check(value).map(|()| value)),
            None => Err(unknown(parameters, name)),
        };
        values = values.with(name, value.map_err(|kind| FileError { place: None, kind })?);
    }
    Ok(values)
}

/// The error that names those that there are.
pub(crate) fn unknown(parameters: &[Parameter], name: &str) -> ErrorKind {
    let known = parameters.iter().map(|parameter| parameter.name.clone()).collect();
    ErrorKind::UnknownParameter { name: name.to_owned(), known }
}

/// A number in the file: a count, or microseconds. The number itself, or the parameter that it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Amount {
    pub(crate) at: usize,
    pub(crate) source: Source,
}

#[derive(Clone, Debug)]
pub(crate) enum Source {
    Fixed(u64),
    /// The value of the parameter with this index, times a fraction.
    Parameter {
        index: usize,
        times: [u32; 2],
    },
}

impl Amount {
    pub(crate) fn fixed(at: usize, value: u64) -> Amount {
        Amount { at, source: Source::Fixed(value) }
    }
}

/// What all parameters of a file are, for one scenario.
pub(crate) struct Chosen(Vec<u64>);

impl Chosen {
    pub(crate) fn new(parameters: &[Parameter], values: &Values) -> Result<Chosen, Fault> {
        for (name, value) in &values.0 {
            let parameter = parameters.iter().find(|parameter| parameter.name == *name);
            let checked = parameter.ok_or_else(|| unknown(parameters, name)).and_then(|p| p.check(*value));
            checked.map_err(Fault::nowhere)?;
        }
        let value =
            |parameter: &Parameter| values.0.get(&parameter.name).copied().unwrap_or(parameter.default);
        Ok(Chosen(parameters.iter().map(value).collect()))
    }

    /// A count that is at most `max`.
    pub(crate) fn count(&self, amount: &Amount, what: &'static str, max: u64) -> Result<u64, Fault> {
        let value = self.value(amount, 1);
        at_most(amount.at, what, value, max)?;
        Ok(value)
    }

    /// The same where a whole number of 32 bits is needed and no other limit applies.
    pub(crate) fn count_u32(&self, amount: &Amount, what: &'static str) -> Result<u32, Fault> {
        self.count(amount, what, u64::from(u32::MAX)).map(|value| value as u32)
    }

    /// A duration or an instant.
    pub(crate) fn us(&self, amount: &Amount) -> Result<Micros, Fault> {
        let value = self.value(amount, 1_000);
        at_most(amount.at, "a time in us", value, TIME_US_MAX)?;
        Ok(value)
    }

    /// The fraction of a parameter is rounded down, to a whole microsecond or a whole count.
    fn value(&self, amount: &Amount, unit: u64) -> u64 {
        match amount.source {
            Source::Fixed(value) => value,
            Source::Parameter { index, times: [times, by] } => {
                let value = self.0.get(index).copied().unwrap_or_default();
                // 64, 10 and 32 bits at most; the divisor is not 0.
                let scaled = u128::from(value) * u128::from(unit) * u128::from(times) / u128::from(by.max(1));
                u64::try_from(scaled).unwrap_or(u64::MAX)
            }
        }
    }
}

/// Whether a parameter may be called this: what can stand in an address and in a flag without any escapes.
pub(crate) fn is_name(text: &str) -> bool {
    let all = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    all && text.starts_with(|first: char| first.is_ascii_lowercase())
}
