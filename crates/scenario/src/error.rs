//! What can be wrong with a file or a setting, and where.

use std::fmt;

use meanwhile_sim::SimError;

use crate::locate;
use crate::{DurationError, Unit};

/// Why a file, or a setting of it, means no scenario. Displayed, it is one line: the place, if there is one, and one
/// sentence.
///
/// ```
/// use meanwhile_scenario::ScenarioFile;
/// let error = ScenarioFile::decode("{ \"meanwhile\": 1,\n  \"tasks\": [ { \"name\": \"A\", \"stpes\": [] } ] }");
/// assert_eq!(
///     error.unwrap_err().to_string(),
///     "line 2, column 29, tasks[0].stpes: there is no field \"stpes\" here; there are: name, steps, arrives, \
///      priority, after, role, place, patience, due, part_of, every, poisson, count",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// Where in the text; `None` for what is wrong with a setting, or with the run as a whole.
    pub place: Option<Place>,
    /// What is wrong.
    pub kind: ErrorKind,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The fields and the positions in lists that lead there, such as `tasks[1].steps[0].acquire`; empty for the file
    /// itself. Positions count from 0.
    pub path: String,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// It is not JSON; the words are those of `serde_json`.
    Syntax(String),
    /// Another kind of value stands where this one is needed.
    Expected {
        /// What is needed.
        expected: &'static str,
        /// What is there, shortened.
        found: String,
    },
    /// A field that must be there is not.
    MissingField(&'static str),
    /// A field that nobody knows: most likely a misspelling.
    UnknownField {
        /// What it is called.
        field: String,
        /// What it could be called.
        known: &'static [&'static str],
    },
    /// The same field, or the same name, twice.
    Duplicate(String),
    /// Two fields that exclude each other.
    Together(&'static str, &'static str),
    /// A version of the format that this program does not know.
    Version(String),
    /// A text that should be a duration.
    Duration(DurationError),
    /// Something is larger than its named limit.
    OverLimit {
        /// What is too large, with its unit.
        what: &'static str,
        /// How large it is, or would be.
        value: u64,
        /// How large it may be.
        max: u64,
    },
    /// A reference to a task, lock, channel or whole that is not in the file.
    Unknown {
        /// What is meant.
        what: &'static str,
        /// The name, or the position.
        name: String,
    },
    /// A reference by a name that several have.
    Ambiguous {
        /// What is meant.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A derivation of a single task names an entry that has become several, or none.
    NotOneTask {
        /// The task.
        name: String,
    },
    /// The file, or a setting, names a parameter that the file does not have.
    UnknownParameter {
        /// The name.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// A parameter that stands nowhere, so that its slider would do nothing.
    UnusedParameter(String),
    /// A parameter that stands both for a duration and for a count.
    TwoUnits(String),
    /// A value below a parameter's least, or above its greatest.
    OutOfRange {
        /// The parameter.
        name: String,
        /// The value, in the parameter's own unit.
        value: u64,
        /// The least.
        min: u64,
        /// The greatest.
        max: u64,
    },
    /// A value between two steps of a parameter.
    OffStep {
        /// The parameter.
        name: String,
        /// The value, in the parameter's own unit.
        value: u64,
        /// The least.
        min: u64,
        /// The distance from one value to the next.
        step: u64,
    },
    /// A setting, from a flag or an address, whose value is not one.
    Setting {
        /// Its name.
        name: String,
        /// The value that was given.
        value: String,
        /// What would have been one.
        expected: &'static str,
    },
    /// A setting that does not exist.
    UnknownSetting {
        /// Its name.
        name: String,
    },
    /// The simulator refuses the scenario.
    Simulation {
        /// Its reason, with the indices of the expanded scenario.
        error: SimError,
        /// The same with the names of the file.
        sentence: String,
    },
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(Place { line, column, path }) if path.is_empty() => {
                write!(f, "line {line}, column {column}: {}", self.kind)
            }
            Some(Place { line, column, path }) => {
                write!(f, "line {line}, column {column}, {path}: {}", self.kind)
            }
            None => self.kind.fmt(f),
        }
    }
}

impl std::error::Error for FileError {}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::Syntax(words) => write!(f, "this is not JSON: {words}"),
            ErrorKind::Expected { expected, found } => write!(f, "expected {expected}, found {found}"),
            ErrorKind::MissingField(field) => write!(f, "the field {field:?} is missing"),
            ErrorKind::UnknownField { field, known } => {
                write!(f, "there is no field {} here; there are: {}", quoted(field), known.join(", "))
            }
            ErrorKind::Duplicate(name) => write!(f, "{} is here twice", quoted(name)),
            ErrorKind::Together(one, other) => write!(f, "{one:?} and {other:?} exclude each other"),
            ErrorKind::Version(found) => {
                write!(f, "this is version {found} of the format, and only version 1 is known")
            }
            ErrorKind::Duration(error) => error.fmt(f),
            ErrorKind::OverLimit { what, value, max } => write!(f, "{what}: {value} is more than {max}"),
            ErrorKind::Unknown { what, name } => write!(f, "there is no {what} {name}"),
            ErrorKind::Ambiguous { what, name } => {
                write!(f, "more than one {what} is called {name}: give its position, counted from 0")
            }
            ErrorKind::NotOneTask { name } => {
                write!(f, "{} is not one task here: it is a stream, or it has been split", quoted(name))
            }
            ErrorKind::UnknownParameter { name, known } => no_parameter(f, name, known),
            ErrorKind::UnusedParameter(name) => write!(f, "the parameter {} is never used", quoted(name)),
            ErrorKind::TwoUnits(name) => {
                write!(f, "the parameter {} stands for a duration here and for a count there", quoted(name))
            }
            ErrorKind::OutOfRange { name, value, min, max } => {
                write!(f, "{name}: {value} is not between {min} and {max}")
            }
            ErrorKind::OffStep { name, value, min, step } => {
                write!(f, "{name}: {value} is not {min} plus a multiple of {step}")
            }
            ErrorKind::Setting { name, value, expected } => {
                write!(f, "{name}: expected {expected}, found {}", quoted(value))
            }
            ErrorKind::UnknownSetting { name } => write!(f, "there is no setting {}", quoted(name)),
            ErrorKind::Simulation { sentence, .. } => f.write_str(sentence),
        }
    }
}

fn no_parameter(f: &mut fmt::Formatter<'_>, name: &str, known: &[String]) -> fmt::Result {
    match known {
        [] => write!(f, "there is no parameter {}: the file has none", quoted(name)),
        known => write!(f, "there is no parameter {}; there are: {}", quoted(name), known.join(", ")),
    }
}

/// A text from a stranger as it may stand in a sentence: in quotes, on one line, and not too long.
pub(crate) fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text))
}

/// The beginning of a text.
pub(crate) fn shortened(text: &str) -> String {
    const CHARACTERS_MAX: usize = 60;
    match text.char_indices().nth(CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// An error on its way to the reader: it knows the offset of its place in the text, if it has one, and nothing else.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) at: Option<usize>,
    pub(crate) kind: ErrorKind,
}

impl Fault {
    pub(crate) fn at(at: usize, kind: ErrorKind) -> Fault {
        Fault { at: Some(at), kind }
    }

    pub(crate) fn nowhere(kind: ErrorKind) -> Fault {
        Fault { at: None, kind }
    }

    /// Finds line, column and path.
    pub(crate) fn located(self, text: &str) -> FileError {
        FileError { place: self.at.map(|at| locate::place(text, at)), kind: self.kind }
    }
}

/// Refuses a value that is over its limit.
pub(crate) fn at_most(at: usize, what: &'static str, value: u64, max: u64) -> Result<(), Fault> {
    if value > max { Err(Fault::at(at, ErrorKind::OverLimit { what, value, max })) } else { Ok(()) }
}

impl Unit {
    /// What stands where a value of this unit is needed.
    pub(crate) fn expected(self) -> &'static str {
        match self {
            Unit::Milliseconds => r#"a duration such as "250ms", or a whole number of milliseconds"#,
            Unit::Count => "a whole number, 0 or more",
        }
    }
}
