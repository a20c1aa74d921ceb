//! `--format json`: everything about a run, for programs. Times are whole microseconds; tasks, workers and cores are
//! numbered from 0, tasks in the order of the scenario. The digest is hexadecimal text, because its 64 bits do not fit
//! into a JSON number, which most readers keep as a double.

pub(crate) mod lines;

use meanwhile_sim::{Fate, Holder, Micros, Outcome, Span, StuckTask, WaitsFor};
use serde::{Serialize, Serializer};
use std::io::{self, Write};

use crate::run::Run;

use lines::write_value;

/// Writes one object, with a line for each field and each element of its lists.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write(out: &mut dyn Write, run: &Run) -> io::Result<()> {
    write_value(out, &Report::of(run))
}

/// The fields, in their order.
#[derive(Serialize)]
struct Report<'a> {
    outcome: &'static str,
    word: &'static str,
    makespan_us: Micros,
    first_result_us: Option<Micros>,
    last_result_us: Option<Micros>,
    results_us: &'a [Micros],
    peak_in_progress: usize,
    peak_executing: usize,
    switches: usize,
    busy_us: Micros,
    capacity_us: Micros,
    tasks: Tasks<'a>,
    spans: Spans<'a>,
    digest: String,
    /// Only of a run that is deadlocked.
    #[serde(skip_serializing_if = "Option::is_none")]
    deadlock: Option<DeadlockReport<'a>>,
}

impl<'a> Report<'a> {
    fn of(run: &'a Run) -> Self {
        let metrics = &run.metrics;
        Report {
            outcome: run.outcome(),
            word: metrics.word().name(),
            makespan_us: metrics.makespan_us,
            first_result_us: metrics.first_result_us(),
            last_result_us: metrics.last_result_us(),
            results_us: &metrics.results_us,
            peak_in_progress: metrics.peak_in_progress,
            peak_executing: metrics.peak_executing,
            switches: metrics.switches,
            busy_us: metrics.busy_us,
            capacity_us: metrics.capacity_us,
            tasks: Tasks(run),
            spans: Spans(&run.trace.spans),
            digest: format!("{:016x}", run.trace.digest()),
            deadlock: DeadlockReport::of(run),
        }
    }
}

/// Tasks and spans are written one by one: a run may have millions of spans.
struct Tasks<'a>(&'a Run);

#[derive(Serialize)]
struct TaskReport<'a> {
    name: &'a str,
    state: &'static str,
    arrives_us: Micros,
    starts_us: Option<Micros>,
    ends_us: Option<Micros>,
    executing_us: Micros,
    waiting_us: Micros,
    ready_us: Micros,
    blocked_us: Micros,
    switching_us: Micros,
}

impl Serialize for Tasks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Run { trace, metrics } = self.0;
        let names = trace.scenario.workload.tasks.iter().map(|task| task.name.as_str());
        let fates = trace.tasks.iter().map(|task| task.fate);
        serializer.collect_seq(names.zip(fates).zip(&metrics.tasks).map(|((name, fate), times)| TaskReport {
            name,
            state: Fate::name(fate),
            arrives_us: times.arrives_us,
            starts_us: times.starts_us,
            ends_us: times.ends_us,
            executing_us: times.executing_us,
            waiting_us: times.waiting_us,
            ready_us: times.ready_us,
            blocked_us: times.blocked_us,
            switching_us: times.switching_us,
        }))
    }
}

struct Spans<'a>(&'a [Span]);

#[derive(Serialize)]
struct SpanReport {
    task: u32,
    worker: Option<usize>,
    core: Option<usize>,
    kind: &'static str,
    from_us: Micros,
    to_us: Micros,
}

impl Serialize for Spans<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|span| SpanReport {
            task: span.task,
            worker: span.worker(),
            core: span.core(),
            kind: span.kind.name(),
            from_us: span.from_us,
            to_us: span.to_us,
        }))
    }
}

/// Who holds what and who waits for what when nothing can happen any more. Locks and channels are named.
#[derive(Serialize)]
struct DeadlockReport<'a> {
    at_us: Micros,
    holders: Vec<HolderReport<'a>>,
    stuck: Vec<StuckReport<'a>>,
}

#[derive(Serialize)]
struct HolderReport<'a> {
    lock: &'a str,
    task: u32,
    units: u32,
}

#[derive(Serialize)]
struct StuckReport<'a> {
    task: u32,
    worker: Option<u32>,
    waits_for: WaitsForReport<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum WaitsForReport<'a> {
    Lock(&'a str),
    Room(&'a str),
    Message(&'a str),
    Tasks(&'a [u32]),
    Worker,
}

impl<'a> DeadlockReport<'a> {
    fn of(run: &'a Run) -> Option<Self> {
        let Outcome::Deadlocked(deadlock) = &run.trace.outcome else { return None };
        let holder = |holder: &Holder| HolderReport {
            lock: run.lock(holder.lock),
            task: holder.task,
            units: holder.units,
        };
        let stuck = |stuck: &'a StuckTask| StuckReport {
            task: stuck.task,
            worker: stuck.worker,
            waits_for: match &stuck.waits_for {
                WaitsFor::Lock(lock) => WaitsForReport::Lock(run.lock(*lock)),
                WaitsFor::Room(channel) => WaitsForReport::Room(run.channel(*channel)),
                WaitsFor::Message(channel) => WaitsForReport::Message(run.channel(*channel)),
                WaitsFor::Tasks(tasks) => WaitsForReport::Tasks(tasks),
                WaitsFor::Worker => WaitsForReport::Worker,
            },
        };
        Some(DeadlockReport {
            at_us: deadlock.at_us,
            holders: deadlock.holders.iter().map(holder).collect(),
            stuck: deadlock.stuck.iter().map(stuck).collect(),
        })
    }
}
