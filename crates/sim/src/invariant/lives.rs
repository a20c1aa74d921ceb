//! Rules about one task at a time: 1, 4, 10 and 13.

use super::{Violation, ensure};
use crate::{Fate, Micros, Origin, Outcome, SpanKind, Trace};

/// Nothing below this may index out of a list, whatever trace it is given.
pub(super) fn indices_exist(trace: &Trace) -> Result<(), Violation> {
    let tasks = trace.scenario.workload.tasks.len();
    ensure(trace.tasks.len() == tasks, 13, || format!("{} fates for {tasks} tasks", trace.tasks.len()))?;
    for span in &trace.spans {
        let worker_fits =
            span.worker().is_none_or(|worker| worker < trace.scenario.strategy.workers as usize);
        let core_fits = span.core().is_none_or(|core| core < trace.scenario.machine.cores as usize);
        ensure(worker_fits && core_fits && (span.task as usize) < tasks, 3, || format!("{span:?}"))?;
    }
    let mut tasks_after = trace.scenario.workload.tasks.iter().flat_map(|task| &task.after);
    ensure(tasks_after.all(|before| (*before as usize) < tasks), 4, || "an unknown dependency".to_owned())
}

pub(super) fn time_never_goes_back(trace: &Trace) -> Result<(), Violation> {
    for span in &trace.spans {
        ensure(span.from_us < span.to_us && span.to_us <= trace.end_us, 1, || format!("{span:?}"))?;
    }
    for pair in trace.spans.windows(2) {
        let fits = if pair[0].task == pair[1].task {
            pair[0].to_us == pair[1].from_us && !pair[1].continues(&pair[0])
        } else {
            pair[0].task < pair[1].task
        };
        ensure(fits, 1, || format!("{pair:?}"))?;
    }
    let in_order = trace.emits.windows(2).all(|pair| pair[0].at_us <= pair[1].at_us);
    let in_time = trace.emits.iter().all(|emit| emit.at_us <= trace.end_us);
    ensure(in_order && in_time, 1, || format!("{:?}", trace.emits))
}

pub(super) fn tasks_live_between_arrival_and_end(trace: &Trace) -> Result<(), Violation> {
    for (index, (task, run)) in trace.scenario.workload.tasks.iter().zip(&trace.tasks).enumerate() {
        let life = trace.spans_of(index);
        let broken =
            |what: &str| Violation { rule: 4, what: format!("task {index} {what}: {run:?} {life:?}") };
        let ends_us = run.ends_us.unwrap_or(trace.end_us);
        let (first_us, last_us) = match (life.first(), life.last()) {
            (Some(first), Some(last)) => (first.from_us, last.to_us),
            _ if run.fate == Fate::Cancelled && task.arrives_us >= ends_us => continue,
            _ => (task.arrives_us, task.arrives_us),
        };
        if first_us != task.arrives_us || last_us != ends_us {
            return Err(broken("does not live from arrival to end"));
        }
        let released_us = task.after.iter().map(|before| ends_or_never(trace, *before)).max().unwrap_or(0);
        let early = |span: &&crate::Span| {
            (span.kind == SpanKind::BlockedDependency) != (span.from_us < released_us)
                || (span.kind == SpanKind::BlockedDependency && span.to_us > released_us)
        };
        if trace.origin == Origin::Simulated && life.iter().any(|span| early(&span)) {
            return Err(broken("does not go on exactly when it may"));
        }
        if life.iter().filter(|span| span.from_us < released_us).any(|span| span.kind.holds_core()) {
            return Err(broken("executes before a task that it comes after has ended"));
        }
        if run.starts_us.is_some_and(|us| us < task.arrives_us.max(released_us) || us > ends_us) {
            return Err(broken("does not start within its life"));
        }
    }
    Ok(())
}

fn ends_or_never(trace: &Trace, task: u32) -> Micros {
    match trace.tasks[task as usize] {
        run if matches!(run.fate, Fate::Completed | Fate::GaveUp) => run.ends_us.unwrap_or(Micros::MAX),
        _ => Micros::MAX,
    }
}

pub(super) fn times_add_up(trace: &Trace) -> Result<(), Violation> {
    let metrics = crate::Metrics::of(trace);
    for (task, run) in metrics.tasks.iter().zip(&trace.tasks) {
        let sum_us =
            task.executing_us + task.ready_us + task.waiting_us + task.blocked_us + task.switching_us;
        let turnaround_us = run.ends_us.unwrap_or(trace.end_us).saturating_sub(task.arrives_us);
        ensure(sum_us == turnaround_us, 10, || format!("{sum_us} us is not {turnaround_us} us: {task:?}"))?;
    }
    Ok(())
}

pub(super) fn fates_fit_the_outcome(trace: &Trace) -> Result<(), Violation> {
    for (index, (task, run)) in trace.scenario.workload.tasks.iter().zip(&trace.tasks).enumerate() {
        let gave_up_us = task.patience_us.map(|us| us.saturating_add(task.arrives_us));
        let fits = match run.fate {
            Fate::Completed => run.starts_us.is_some() && run.ends_us.is_some(),
            Fate::GaveUp => run.starts_us.is_none() && run.ends_us.is_some() && run.ends_us == gave_up_us,
            Fate::Cancelled => run.ends_us == Some(trace.end_us) && trace.outcome == Outcome::Stopped,
            Fate::Stuck => run.ends_us.is_none() && matches!(trace.outcome, Outcome::Deadlocked(_)),
        };
        let patient = match (gave_up_us, run.starts_us) {
            (Some(last_us), Some(starts_us)) => starts_us <= last_us,
            (Some(last_us), None) => run.fate == Fate::GaveUp || trace.end_us <= last_us,
            (None, _) => true,
        };
        let patient = patient || trace.origin == Origin::Measured;
        ensure(fits && patient, 13, || format!("task {index}: {run:?} in {:?}", trace.outcome))?;
    }
    let limit = trace.scenario.strategy.stop_after.map(|results| results as usize);
    let results = trace.emits.len();
    let fits = match &trace.outcome {
        Outcome::Completed => limit.is_none_or(|limit| results < limit),
        Outcome::Stopped => limit.is_some_and(|limit| results >= limit) || trace.origin == Origin::Measured,
        Outcome::Deadlocked(report) => {
            let stuck = trace.tasks.iter().zip(0..).filter(|(run, _)| run.fate == Fate::Stuck);
            report.at_us == trace.end_us
                && stuck.map(|(_, task)| task).eq(report.stuck.iter().map(|s| s.task))
        }
    };
    ensure(fits, 13, || format!("{results} results, {:?}", trace.outcome))
}
