//! Traces of real runs.

use crate::trace::NONE;
use crate::{
    Emit, Fate, Micros, Origin, Outcome, Scenario, SimError, Span, SpanKind, TaskRun, Trace, Waiting,
};

impl Trace {
    /// Makes a trace of what a real run measured: spans in any order, and the results in the order in which they
    /// came. Every gap in the life of a task, from its arrival to its last span, becomes ready time: without a
    /// core where it has kept its worker, else without a worker. A task ends with its last span; one without spans
    /// was cancelled. The run counts as stopped when it has as many results as the strategy asks for, or when a
    /// task is without spans.
    ///
    /// # Errors
    /// [`SimError::BadSpan`] for a span that is empty, begins before its task arrives, overlaps another of the same
    /// task, or names a task, worker or core that the scenario does not have.
    pub fn measured(scenario: Scenario, spans: Vec<Span>, emits: Vec<Emit>) -> Result<Trace, SimError> {
        let mut spans = spans;
        spans.sort_unstable_by_key(|span| (span.task, span.from_us, span.to_us));
        spans.iter().try_for_each(|span| check(&scenario, span))?;
        let mut filled = Vec::with_capacity(spans.len() * 2);
        for task in 0..scenario.workload.tasks.len() {
            let from = spans.partition_point(|span| (span.task as usize) < task);
            let to = spans.partition_point(|span| (span.task as usize) <= task);
            fill(&scenario, task as u32, &spans[from..to], &mut filled)?;
        }
        let end_us = filled.iter().map(|span| span.to_us).max().unwrap_or(0);
        let mut trace = Trace {
            scenario,
            origin: Origin::Measured,
            spans: filled,
            tasks: Vec::new(),
            emits,
            outcome: Outcome::Completed,
            end_us,
        };
        trace.tasks = (0..trace.scenario.workload.tasks.len()).map(|task| run(&trace, task)).collect();
        let enough = trace.scenario.strategy.stop_after.is_some_and(|k| trace.emits.len() >= k as usize);
        if enough || trace.tasks.iter().any(|task| task.fate == Fate::Cancelled) {
            trace.outcome = Outcome::Stopped;
        }
        Ok(trace)
    }
}

fn bad(span: &Span) -> SimError {
    SimError::BadSpan { task: span.task, from_us: span.from_us }
}

fn check(scenario: &Scenario, span: &Span) -> Result<(), SimError> {
    let Some(task) = scenario.workload.tasks.get(span.task as usize) else { return Err(bad(span)) };
    let worker_fits = span.worker().is_none_or(|worker| worker < scenario.strategy.workers as usize);
    let core_fits = span.core().is_none_or(|core| core < scenario.machine.cores as usize);
    let fits = worker_fits && core_fits && span.core().is_some() == span.kind.holds_core();
    let in_time = span.from_us < span.to_us && task.arrives_us <= span.from_us;
    if fits && in_time { Ok(()) } else { Err(bad(span)) }
}

/// The spans of one task, with the gaps filled and neighbours joined that do the same.
fn fill(scenario: &Scenario, task: u32, spans: &[Span], filled: &mut Vec<Span>) -> Result<(), SimError> {
    let mut at_us = scenario.workload.tasks[task as usize].arrives_us;
    let mut worker = NONE;
    let blocking = scenario.strategy.waiting == Waiting::Blocking;
    for span in spans {
        if span.from_us < at_us {
            return Err(bad(span));
        }
        if at_us < span.from_us {
            let kept = blocking && worker != NONE && worker == span.packed_worker();
            let kind = if kept { SpanKind::ReadyNoCore } else { SpanKind::ReadyNoWorker };
            let worker = if kept { worker } else { NONE };
            push(filled, Span::packed(task, kind, at_us, span.from_us, worker, NONE));
        }
        push(filled, *span);
        (at_us, worker) = (span.to_us, span.packed_worker());
    }
    Ok(())
}

fn push(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        Some(last) if span.continues(last) => last.to_us = span.to_us,
        _ => spans.push(span),
    }
}

/// A task starts with its first span in which it is neither ready nor kept off by a dependency.
fn run(trace: &Trace, task: usize) -> TaskRun {
    let life = trace.spans_of(task);
    let started = |span: &&Span| !span.kind.is_ready() && span.kind != SpanKind::BlockedDependency;
    let starts_us: Option<Micros> = life.iter().find(started).map(|span| span.from_us);
    match life.last() {
        Some(last) => TaskRun { starts_us, ends_us: Some(last.to_us), fate: Fate::Completed },
        None => TaskRun { starts_us: None, ends_us: Some(trace.end_us), fate: Fate::Cancelled },
    }
}
