//! The few styles of the terminal. The colours are the terminal's own, so that they fit its theme; nothing depends on
//! them alone.

use anstyle::{AnsiColor, Style};

/// What the eye should find first.
pub(crate) const STRONG: Style = Style::new().bold();
/// What it should not stumble over.
pub(crate) const QUIET: Style = Style::new().dimmed();

/// A task's colour; tasks that are listed next to each other differ.
pub(crate) fn of_task(task: u32) -> Style {
    const COLOURS: [AnsiColor; 6] = [
        AnsiColor::Blue,
        AnsiColor::Yellow,
        AnsiColor::Green,
        AnsiColor::Magenta,
        AnsiColor::Cyan,
        AnsiColor::Red,
    ];
    Style::new().fg_color(Some(COLOURS[task as usize % COLOURS.len()].into()))
}
