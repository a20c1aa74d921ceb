//! `meanwhile sweep`: one setting through a range of values.

use meanwhile_scenario::{Overrides, Parameter, Unit, parse_duration};

use crate::arguments::{Settings, Sweep};
use crate::comparison::{Comparison, Row, Value};
use crate::failure::{Failure, Result};
use crate::input::{Source, overrides};

/// Rows of one table.
const ROWS_MAX: u64 = 1_000;

/// What goes through a range, and its ends as they were typed.
#[derive(Debug, PartialEq, Eq)]
struct Range {
    swept: Swept,
    from: String,
    to: String,
}

#[derive(Debug, PartialEq, Eq)]
enum Swept {
    Workers,
    Cores,
    Parameter(String),
}

impl Swept {
    fn name(&self) -> &str {
        match self {
            Swept::Workers => "workers",
            Swept::Cores => "cores",
            Swept::Parameter(name) => name,
        }
    }
}

/// Runs every value of the range.
///
/// # Errors
/// Whatever is wrong with the range, the file or another setting. What only the simulator finds is told in its row.
pub(crate) fn run(sweep: &Sweep) -> Result<Comparison> {
    let mut settings = sweep.settings.clone();
    let range = take_range(&mut settings)?;
    let source = Source::read(&sweep.input.source)?;
    let fixed = overrides(&settings)?;
    let values = source.values(&settings.set)?;
    let mut rows = Vec::new();
    for value in numbers(&range, source.file.parameters())? {
        let (values, overrides) = match &range.swept {
            Swept::Parameter(name) => (values.clone().with(name, value), fixed),
            Swept::Workers => (values.clone(), Overrides { workers: count(&range, value)?, ..fixed }),
            Swept::Cores => (values.clone(), Overrides { cores: count(&range, value)?, ..fixed }),
        };
        rows.push(Row::of(Value::Number(value), &source.scenario(&values, &overrides)?));
    }
    Ok(Comparison { title: source.file.title().to_owned(), by: range.swept.name().to_owned(), rows })
}

/// Workers or cores, checked by the same words as a single value.
fn count(range: &Range, value: u64) -> Result<Option<u32>> {
    let text = Some(value.to_string());
    let one = match range.swept {
        Swept::Workers => Settings { workers: text, ..Settings::default() },
        _ => Settings { cores: text, ..Settings::default() },
    };
    let one = overrides(&one)?;
    Ok(one.workers.or(one.cores))
}

/// Takes the one range out of the settings.
fn take_range(settings: &mut Settings) -> Result<Range> {
    let mut ranges = Vec::new();
    for (swept, flag) in [(Swept::Workers, &mut settings.workers), (Swept::Cores, &mut settings.cores)] {
        if let Some((from, to)) = flag.as_deref().and_then(ends) {
            ranges.push(Range { swept, from, to });
            *flag = None;
        }
    }
    settings.set.retain(|(name, value)| match ends(value) {
        Some((from, to)) => {
            ranges.push(Range { swept: Swept::Parameter(name.clone()), from, to });
            false
        }
        None => true,
    });
    if ranges.len() > 1 {
        let names: Vec<&str> = ranges.iter().map(|range| range.swept.name()).collect();
        return Err(Failure::Usage(format!(
            "a sweep has one range, and here are several: {}",
            names.join(", ")
        )));
    }
    ranges.pop().ok_or_else(|| {
        let how = "give --workers, --cores or --set NAME= a range such as 1..8";
        Failure::Usage(format!("a sweep needs a range: {how}"))
    })
}

fn ends(text: &str) -> Option<(String, String)> {
    text.split_once("..").map(|(from, to)| (from.to_owned(), to.to_owned()))
}

/// The values of a range: both ends, and what lies between them in steps of one or of the parameter.
fn numbers(range: &Range, parameters: &[Parameter]) -> Result<impl Iterator<Item = u64> + use<>> {
    let name = range.swept.name();
    let parameter = parameters.iter().find(|known| range.swept == Swept::Parameter(known.name.clone()));
    let [from, to] = [&range.from, &range.to].map(|end| number(end, parameter));
    let (Some(from), Some(to)) = (from, to) else {
        let found = format!("{}..{}", range.from, range.to);
        return Err(Failure::Usage(format!("{name}: expected a range such as 1..8, found {found:?}")));
    };
    if from > to {
        return Err(Failure::Usage(format!("{name}: the range {from}..{to} has nothing in it")));
    }
    let step = parameter.map_or(1, |parameter| parameter.step.max(1));
    let rows = ((to - from) / step).saturating_add(1);
    if rows > ROWS_MAX {
        return Err(Failure::Usage(format!(
            "{name}: the range would be {rows} rows, and {ROWS_MAX} are the most"
        )));
    }
    Ok((0..rows).map(move |row| from + row * step))
}

fn number(text: &str, parameter: Option<&Parameter>) -> Option<u64> {
    let is_duration = parameter.is_some_and(|parameter| parameter.unit == Unit::Milliseconds);
    let whole_ms = |us: u64| us.is_multiple_of(1_000).then_some(us / 1_000);
    let duration = || is_duration.then(|| parse_duration(text).ok()).flatten().and_then(whole_ms);
    text.parse().ok().or_else(duration)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_both_ends_in_it_and_goes_in_steps() {
        let check = |from: &str, to: &str, expected: Option<&[u64]>| {
            let io = Parameter {
                name: "io".to_owned(),
                label: "page load".to_owned(),
                min: 0,
                max: 10_000,
                step: 500,
                default: 0,
                unit: Unit::Milliseconds,
            };
            let range =
                Range { swept: Swept::Parameter("io".to_owned()), from: from.to_owned(), to: to.to_owned() };
            let found = numbers(&range, &[io]).ok().map(Iterator::collect::<Vec<_>>);
            assert_eq!(found.as_deref(), expected);
        };
        check("0", "1000", Some(&[0, 500, 1_000]));
        check("1s", "2.2s", Some(&[1_000, 1_500, 2_000]));
        check("500", "500", Some(&[500]));
        check("2", "1", None);
        check("", "1", None);
        check("0", "500000000", None);
        check("0", "18446744073709551616", None);
    }

    #[test]
    fn a_range_over_all_numbers_is_too_long() {
        let to = u64::MAX.to_string();
        let range = Range { swept: Swept::Workers, from: "0".to_owned(), to };
        let sentence = numbers(&range, &[]).err().map(|failure| failure.sentence());
        let told = "workers: the range would be 18446744073709551615 rows, and 1000 are the most";
        assert_eq!(sentence.as_deref(), Some(told));
    }
}
