//! `--format text`: a timeline for a terminal, then the numbers and the word that the run has earned.
//!
//! A lane for each worker, and for each core where the two are not the same; below them how many tasks are in progress
//! and how many are executing. A cell is the run divided by the number of columns, so it may be of any length. It shows
//! what lasts longest in it, or that it is too much to show one of it; what is exact stands in the numbers. Colours are
//! written always, and taken out again where the output is no terminal: see [`crate::output`].

mod lanes;
mod numbers;

use meanwhile_sim::SpanKind;
use std::collections::BTreeSet;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

use super::deadlock;
use crate::grid::{Grid, ticks_us};
use crate::plain::{printable, short};
use crate::run::{Run, key};
use crate::style;
use crate::table::{Align, pad};
use crate::units::Unit;
use lanes::{Cell, Doing, Lanes};

/// However narrow the terminal, the chart has so many columns.
const COLUMNS_MIN: usize = 20;
/// Between the entries of a legend.
const GAP: &str = "   ";

/// Writes everything about the run, `width` columns wide.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write(out: &mut dyn Write, run: &Run, title: &str, width: usize) -> io::Result<()> {
    let unit = run.unit();
    if !title.is_empty() {
        writeln!(out, "{}{}{:#}\n", style::STRONG, printable(title), style::STRONG)?;
    }
    if run.trace.end_us > 0 {
        write_chart(out, run, unit, width)?;
    }
    numbers::write(out, run, unit)?;
    deadlock::sentences(run, unit).iter().try_for_each(|sentence| writeln!(out, "{sentence}"))
}

fn write_chart(out: &mut dyn Write, run: &Run, unit: Unit, width: usize) -> io::Result<()> {
    let lanes = Lanes::of(run);
    let columns = width.saturating_sub(lanes.label_width + 1).max(COLUMNS_MIN);
    let grid = Grid::of_columns(run.trace.end_us, columns);
    write_axis(out, run, &grid, unit, lanes.label_width)?;
    let mut shown = BTreeSet::new();
    for lane in &lanes.all {
        let cells = lane.cells(&grid);
        shown.extend(cells.iter().map(glyph));
        let label = pad(&lane.label, lanes.label_width, Align::Left);
        writeln!(out, "{}", format!("{label} {}", bar(run, &cells)).trim_end())?;
    }
    for gauge in lanes::gauges(run, &grid) {
        writeln!(out, "{}", format!("{:1$} {2}", gauge.label, lanes.label_width, gauge.digits).trim_end())?;
    }
    write_glyphs(out, &shown)?;
    write_tasks(out, run, width)?;
    writeln!(out)
}

fn write_axis(out: &mut dyn Write, run: &Run, grid: &Grid, unit: Unit, label_width: usize) -> io::Result<()> {
    let end_us = run.trace.end_us;
    // No number is longer than that of a step and the digits of the end together.
    let apart = |step_us| unit.text(step_us).len() + unit.number(end_us).len() + 1;
    let mut numbers = String::new();
    for tick_us in ticks_us(grid, end_us, apart, unit.round_lengths_us()) {
        let number = unit.text(tick_us);
        let column = grid.column_at(tick_us).min(grid.columns.saturating_sub(number.len()));
        if numbers.is_empty() || column > numbers.len() {
            numbers = format!("{numbers:column$}{number}");
        }
    }
    writeln!(out, "{:label_width$} {}{numbers}{:#}", "", style::QUIET, style::QUIET)
}

/// The cells of one lane as text: equal neighbours are one bar, and the task's name stands in it where it fits, or else
/// its letter.
fn bar(run: &Run, cells: &[Cell]) -> String {
    let mut text = String::new();
    for stretch in cells.chunk_by(|one, other| one == other) {
        let glyphs = glyph(&stretch[0]).to_string().repeat(stretch.len());
        match stretch[0] {
            Cell::One(Doing { kind: SpanKind::Executing, task }) => {
                let (colour, inside) = (style::of_task(task), inside(run.task(task), task, stretch.len()));
                let rest: String = glyphs.chars().skip(inside.chars().count()).collect();
                text.push_str(&format!("{0}{inside}{0:#}{colour}{rest}{colour:#}", colour.invert()));
            }
            Cell::One(Doing { task, .. }) => {
                let colour = style::of_task(task);
                text.push_str(&format!("{colour}{glyphs}{colour:#}"));
            }
            Cell::Several | Cell::Nothing => text.push_str(&glyphs),
        }
    }
    text
}

/// What is written into a bar. A name of characters that are not all one column wide would shift the rest of the lane.
fn inside(name: &str, task: u32, columns: usize) -> String {
    let name = printable(name);
    let characters = name.chars().count();
    if characters < columns && name.width() == characters {
        return name;
    }
    key(task).map_or_else(String::new, String::from)
}

/// Told apart without colours, too.
fn glyph(cell: &Cell) -> char {
    match cell {
        Cell::Nothing => ' ',
        Cell::Several => '▞',
        Cell::One(doing) => match doing.kind {
            SpanKind::Executing => '█',
            SpanKind::Switching => '╳',
            SpanKind::Waiting => '░',
            SpanKind::BlockedLock | SpanKind::BlockedChannel | SpanKind::BlockedDependency => '▒',
            SpanKind::ReadyNoWorker | SpanKind::ReadyNoCore => '·',
        },
    }
}

/// The legend: only what the lanes show. A task without a worker is in no lane.
fn write_glyphs(out: &mut dyn Write, shown: &BTreeSet<char>) -> io::Result<()> {
    let words = [
        ('█', "executing"),
        ('╳', "switching"),
        ('░', "waiting"),
        ('▒', "blocked"),
        ('·', "ready, but no core"),
        ('▞', "several in turn"),
    ];
    let explained = words.iter().filter(|(glyph, _)| shown.contains(glyph));
    let explained: Vec<String> = explained.map(|(glyph, words)| format!("{glyph} {words}")).collect();
    writeln!(out, "\n{}", explained.join(GAP))
}

/// The tasks with their letters, as far as they have one.
fn write_tasks(out: &mut dyn Write, run: &Run, width: usize) -> io::Result<()> {
    let tasks = 0..u32::try_from(run.trace.tasks.len()).unwrap_or(u32::MAX);
    let lettered = tasks.filter_map(|task| Some((task, key(task)?)));
    let mut used = 0;
    for (task, key) in lettered {
        let on_colour = style::of_task(task).invert();
        let name = Some(short(run.task(task))).filter(|name| *name != key.to_string());
        let name = name.map_or_else(String::new, |name| format!(" {name}"));
        let entry_width = 1 + name.width();
        let between = match used {
            0 => "",
            _ if used + GAP.len() + entry_width > width => "\n",
            _ => GAP,
        };
        used = if between == GAP { used + GAP.len() + entry_width } else { entry_width };
        write!(out, "{between}{on_colour}{key}{on_colour:#}{name}")?;
    }
    writeln!(out)
}
