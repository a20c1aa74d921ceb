//! What a trace says in numbers. Everything here is derived from the trace alone.

use crate::limits::{CORES_MAX, TIME_US_MAX};
use crate::{Micros, Span, SpanKind, Trace};

/// The numbers of one run. What no strategy could beat is [`Bounds`](crate::Bounds).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// From the start of the scenario, 0, to the end of its last task; where the run was stopped or deadlocked, to
    /// the instant of that.
    pub makespan_us: Micros,
    /// When the results came, in their order.
    pub results_us: Vec<Micros>,
    /// Most tasks in progress at once; the parts of a divided task count as one.
    pub peak_in_progress: usize,
    /// Most tasks, or parts of tasks, executing at once.
    pub peak_executing: usize,
    /// How often a core turned from one task (or place) to another, whatever that cost.
    pub switches: usize,
    /// Executing, over all cores.
    pub busy_us: Micros,
    /// Switching, over all cores.
    pub switching_us: Micros,
    /// Cores × makespan: what the machine could have done. Utilization is busy ÷ capacity.
    pub capacity_us: Micros,
    /// In the order of the workload.
    pub tasks: Vec<TaskMetrics>,
}

/// The numbers of one task. The five times from executing to switching add up to its turnaround time, or, for a
/// task that is stuck, to the time from its arrival to the end of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskMetrics {
    /// When it came into the system.
    pub arrives_us: Micros,
    /// When it started, if it did: see [`TaskRun::starts_us`](crate::TaskRun::starts_us).
    pub starts_us: Option<Micros>,
    /// When it reached its fate; `None` for a task that is stuck.
    pub ends_us: Option<Micros>,
    /// On a core, computing.
    pub executing_us: Micros,
    /// Waiting as its steps asked.
    pub waiting_us: Micros,
    /// Could have gone on, but had no worker or no core.
    pub ready_us: Micros,
    /// Held up by another task: its lock, its message, its end.
    pub blocked_us: Micros,
    /// On a core that was turning to it.
    pub switching_us: Micros,
    /// From arrival to first executing, if it ever did.
    pub response_us: Option<Micros>,
    /// From arrival to end, if it arrived and ended.
    pub turnaround_us: Option<Micros>,
    /// How late it ended, 0 for in time; `None` without a due time or an end.
    pub late_us: Option<Micros>,
}

/// The word that a run has earned: see [`Metrics::word`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    /// Never more than one task in progress.
    Sequential,
    /// Several in progress, never two executing.
    Concurrent,
    /// Several in progress and several executing.
    ConcurrentAndParallel,
    /// One task in progress whose parts execute together: parallel, not concurrent.
    OneDividedTask,
}

impl Word {
    /// The word as it stands in data: `sequential`, `concurrent`, `concurrent and parallel`,
    /// `one divided task: parallel, not concurrent`.
    pub fn name(self) -> &'static str {
        match self {
            Word::Sequential => "sequential",
            Word::Concurrent => "concurrent",
            Word::ConcurrentAndParallel => "concurrent and parallel",
            Word::OneDividedTask => "one divided task: parallel, not concurrent",
        }
    }
}

impl Metrics {
    /// Measures a trace.
    pub fn of(trace: &Trace) -> Self {
        let mut tasks: Vec<TaskMetrics> = (0..trace.tasks.len()).map(|task| of_task(trace, task)).collect();
        for span in &trace.spans {
            if let Some(task) = tasks.get_mut(span.task as usize) {
                *task.time_of(span.kind) += span.length_us();
                if span.kind == SpanKind::Executing && task.response_us.is_none() {
                    task.response_us = Some(span.from_us - task.arrives_us);
                }
            }
        }
        let cores = Micros::from(trace.scenario.machine.cores);
        Metrics {
            makespan_us: trace.end_us,
            results_us: trace.emits.iter().map(|emit| emit.at_us).collect(),
            peak_in_progress: peak(trace.in_progress().into_iter()),
            peak_executing: peak(executing(trace)),
            switches: switches(trace),
            busy_us: tasks.iter().map(|task| task.executing_us).sum(),
            switching_us: tasks.iter().map(|task| task.switching_us).sum(),
            capacity_us: cores * trace.end_us,
            tasks,
        }
    }

    /// The first result, if there is one.
    pub fn first_result_us(&self) -> Option<Micros> {
        self.results_us.first().copied()
    }

    /// The last result, if there is one.
    pub fn last_result_us(&self) -> Option<Micros> {
        self.results_us.last().copied()
    }

    /// What the peaks of *in progress* (P) and *executing* (E) say: P ≤ 1 and E ≤ 1 is sequential, P ≥ 2 and E ≤ 1
    /// concurrent, P ≥ 2 and E ≥ 2 concurrent and parallel, and P ≤ 1 with E ≥ 2 is one divided task, which is
    /// parallel without being concurrent.
    pub fn word(&self) -> Word {
        match (self.peak_in_progress, self.peak_executing) {
            (0..=1, 0..=1) => Word::Sequential,
            (_, 0..=1) => Word::Concurrent,
            (0..=1, _) => Word::OneDividedTask,
            _ => Word::ConcurrentAndParallel,
        }
    }
}

impl TaskMetrics {
    fn time_of(&mut self, kind: SpanKind) -> &mut Micros {
        match kind {
            SpanKind::Executing => &mut self.executing_us,
            SpanKind::Switching => &mut self.switching_us,
            SpanKind::Waiting => &mut self.waiting_us,
            SpanKind::ReadyNoWorker | SpanKind::ReadyNoCore => &mut self.ready_us,
            SpanKind::BlockedLock | SpanKind::BlockedChannel | SpanKind::BlockedDependency => {
                &mut self.blocked_us
            }
        }
    }
}

/// Everything about a task but what its spans tell.
fn of_task(trace: &Trace, index: usize) -> TaskMetrics {
    let task = &trace.scenario.workload.tasks[index];
    let run = &trace.tasks[index];
    TaskMetrics {
        arrives_us: task.arrives_us,
        starts_us: run.starts_us,
        ends_us: run.ends_us,
        turnaround_us: run.ends_us.and_then(|end_us| end_us.checked_sub(task.arrives_us)),
        late_us: task.due_us.and_then(|due_us| Some(run.ends_us?.saturating_sub(due_us))),
        ..TaskMetrics::default()
    }
}

fn executing(trace: &Trace) -> impl Iterator<Item = (Micros, Micros)> {
    let executing = trace.spans.iter().filter(|span| span.kind == SpanKind::Executing);
    executing.map(|span| (span.from_us, span.to_us))
}

/// Most intervals that are open at once. Intervals are half-open, so that at one instant ends come before starts,
/// and an interval without length is never open. An edge is one integer, its instant above and in the lowest bit whether
/// it is a start, because sorting is most of the work and integers are sorted without branches.
fn peak(intervals: impl Iterator<Item = (Micros, Micros)>) -> usize {
    let mut edges: Vec<u64> = Vec::with_capacity(intervals.size_hint().1.map_or(0, |most| 2 * most));
    for (from_us, to_us) in intervals.filter(|(from_us, to_us)| from_us < to_us) {
        edges.push(from_us << 1 | 1);
        edges.push(to_us << 1);
    }
    edges.sort_unstable();
    let (mut open, mut most) = (0_usize, 0);
    for edge in edges {
        open = if edge & 1 == 1 { open + 1 } else { open - 1 };
        most = most.max(open);
    }
    most
}

/// Where switching costs something, every switch is a span. Where it is free, a switch is two executions, one after
/// the other on one core, of tasks that are in different places.
fn switches(trace: &Trace) -> usize {
    let paid = trace.spans.iter().filter(|span| span.kind == SpanKind::Switching).count();
    if paid > 0 {
        return paid;
    }
    let tasks = &trace.scenario.workload.tasks;
    let executing = trace.spans.iter().filter(|span| span.kind == SpanKind::Executing);
    // By core and then by time, as one integer; no core begins with two tasks at one instant.
    let key = |span: &Span| span.core().unwrap_or(CORES_MAX as usize) as u64 * 2 * TIME_US_MAX + span.from_us;
    let mut turns: Vec<(u64, Option<usize>, u32)> =
        executing.map(|span| (key(span), span.core(), span.task)).collect();
    turns.sort_unstable_by_key(|turn| turn.0);
    let same_place = |one: u32, other: u32| {
        let (place, other_place) = (&tasks[one as usize].place, &tasks[other as usize].place);
        one == other || (place.is_some() && place == other_place)
    };
    turns.windows(2).filter(|pair| pair[0].1 == pair[1].1 && !same_place(pair[0].2, pair[1].2)).count()
}
