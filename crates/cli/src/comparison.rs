//! A table of runs: what `compare` and `sweep` print.

use meanwhile_sim::{Metrics, Micros, Scenario, SimError, Slicing, Waiting};
use serde::Serialize;
use std::io::{self, Write};

use crate::format::{csv, json};
use crate::plain::printable;
use crate::run::Run;
use crate::style;
use crate::table::{Align, Table};
use crate::units::{Unit, percent};

/// Several runs of one workload.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    /// The title of the scenario.
    pub(crate) title: String,
    /// What the first column of the rows is: `mode`, `workers`, `cores`, or the name of a parameter.
    pub(crate) by: String,
    /// In the order in which they were asked for.
    pub(crate) rows: Vec<Row>,
}

/// One run, or why there is none. The fields of a run are those of `--format json` of a single one.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// What tells it from the others.
    value: Value,
    workers: u32,
    cores: u32,
    waiting: &'static str,
    /// Null where a worker is never taken from its core.
    quantum_us: Option<Micros>,
    /// Why the simulator refuses this one; then the fields below are null.
    error: Option<String>,
    outcome: Option<&'static str>,
    word: Option<&'static str>,
    makespan_us: Option<Micros>,
    first_result_us: Option<Micros>,
    last_result_us: Option<Micros>,
    peak_in_progress: Option<usize>,
    peak_executing: Option<usize>,
    switches: Option<usize>,
    busy_us: Option<Micros>,
    capacity_us: Option<Micros>,
}

/// What tells a row from the others.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Value {
    /// A mode.
    Name(&'static str),
    /// A value of what is swept.
    Number(u64),
}

impl Row {
    /// Runs a scenario.
    pub(crate) fn of(value: Value, scenario: &Scenario) -> Self {
        let run = Run::of(scenario);
        let metrics = run.as_ref().ok().map(|run| &run.metrics);
        Row {
            value,
            workers: scenario.strategy.workers,
            cores: scenario.machine.cores,
            waiting: match scenario.strategy.waiting {
                Waiting::Blocking => "blocking",
                Waiting::Overlapping => "overlapping",
            },
            quantum_us: match scenario.strategy.slicing {
                Slicing::ToCompletion => None,
                Slicing::Sliced { quantum_us } => Some(quantum_us),
            },
            error: run.as_ref().err().map(SimError::to_string),
            outcome: run.as_ref().ok().map(Run::outcome),
            word: metrics.map(|metrics| metrics.word().name()),
            makespan_us: metrics.map(|metrics| metrics.makespan_us),
            first_result_us: metrics.and_then(Metrics::first_result_us),
            last_result_us: metrics.and_then(Metrics::last_result_us),
            peak_in_progress: metrics.map(|metrics| metrics.peak_in_progress),
            peak_executing: metrics.map(|metrics| metrics.peak_executing),
            switches: metrics.map(|metrics| metrics.switches),
            busy_us: metrics.map(|metrics| metrics.busy_us),
            capacity_us: metrics.map(|metrics| metrics.capacity_us),
        }
    }

    fn times_us(&self) -> impl Iterator<Item = Micros> {
        [self.makespan_us, self.first_result_us, self.last_result_us].into_iter().flatten()
    }

    /// What the run was, or why there was none.
    fn verdict(&self) -> String {
        match (&self.error, self.word.unwrap_or_default(), self.outcome) {
            (Some(error), ..) => format!("not possible: {error}"),
            (None, word, Some("deadlocked")) => format!("{word}, then deadlocked"),
            (None, word, _) => word.to_owned(),
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Name(name) => f.write_str(name),
            Value::Number(number) => number.fmt(f),
        }
    }
}

/// A column of the table for people: its name, and what it says of a row.
type Column<'a> = (&'a str, Box<dyn Fn(&Row) -> String + 'a>);

/// Writes the table for people, with the title above it, and below it what its times are and some notes.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write_text(out: &mut dyn Write, comparison: &Comparison, notes: &[String]) -> io::Result<()> {
    let unit = Unit::for_all(comparison.rows.iter().flat_map(Row::times_us));
    if !comparison.title.is_empty() {
        writeln!(out, "{}{}{:#}\n", style::STRONG, printable(&comparison.title), style::STRONG)?;
    }
    let columns = columns(comparison, unit);
    let header = columns.iter().map(|(name, _)| printable(name)).collect();
    let mut align = vec![Align::Right; columns.len()];
    let words = comparison.rows.iter().any(|row| matches!(row.value, Value::Name(_)));
    align[0] = if words { Align::Left } else { Align::Right };
    align[columns.len() - 1] = Align::Left;
    let mut table = Table::new(header, align);
    for row in &comparison.rows {
        table.row(columns.iter().map(|(_, cell)| cell(row)).collect());
    }
    table.write(out)?;
    writeln!(out, "\nTimes in {}; in progress and executing: the most at once.", unit.name())?;
    notes.iter().try_for_each(|note| writeln!(out, "{note}"))
}

/// What differs, then what came of it. Results have columns only where there are any.
fn columns(comparison: &Comparison, unit: Unit) -> Vec<Column<'_>> {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let time = move |us: Option<Micros>| or_dash(us.map(|us| unit.number(us)));
    let count = move |count: Option<usize>| or_dash(count.map(|count| count.to_string()));
    let busy = |row: &Row| row.busy_us.zip(row.capacity_us).map(|(busy, capacity)| percent(busy, capacity));
    let mut columns: Vec<Column<'_>> = vec![(&comparison.by, Box::new(|row| row.value.to_string()))];
    if comparison.by != "workers" {
        columns.push(("workers", Box::new(|row| row.workers.to_string())));
    }
    if comparison.by != "cores" {
        columns.push(("cores", Box::new(|row| row.cores.to_string())));
    }
    columns.push(("makespan", Box::new(move |row| time(row.makespan_us))));
    if comparison.rows.iter().any(|row| row.first_result_us.is_some()) {
        columns.push(("first result", Box::new(move |row| time(row.first_result_us))));
        columns.push(("last", Box::new(move |row| time(row.last_result_us))));
    }
    columns.push(("in progress", Box::new(move |row| count(row.peak_in_progress))));
    columns.push(("executing", Box::new(move |row| count(row.peak_executing))));
    columns.push(("switches", Box::new(move |row| count(row.switches))));
    columns.push(("utilization", Box::new(move |row| or_dash(busy(row)))));
    columns.push(("it was", Box::new(Row::verdict)));
    columns
}

/// Writes one object: the title, what the rows differ in, and the rows.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write_json(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    json::lines::write_value(out, comparison)
}

/// Writes a row for each run, with the same names as in JSON; an empty field means that there is none.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write_csv(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    const HEADER: &[&str] = &[
        "value",
        "workers",
        "cores",
        "waiting",
        "quantum_us",
        "error",
        "outcome",
        "word",
        "makespan_us",
        "first_result_us",
        "last_result_us",
        "peak_in_progress",
        "peak_executing",
        "switches",
        "busy_us",
        "capacity_us",
    ];
    csv::write_rows(out, HEADER, comparison.rows.iter())
}
