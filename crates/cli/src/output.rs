//! Standard output: its width, its colours, and what to do when nobody reads it any more.

use anstream::{AutoStream, ColorChoice};
use std::io::{self, BufWriter, Write};

use crate::arguments::Color;

/// Where standard output is no terminal, or one that does not know its width.
const FALLBACK_WIDTH: usize = 80;

/// How wide the terminal is.
pub(crate) fn terminal_width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(FALLBACK_WIDTH, |(width, _)| usize::from(width.0))
}

/// Writes to standard output. Text may have colours; they are taken out unless `color` allows them, by default where
/// standard output is a terminal and `NO_COLOR` is not set. Data has none and goes straight through.
///
/// # Errors
/// Those of standard output, but not that its reader has gone: `meanwhile … | head` wants no more, and that is well.
pub(crate) fn print(
    color: Option<Color>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let choice = match color {
        None => ColorChoice::AlwaysAnsi,
        Some(Color::Auto) => ColorChoice::Auto,
        Some(Color::Always) => ColorChoice::Always,
        Some(Color::Never) => ColorChoice::Never,
    };
    let mut out = BufWriter::new(AutoStream::new(io::stdout().lock(), choice));
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
