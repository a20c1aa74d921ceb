//! Traces of real runs.

use crate::span::NONE;
use crate::{Emit, Micros, Origin, Outcome, Scenario, SimError, Span, SpanKind, Step, TaskRun, Trace};

/// What a real run has to say for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measurement {
    /// What was measured, in any order. What is missing in a task's life becomes time in which it was ready.
    pub spans: Vec<Span>,
    /// When each task started and ended, and how; in the order of the workload.
    pub tasks: Vec<TaskRun>,
    /// The results, in the order in which they came.
    pub emits: Vec<Emit>,
    /// How the run ended.
    pub outcome: Outcome,
    /// When it ended.
    pub end_us: Micros,
}

impl Trace {
    /// Makes a trace of what a real run measured.
    ///
    /// Every gap in the life of a task becomes time in which it was ready and had no worker. Of the rules that hold for
    /// simulated traces those are checked that a real run must keep too, whatever its durations are: nothing happens
    /// before the arrival of a task, before the end of those that it comes after or after its own end; nobody does two
    /// things at once, no task, no worker and no core; and every task goes through its steps in their order.
    ///
    /// # Errors
    /// [`SimError::BadSpan`] for the first span that breaks one of these rules, or that names a task, worker or core
    /// that the scenario does not have.
    pub fn measured(scenario: Scenario, measurement: Measurement) -> Result<Trace, SimError> {
        let Measurement { mut spans, tasks, emits, outcome, end_us } = measurement;
        for key in [by_worker, by_core, by_task] {
            sort(&mut spans, key);
            in_turn(&spans, key)?;
        }
        let mut filled = Vec::with_capacity(spans.len() * 2);
        for task in 0..scenario.workload.tasks.len() {
            let from = spans.partition_point(|span| (span.task as usize) < task);
            let to = spans.partition_point(|span| (span.task as usize) <= task);
            let nothing = Span::packed(task as u32, SpanKind::ReadyNoWorker, 0, 0, NONE, NONE);
            let run = tasks.get(task).ok_or_else(|| bad(&nothing))?;
            check(&scenario, &tasks, task, &spans[from..to])?;
            fill(&scenario, task as u32, &spans[from..to], run.ends_us.unwrap_or(end_us), &mut filled);
        }
        if let Some(stranger) = spans.last().filter(|span| span.task as usize >= tasks.len()) {
            return Err(bad(stranger));
        }
        Ok(Trace { scenario, origin: Origin::Measured, spans: filled.into(), tasks, emits, outcome, end_us })
    }
}

/// Who does one thing after the other, and when.
type Key = fn(&Span) -> (u32, Micros, Micros);

/// "No worker" and "no core" are not anybody, and may do many things at once.
const NOBODY: u32 = u32::MAX;

fn somebody(index: u8) -> u32 {
    if index == NONE { NOBODY } else { index.into() }
}

fn by_worker(span: &Span) -> (u32, Micros, Micros) {
    (somebody(span.packed_worker()), span.from_us, span.to_us)
}

fn by_core(span: &Span) -> (u32, Micros, Micros) {
    (somebody(span.packed_core()), span.from_us, span.to_us)
}

fn by_task(span: &Span) -> (u32, Micros, Micros) {
    (span.task, span.from_us, span.to_us)
}

/// One function for all keys: each sort that is compiled anew costs the page a kilobyte.
#[inline(never)]
fn sort(spans: &mut [Span], key: Key) {
    spans.sort_unstable_by_key(key);
}

/// Checks that nobody does two things at once.
fn in_turn(spans: &[Span], key: Key) -> Result<(), SimError> {
    let overlap = spans.windows(2).find(|pair| {
        let (who, _, to_us) = key(&pair[0]);
        let (next, from_us, _) = key(&pair[1]);
        who == next && who != NOBODY && from_us < to_us
    });
    overlap.map_or(Ok(()), |pair| Err(bad(&pair[1])))
}

fn bad(span: &Span) -> SimError {
    SimError::BadSpan { task: span.task, from_us: span.from_us }
}

/// Checks the life of one task.
fn check(scenario: &Scenario, tasks: &[TaskRun], index: usize, spans: &[Span]) -> Result<(), SimError> {
    let task = &scenario.workload.tasks[index];
    let before = |before: &u32| tasks.get(*before as usize).and_then(|run| run.ends_us);
    // A task that never ends lets nobody go on who comes after it.
    let released_us = task.after.iter().map(|task| before(task).unwrap_or(Micros::MAX)).max().unwrap_or(0);
    let ends_us = tasks[index].ends_us.unwrap_or(Micros::MAX);
    let mut steps = task.steps.iter();
    let mut doing = None;
    for span in spans {
        let worker_exists = span.worker().is_none_or(|worker| worker < scenario.strategy.workers as usize);
        let core_exists = span.core().is_none_or(|core| core < scenario.machine.cores as usize);
        let has_core = span.core().is_some() == span.kind.holds_core();
        let is_free = span.kind == SpanKind::BlockedDependency || released_us <= span.from_us;
        let in_time = span.from_us < span.to_us && task.arrives_us <= span.from_us && span.to_us <= ends_us;
        // Computing may be interrupted and resumed.
        let is_asked = matches!(span.kind, SpanKind::Executing) && doing == Some(SpanKind::Executing)
            || asked_by(span.kind).is_none_or(|asks| steps.any(asks));
        if !(worker_exists && core_exists && has_core && is_free && in_time && is_asked) {
            return Err(bad(span));
        }
        if !span.kind.is_ready() {
            doing = Some(span.kind);
        }
    }
    Ok(())
}

/// Which steps a task must have come to when it does this; none where it need not have come to any.
fn asked_by(kind: SpanKind) -> Option<fn(&Step) -> bool> {
    match kind {
        SpanKind::Executing => Some(|step| matches!(step, Step::Compute(_))),
        SpanKind::Waiting => Some(|step| matches!(step, Step::Wait(_))),
        SpanKind::BlockedLock => Some(|step| matches!(step, Step::Acquire(_))),
        SpanKind::BlockedChannel => Some(|step| matches!(step, Step::Send(_) | Step::Receive(_))),
        _ => None,
    }
}

/// The life of one task up to its end, with the gaps filled and neighbours joined that do the same.
fn fill(scenario: &Scenario, task: u32, spans: &[Span], ends_us: Micros, filled: &mut Vec<Span>) {
    let mut at_us = scenario.workload.tasks[task as usize].arrives_us;
    let ready = |from_us, to_us| Span::packed(task, SpanKind::ReadyNoWorker, from_us, to_us, NONE, NONE);
    for span in spans.iter().chain([&ready(ends_us, ends_us)]) {
        if at_us < span.from_us {
            push(filled, ready(at_us, span.from_us));
        }
        if span.from_us < span.to_us {
            push(filled, *span);
        }
        at_us = span.to_us;
    }
}

fn push(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        Some(last) if span.continues(last) => last.to_us = span.to_us,
        _ => spans.push(span),
    }
}
