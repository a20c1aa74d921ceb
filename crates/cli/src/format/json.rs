//! `--format json`: everything about a run, for programs. Times are whole microseconds; tasks, workers and cores are
//! numbered from 0, tasks in the order of the scenario. The digest is hexadecimal text, because its 64 bits do not fit
//! into a JSON number, which most readers keep as a double.

use meanwhile_sim::{Fate, Holder, Micros, Outcome, Span, StuckTask, WaitsFor};
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;
use std::io::{self, Write};

use crate::plain;
use crate::run::Run;

/// Writes one object, with a line for each field and each element of its lists.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write(out: &mut dyn Write, run: &Run) -> io::Result<()> {
    write_value(out, &Report::of(run))
}

/// Writes any value in the same layout.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write_value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Lines::default());
    value.serialize(&mut serializer)?;
    writeln!(out)
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

/// The layout: indented down to the elements of the lists, each of which is one line, so that a file of a million spans
/// can be read, searched and compared by line. Hidden characters in names are written as escapes (`\u001b`).
#[derive(Default)]
struct Lines {
    depth: usize,
    /// Whether nothing has been written since the last bracket was opened.
    empty: bool,
}

/// Objects and lists deeper than this stay on their line.
const LINES_DEPTH: usize = 2;

impl Lines {
    fn new_line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        write!(out, "\n{:width$}", "", width = 2 * self.depth)
    }

    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &str) -> io::Result<()> {
        self.depth += 1;
        self.empty = true;
        out.write_all(bracket.as_bytes())
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &str) -> io::Result<()> {
        self.depth -= 1;
        if self.depth < LINES_DEPTH && !self.empty {
            self.new_line(out)?;
        }
        self.empty = false;
        out.write_all(bracket.as_bytes())
    }

    fn separate<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.empty = false;
        if !first {
            out.write_all(b",")?;
        }
        if self.depth <= LINES_DEPTH {
            self.new_line(out)
        } else if first {
            Ok(())
        } else {
            out.write_all(b" ")
        }
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, "[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, "]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.separate(out, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, "{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, "}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.separate(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        for part in fragment.split_inclusive(plain::is_hidden) {
            let hidden = part.chars().next_back().filter(|c| plain::is_hidden(*c));
            let visible = &part[..part.len() - hidden.map_or(0, char::len_utf8)];
            out.write_all(visible.as_bytes())?;
            if let Some(c) = hidden {
                // All of them lie in the first plane, so that one escape is enough.
                write!(out, "\\u{:04x}", u32::from(c))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_a_line_for_each_element_and_hide_nothing() {
        let value =
            serde_json::json!({ "empty": [], "list": [ { "a": [1, 2], "b": "\u{1b}\u{9b}\u{202e}ü" }, 3 ] });
        let mut written = Vec::new();
        write_value(&mut written, &value).unwrap();
        let text = String::from_utf8(written).unwrap();
        let expected = r#"{
  "empty": [],
  "list": [
    {"a": [1, 2], "b": "\u001b\u009b\u202eü"},
    3
  ]
}
"#;
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
