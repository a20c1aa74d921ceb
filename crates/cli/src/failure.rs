//! The one error type: what stops a command, as one line for the person at the keyboard, and the exit status for
//! whatever called it.

use meanwhile_scenario::FileError;
use std::io;
use std::process::ExitCode;

use crate::plain::printable;

/// What every fallible function of this crate returns.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Something that stops the command. It is printed once, in `main`.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line asks for what there is not.
    Usage(String),
    /// A file, or standard input, cannot be read.
    Read {
        /// Which.
        source: String,
        /// Why not.
        why: String,
    },
    /// A file, or a setting of it, means no scenario.
    File {
        /// Which.
        source: String,
        /// What is wrong, and where.
        error: Box<FileError>,
    },
    /// The output cannot be written.
    Write(io::Error),
}

impl Failure {
    /// 2 for what the caller can mend: the command line and the input; 1 where writing failed.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(if matches!(self, Failure::Write(_)) { 1 } else { 2 })
    }

    /// One line, whatever a file's name or content is.
    pub(crate) fn sentence(&self) -> String {
        printable(&match self {
            Failure::Usage(sentence) => sentence.clone(),
            Failure::Read { source, why } => format!("{source}: {why}"),
            Failure::File { source, error } => format!("{source}: {error}"),
            Failure::Write(error) => format!("the output cannot be written: {error}"),
        })
    }
}

impl From<io::Error> for Failure {
    /// Only for writing: what is read has a source to be named.
    fn from(error: io::Error) -> Self {
        Failure::Write(error)
    }
}
