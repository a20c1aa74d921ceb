//! What happened: complete, immutable, and the same on every platform.

use crate::{Micros, Scenario, Span, SpanKind, Spans};

/// The complete record of one run, simulated or measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What was asked.
    pub scenario: Scenario,
    /// Whether it was simulated or really run.
    pub origin: Origin,
    /// What every task did from its arrival to its end, without gaps: a slice, which is made when it is first looked at.
    ///
    /// The order is by task, then by time, and spans are as long as they can be: two neighbours of one task that
    /// meet differ in kind, worker or core. This order says nothing about the scheduler that made it, gives each
    /// task's life as one slice ([`Trace::spans_of`]), and finds what a task does at an instant by halving.
    pub spans: Spans,
    /// When each task started and ended, and how; in the order of the workload.
    pub tasks: Vec<TaskRun>,
    /// The results, in the order in which they were handed out.
    pub emits: Vec<Emit>,
    /// How the run ended.
    pub outcome: Outcome,
    /// When it ended; it began at 0.
    pub end_us: Micros,
}

/// Where a trace comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Computed from the scenario: every rule of the model holds to the microsecond.
    Simulated,
    /// Measured on a real machine: durations are what they were.
    Measured,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every task completed or gave up.
    Completed,
    /// It had its results ([`Strategy::stop_after`](crate::Strategy::stop_after)).
    Stopped,
    /// Tasks are left that nothing can ever wake.
    Deadlocked(Deadlock),
}

/// How a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its last step ended.
    Completed,
    /// It did not start within its patience.
    GaveUp,
    /// The run stopped first.
    Cancelled,
    /// Nothing can ever wake it.
    Stuck,
}

impl Fate {
    /// The word for it in data: `completed`, `gave-up`, `cancelled`, `stuck`.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Completed => "completed",
            Fate::GaveUp => "gave-up",
            Fate::Cancelled => "cancelled",
            Fate::Stuck => "stuck",
        }
    }
}

/// When a task started and ended, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskRun {
    /// When it first got a core or began a step that needs none. Having a worker is not starting.
    pub starts_us: Option<Micros>,
    /// When it reached its fate; `None` for a task that is stuck, because it never ends.
    pub ends_us: Option<Micros>,
    /// How it ended.
    pub fate: Fate,
}

/// One result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emit {
    /// When it was handed out.
    pub at_us: Micros,
    /// By which task (index).
    pub task: u32,
}

/// Who holds what and who waits for what when nothing can happen any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlock {
    /// The last instant at which something happened.
    pub at_us: Micros,
    /// Who holds which lock, by lock and then by task; a task that holds several units is listed once.
    pub holders: Vec<Holder>,
    /// Every task that will never end, in the order of the workload.
    pub stuck: Vec<StuckTask>,
}

/// A lock in somebody's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Index of the lock.
    pub lock: u32,
    /// Index of the task.
    pub task: u32,
    /// How many units of the lock's capacity.
    pub units: u32,
}

/// A task that will never end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StuckTask {
    /// Index of the task.
    pub task: u32,
    /// The worker that it keeps from the others.
    pub worker: Option<u32>,
    /// What it will never get.
    pub waits_for: WaitsFor,
}

/// What a stuck task will never get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// This lock.
    Lock(u32),
    /// Room in this channel.
    Room(u32),
    /// A message from this channel.
    Message(u32),
    /// The end of these tasks.
    Tasks(Vec<u32>),
    /// A worker: they are all with tasks that are stuck.
    Worker,
}

/// The two numbers that everything is about, at one instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gauges {
    /// Tasks that have started and have not ended; the parts of a divided task count as one.
    pub in_progress: usize,
    /// Tasks, or parts of tasks, that are executing on a core. A core that is still switching does not execute.
    pub executing: usize,
}

impl Trace {
    /// The life of one task, in the order of time; empty for an index that does not exist.
    pub fn spans_of(&self, task: usize) -> &[Span] {
        let from = self.spans.partition_point(|span| (span.task as usize) < task);
        let count = self.spans[from..].partition_point(|span| span.task as usize == task);
        &self.spans[from..from + count]
    }

    /// What a task does at an instant: `None` before its arrival, from its end on, and for an index that does not
    /// exist.
    pub fn span_at(&self, task: usize, t_us: Micros) -> Option<&Span> {
        let life = self.spans_of(task);
        let next = life.partition_point(|span| span.to_us <= t_us);
        life.get(next).filter(|span| span.from_us <= t_us)
    }

    /// How many tasks are in progress and how many are executing at an instant. Intervals are half-open: what ends
    /// at `t_us` is over.
    pub fn gauges_at(&self, t_us: Micros) -> Gauges {
        let tasks = 0..self.tasks.len();
        let executing =
            |task: &usize| self.span_at(*task, t_us).is_some_and(|span| span.kind == SpanKind::Executing);
        Gauges {
            in_progress: self.in_progress().iter().filter(|(from, to)| *from <= t_us && t_us < *to).count(),
            executing: tasks.filter(executing).count(),
        }
    }

    /// From when to when each whole task is in progress: one interval for a task, one for all the parts of a
    /// divided one, from the start of the first to the end of the last. Tasks that never start have none; tasks
    /// that are stuck are in progress to the end of the run.
    pub fn in_progress(&self) -> Vec<(Micros, Micros)> {
        const NEVER: (Micros, Micros) = (Micros::MAX, 0);
        let mut wholes = vec![NEVER; self.scenario.workload.wholes.len()];
        let mut intervals = Vec::with_capacity(self.tasks.len());
        for (task, run) in self.scenario.workload.tasks.iter().zip(&self.tasks) {
            let from = run.starts_us.unwrap_or(Micros::MAX);
            let to = run.ends_us.unwrap_or(self.end_us);
            match task.part_of.and_then(|whole| wholes.get_mut(whole as usize)) {
                Some((first, last)) => (*first, *last) = ((*first).min(from), (*last).max(to)),
                None => intervals.push((from, to)),
            }
        }
        intervals.extend(wholes);
        intervals.retain(|(from, _)| *from != Micros::MAX);
        intervals
    }
}
