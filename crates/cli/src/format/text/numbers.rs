//! The numbers of a run, and its word.

use meanwhile_sim::{Fate, Micros, Outcome, TaskMetrics};
use std::io::{self, Write};

use crate::plain::short;
use crate::run::Run;
use crate::style;
use crate::table::{Align, Table};
use crate::units::{Unit, percent};

/// More tasks than this are not listed one by one.
const TASKS_LISTED_MAX: usize = 20;

/// A time of a task: its header, and where it stands.
type Time = (&'static str, fn(&TaskMetrics) -> Option<Micros>);

/// When a task came, began and ended.
const INSTANTS: [Time; 3] = [
    ("arrives", |task| Some(task.arrives_us)),
    ("starts", |task| task.starts_us),
    ("ends", |task| task.ends_us),
];

/// What the time in between went to; a column is left out where it is nothing for all tasks.
const DURATIONS: [Time; 5] = [
    ("executing", |task| Some(task.executing_us)),
    ("waiting", |task| Some(task.waiting_us)),
    ("ready", |task| Some(task.ready_us)),
    ("blocked", |task| Some(task.blocked_us)),
    ("switching", |task| Some(task.switching_us)),
];

/// Writes what each task did, as far as they can be listed, then what the whole run did.
///
/// # Errors
/// Those of the writer.
pub(super) fn write(out: &mut dyn Write, run: &Run, unit: Unit) -> io::Result<()> {
    write_tasks(out, run, unit)?;
    let metrics = &run.metrics;
    let ended = match run.trace.outcome {
        Outcome::Completed => "",
        Outcome::Stopped => " (stopped at its last result)",
        Outcome::Deadlocked(_) => " (deadlocked)",
    };
    let lines = [
        ("makespan", format!("{}{ended}", unit.text(metrics.makespan_us))),
        ("results", results(run, unit)),
        (
            "at most",
            format!("{} in progress, {} executing", metrics.peak_in_progress, metrics.peak_executing),
        ),
        ("switches", metrics.switches.to_string()),
        ("utilization", percent(metrics.busy_us, metrics.capacity_us)),
    ];
    writeln!(out)?;
    lines.iter().try_for_each(|(name, value)| writeln!(out, "{name:<12} {value}"))?;
    writeln!(out, "{:<12} {}{}{:#}", "it was", style::STRONG, metrics.word().name(), style::STRONG)
}

fn results(run: &Run, unit: Unit) -> String {
    match run.metrics.results_us.as_slice() {
        [] => "none".to_owned(),
        [only_us] => format!("1, at {}", unit.text(*only_us)),
        [first_us, .., last_us] => format!(
            "{}, the first at {}, the last at {}",
            run.metrics.results_us.len(),
            unit.text(*first_us),
            unit.text(*last_us)
        ),
    }
}

fn write_tasks(out: &mut dyn Write, run: &Run, unit: Unit) -> io::Result<()> {
    let spent = |(_, time): &&Time| run.metrics.tasks.iter().any(|task| time(task) > Some(0));
    let times: Vec<Time> = INSTANTS.into_iter().chain(DURATIONS.iter().filter(spent).copied()).collect();
    let header = ["task"].into_iter().chain(times.iter().map(|(name, _)| *name)).chain([""]);
    let mut align = vec![Align::Right; times.len() + 2];
    (align[0], align[times.len() + 1]) = (Align::Left, Align::Left);
    let mut table = Table::new(header.map(str::to_owned).collect(), align);
    let all = run.metrics.tasks.iter().zip(&run.trace.tasks).zip(&run.trace.scenario.workload.tasks);
    for ((metrics, task), asked) in all.take(TASKS_LISTED_MAX) {
        let numbers = times.iter().map(|(_, time)| time(metrics).map_or_else(dash, |us| unit.number(us)));
        let fate = if task.fate == Fate::Completed { "" } else { task.fate.name() };
        let name = short(&asked.name);
        table.row([name].into_iter().chain(numbers).chain([fate.to_owned()]).collect());
    }
    table.write(out)?;
    match run.trace.tasks.len().saturating_sub(TASKS_LISTED_MAX) {
        0 => writeln!(out, "Times in {}.", unit.name()),
        more => writeln!(out, "and {more} more tasks. Times in {}.", unit.name()),
    }
}

fn dash() -> String {
    "-".to_owned()
}
