//! `--format text`: a timeline for a terminal, then the numbers and the word that the run has earned.
//!
//! A lane for each worker, and for each core where the two are not the same; below them how many tasks are in progress
//! and how many are executing. A cell is the end of the run divided by the width, so it may be of any length, and shows
//! what lasts longest in it; what is exact stands in the numbers. Colours are written always and taken out again where
//! the output is not a terminal: see [`crate::output`].

mod lanes;
mod numbers;

use meanwhile_sim::SpanKind;
use std::io::{self, Write};

use super::deadlock;
use crate::grid::{Grid, ticks_us};
use crate::plain::printable;
use crate::run::{Run, key};
use crate::style;
use crate::units::Unit;
use lanes::{Cell, Lanes};

/// However narrow the terminal, the chart has so many columns.
const COLUMNS_MIN: usize = 20;
/// More tasks than this are not listed one by one.
pub(super) const TASKS_LISTED_MAX: usize = 20;

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
    let mut kinds = Vec::new();
    for lane in &lanes.all {
        let cells = lane.cells(&grid);
        kinds.extend(cells.iter().flatten().map(|cell| cell.kind));
        writeln!(out, "{:label_width$} {}", lane.label, bar(run, &cells), label_width = lanes.label_width)?;
    }
    for gauge in lanes::gauges(run, &grid) {
        writeln!(out, "{}", format!("{:1$} {2}", gauge.label, lanes.label_width, gauge.digits).trim_end())?;
    }
    write_kinds(out, &kinds)?;
    write_tasks(out, run)?;
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
fn bar(run: &Run, cells: &[Option<Cell>]) -> String {
    let mut text = String::new();
    for stretch in cells.chunk_by(|one, other| one == other) {
        match stretch[0] {
            None => text.extend(std::iter::repeat_n(' ', stretch.len())),
            Some(cell) => text.push_str(&painted(run, cell, stretch.len())),
        }
    }
    text.trim_end().to_owned()
}

fn painted(run: &Run, cell: Cell, columns: usize) -> String {
    let colour = style::of_task(cell.task);
    if cell.kind != SpanKind::Executing {
        return format!("{colour}{}{colour:#}", glyph(cell.kind).to_string().repeat(columns));
    }
    let on_colour = colour.invert();
    let inside = inside(run.task(cell.task), cell.task, columns);
    let rest = glyph(cell.kind).to_string().repeat(columns - inside.chars().count());
    format!("{on_colour}{inside}{on_colour:#}{colour}{rest}{colour:#}")
}

/// What is written into a bar. A name of characters that are not all one column wide would shift the rest of the lane.
fn inside(name: &str, task: u32, columns: usize) -> String {
    let name = printable(name);
    let characters = name.chars().count();
    if characters < columns && unicode_width::UnicodeWidthStr::width(name.as_str()) == characters {
        return name;
    }
    key(task).map_or_else(String::new, String::from)
}

/// Told apart without colours, too.
fn glyph(kind: SpanKind) -> char {
    match kind {
        SpanKind::Executing => '█',
        SpanKind::Switching => '╳',
        SpanKind::Waiting => '░',
        SpanKind::BlockedLock | SpanKind::BlockedChannel | SpanKind::BlockedDependency => '▒',
        SpanKind::ReadyNoWorker | SpanKind::ReadyNoCore => '·',
    }
}

/// The legend: only what the lanes show. A task without a worker is in no lane.
fn write_kinds(out: &mut dyn Write, kinds: &[SpanKind]) -> io::Result<()> {
    let words = [
        (SpanKind::Executing, "executing"),
        (SpanKind::Switching, "switching"),
        (SpanKind::Waiting, "waiting"),
        (SpanKind::BlockedLock, "blocked"),
        (SpanKind::ReadyNoCore, "ready, but no core"),
    ];
    let shown = words.iter().filter(|(kind, _)| kinds.iter().any(|other| glyph(*other) == glyph(*kind)));
    let shown: Vec<String> = shown.map(|(kind, words)| format!("{} {words}", glyph(*kind))).collect();
    writeln!(out, "\n{}", shown.join("   "))
}

/// The tasks with their letters, as far as they have one.
fn write_tasks(out: &mut dyn Write, run: &Run) -> io::Result<()> {
    let tasks = 0..u32::try_from(run.trace.tasks.len()).unwrap_or(u32::MAX);
    let lettered = tasks.filter_map(|task| Some((task, key(task)?))).take(TASKS_LISTED_MAX);
    let listed: Vec<String> = lettered
        .map(|(task, key)| {
            let on_colour = style::of_task(task).invert();
            let name = printable(run.task(task));
            if name == key.to_string() {
                format!("{on_colour}{key}{on_colour:#}")
            } else {
                format!("{on_colour}{key}{on_colour:#} {name}")
            }
        })
        .collect();
    writeln!(out, "{}", listed.join("   "))
}
