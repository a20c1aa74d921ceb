//! `--format ascii`: the chart that one draws by hand, in plain ASCII. A row for each task and each core, a column for
//! each unit of time.
//!
//! The rule that keeps it honest: a mark that names a state stands only where that state lasts for the whole column.
//! The unit is chosen so that this is so in every column, if there is such a unit that fits: one, two or five, or a
//! ten or a tenth of that, of which every change is a multiple. Otherwise the columns are as short as fits, and one in
//! which something changes has a mark of its own, `+` with some executing in it and `-` without. The line above the
//! chart says which of the two it is.

use meanwhile_sim::{Micros, Span, SpanKind};
use std::io::{self, Write};

use super::deadlock;
use crate::arguments::WIDTH_MAX;
use crate::grid::{Column, Grid, ticks_us};
use crate::plain;
use crate::run::{Run, key};
use crate::units::Unit;

/// An exact unit that gives fewer columns than this is passed over for a shorter one.
const COLUMNS_MIN: usize = 10;
/// Longer names are cut, so that the chart keeps most of the line.
const NAME_WIDTH_MAX: usize = 20;
/// What is busy for a part of the column only, or with several things.
const PARTLY: char = '+';
/// What changes without ever being busy.
const CHANGES: char = '-';
/// A task that has no letter of its own.
const ANY_TASK: char = '*';

/// Writes the chart, its legend and, under a deadlock, the report.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write(out: &mut dyn Write, run: &Run, width: usize) -> io::Result<()> {
    let unit = run.unit();
    let labels = Labels::of(run);
    let columns_max = width.saturating_sub(labels.width + 1).max(COLUMNS_MIN);
    if run.trace.end_us == 0 {
        writeln!(out, "The run ends at the instant at which it begins: there is nothing to draw.")?;
        return write_deadlock(out, run, unit);
    }
    let (length_us, how) = column_length_us(run, unit, columns_max);
    let grid = Grid::of_length(run.trace.end_us, length_us);
    let how = match how {
        Precision::Exact => "every column is exact".to_owned(),
        Precision::Marked { columns } => marked(columns.saturating_add(labels.width + 1)),
    };
    writeln!(out, "One column is {}; {how}.", unit.text(length_us))?;
    write_axis(out, run.trace.end_us, &grid, unit, labels.width)?;
    let mut marks = Vec::new();
    for (task, label) in labels.tasks.iter().enumerate() {
        let row = grid.row(run.trace.spans_of(task).iter().map(|span| (span.from_us, span.to_us, span.kind)));
        write_row(out, label, labels.width, row.iter().map(task_mark), &mut marks)?;
    }
    for (core, lane) in run.cores().iter().enumerate() {
        let row = grid.row(lane.iter().map(|span| (span.from_us, span.to_us, Holder::of(span))));
        write_row(out, &format!("core {core}"), labels.width, row.iter().map(core_mark), &mut marks)?;
    }
    write_legend(out, &marks)?;
    write_deadlock(out, run, unit)
}

fn marked(exact_width: usize) -> String {
    let marked = "what changes within one is marked";
    match i64::try_from(exact_width) {
        Ok(width) if width <= WIDTH_MAX => format!("{marked}; exact with --width {width}"),
        _ => marked.to_owned(),
    }
}

/// The names before the rows of the tasks, cut and of plain ASCII, and the width of the widest of all rows.
struct Labels {
    tasks: Vec<String>,
    width: usize,
}

impl Labels {
    fn of(run: &Run) -> Self {
        let tasks: Vec<String> = (0..run.trace.tasks.len()).map(|task| label(run, task)).collect();
        let last_core = run.trace.scenario.machine.cores.saturating_sub(1);
        let core_width = format!("core {last_core}").len();
        let width = tasks.iter().map(String::len).max().unwrap_or(0).max(core_width);
        Labels { tasks, width }
    }
}

fn label(run: &Run, task: usize) -> String {
    let task = u32::try_from(task).unwrap_or(u32::MAX);
    let mut name = plain::ascii(run.task(task));
    if name.len() > NAME_WIDTH_MAX {
        name.truncate(NAME_WIDTH_MAX - 2);
        name.push_str("..");
    }
    let key = key(task).unwrap_or(ANY_TASK);
    if name.len() == 1 && name.starts_with(key) { name } else { format!("{key} {name}") }
}

/// Whether every change falls between two columns.
enum Precision {
    Exact,
    /// It would with so many columns.
    Marked {
        columns: usize,
    },
}

/// How long a column is.
fn column_length_us(run: &Run, unit: Unit, columns_max: usize) -> (Micros, Precision) {
    let end_us = run.trace.end_us;
    let edges = run.trace.spans.iter().flat_map(|span| [span.from_us, span.to_us]);
    let common_us = edges.fold(end_us, greatest_common_divisor);
    let columns = |length_us: &Micros| usize::try_from(end_us.div_ceil(*length_us)).unwrap_or(usize::MAX);
    let fits = |length_us: &Micros| columns(length_us) <= columns_max;
    let not_longer = unit.round_lengths_us().take_while(|length_us| *length_us <= common_us);
    let exact: Vec<Micros> = not_longer.filter(|length_us| common_us.is_multiple_of(*length_us)).collect();
    let readable = |length_us: &&Micros| fits(length_us) && columns(length_us) >= COLUMNS_MIN;
    let longest = exact.iter().rev().find(readable);
    if let Some(length_us) = longest.or(exact.iter().find(|length_us| fits(length_us))) {
        return (*length_us, Precision::Exact);
    }
    let shortest_us = unit.round_lengths_us().find(fits).unwrap_or(end_us);
    (shortest_us, Precision::Marked { columns: columns(exact.last().unwrap_or(&1)) })
}

fn greatest_common_divisor(a: Micros, b: Micros) -> Micros {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

fn write_axis(
    out: &mut dyn Write,
    end_us: Micros,
    grid: &Grid,
    unit: Unit,
    label_width: usize,
) -> io::Result<()> {
    // No number is longer than that of a step and the digits of the end together.
    let apart = |step_us| unit.number(step_us).len() + unit.number(end_us).len() + 1;
    let (mut numbers, mut strokes) = (String::new(), String::new());
    for tick_us in ticks_us(grid, end_us, apart, unit.round_lengths_us()) {
        let column = grid.column_at(tick_us);
        numbers = format!("{numbers:column$}{}", unit.number(tick_us));
        strokes = format!("{strokes:column$}|");
    }
    writeln!(out, "{:label_width$} {numbers} {}", "", unit.name())?;
    writeln!(out, "{:label_width$} {strokes}", "")
}

fn write_row(
    out: &mut dyn Write,
    label: &str,
    label_width: usize,
    row: impl Iterator<Item = char>,
    marks: &mut Vec<char>,
) -> io::Result<()> {
    let row: String = row.collect();
    marks.extend(row.chars());
    marks.sort_unstable();
    marks.dedup();
    writeln!(out, "{}", format!("{label:label_width$} {row}").trim_end())
}

/// The mark of a task in a column in which it does one thing only.
fn kind_mark(kind: SpanKind) -> char {
    match kind {
        SpanKind::Executing => '#',
        SpanKind::Switching => 's',
        SpanKind::Waiting => 'w',
        SpanKind::BlockedLock => 'l',
        SpanKind::BlockedChannel => 'c',
        SpanKind::BlockedDependency => 'd',
        SpanKind::ReadyNoWorker => ':',
        SpanKind::ReadyNoCore => '.',
    }
}

fn task_mark(column: &Column<SpanKind>) -> char {
    match column.whole() {
        Some(kind) => kind_mark(kind),
        None if column.is_empty() => ' ',
        None if column.all().any(|kind| kind == SpanKind::Executing) => PARTLY,
        None => CHANGES,
    }
}

/// What has a core.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holder {
    Switch,
    Task(u32),
}

impl Holder {
    fn of(span: &Span) -> Self {
        if span.kind == SpanKind::Switching { Holder::Switch } else { Holder::Task(span.task) }
    }
}

fn core_mark(column: &Column<Holder>) -> char {
    match column.whole() {
        Some(Holder::Switch) => kind_mark(SpanKind::Switching),
        Some(Holder::Task(task)) => key(task).unwrap_or(ANY_TASK),
        None if column.is_empty() => ' ',
        None if column.all().any(|holder| holder != Holder::Switch) => PARTLY,
        None => CHANGES,
    }
}

/// Only what the chart shows is explained.
fn write_legend(out: &mut dyn Write, marks: &[char]) -> io::Result<()> {
    let words = |kind: SpanKind| match kind {
        SpanKind::BlockedLock => "blocked on a lock",
        SpanKind::BlockedChannel => "blocked on a channel",
        SpanKind::BlockedDependency => "blocked on another task",
        SpanKind::ReadyNoWorker => "ready, but no worker",
        SpanKind::ReadyNoCore => "ready, but no core",
        _ => kind.name(),
    };
    let kinds = SpanKind::ALL.into_iter().map(|kind| (kind_mark(kind), words(kind)));
    let others = [
        (PARTLY, "executing for a part of the column"),
        (CHANGES, "changes, never executing"),
        (ANY_TASK, "executing a task that has no letter of its own"),
    ];
    let explained = kinds.chain(others).filter(|(mark, _)| marks.contains(mark));
    writeln!(out)?;
    explained.into_iter().try_for_each(|(mark, words)| writeln!(out, "{mark}  {words}"))?;
    if marks.iter().any(|mark| mark.is_ascii_uppercase() || mark.is_ascii_digit()) {
        writeln!(out, "The letters of a core are those of the tasks that it executes.")?;
    }
    Ok(())
}

fn write_deadlock(out: &mut dyn Write, run: &Run, unit: Unit) -> io::Result<()> {
    let sentences = deadlock::sentences(run, unit);
    if !sentences.is_empty() {
        writeln!(out)?;
    }
    sentences.iter().try_for_each(|sentence| writeln!(out, "{}", plain::ascii(sentence)))
}
