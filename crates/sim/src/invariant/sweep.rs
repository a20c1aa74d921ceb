//! Rules about all tasks at once, from one instant to the next: 7, 8 and 11.

use std::collections::BTreeMap;

use super::{Violation, ensure};
use crate::{Micros, SpanKind, Trace};

/// Rules 7 and 11. Here parts are counted one by one.
pub(super) fn gauges_are_possible(trace: &Trace) -> Result<(), Violation> {
    let mut edges: Vec<(Micros, i64, i64)> = Vec::new();
    let mut in_progress_us = 0;
    for run in &trace.tasks {
        let Some(from_us) = run.starts_us else { continue };
        let to_us = run.ends_us.unwrap_or(trace.end_us);
        in_progress_us += to_us - from_us;
        edges.extend([(from_us, 1, 0), (to_us, -1, 0)]);
    }
    for span in trace.spans.iter().filter(|span| span.kind == SpanKind::Executing) {
        edges.extend([(span.from_us, 0, 1), (span.to_us, 0, -1)]);
    }
    edges.sort_unstable();
    let most = trace.scenario.machine.cores.min(trace.scenario.strategy.workers);
    let (mut in_progress, mut executing, mut area_us) = (0, 0, 0);
    for (index, (at_us, started, began)) in edges.iter().enumerate() {
        in_progress += started;
        executing += began;
        let next_us = edges.get(index + 1).map_or(*at_us, |next| next.0);
        if next_us == *at_us {
            continue;
        }
        area_us += (next_us - at_us) * u64::try_from(in_progress).unwrap_or(0);
        ensure(executing <= i64::from(most).min(in_progress), 7, || {
            format!("{executing} execute at {at_us} us, {in_progress} in progress")
        })?;
    }
    ensure(area_us == in_progress_us, 11, || format!("area {area_us} us, times {in_progress_us} us"))
}

/// Rule 8.
pub(super) fn nobody_idles_while_somebody_is_ready(trace: &Trace) -> Result<(), Violation> {
    let strategy = &trace.scenario.strategy;
    let mut worker_masks = RoleMasks::of(trace);
    let all_workers = mask(strategy.workers);
    let all_cores = mask(trace.scenario.machine.cores);
    // Ends before starts, so that lanes that change hands at one instant are not cleared afterwards.
    let mut edges: Vec<(Micros, bool, usize)> = Vec::with_capacity(2 * trace.spans.len());
    for (index, span) in trace.spans.iter().enumerate() {
        edges.extend([(span.from_us, true, index), (span.to_us, false, index)]);
    }
    edges.sort_unstable();
    let (mut busy_workers, mut busy_cores, mut without_core) = (0_u64, 0_u64, 0_usize);
    for (index, &(at_us, starts, span)) in edges.iter().enumerate() {
        let span = &trace.spans[span];
        toggle(&mut busy_workers, span.worker(), starts);
        toggle(&mut busy_cores, span.core(), starts);
        match span.kind {
            SpanKind::ReadyNoCore if starts => without_core += 1,
            SpanKind::ReadyNoCore => without_core -= 1,
            SpanKind::ReadyNoWorker => worker_masks.count(span.task, starts),
            _ => {}
        }
        if edges.get(index + 1).is_some_and(|next| next.0 == at_us) || at_us == trace.end_us {
            continue;
        }
        ensure(without_core == 0 || busy_cores == all_cores, 8, || {
            format!("at {at_us} us a core is idle and a worker ready")
        })?;
        ensure(all_workers & !busy_workers & worker_masks.wanted() == 0, 8, || {
            format!("at {at_us} us a worker is free and a task ready for it")
        })?;
    }
    Ok(())
}

fn toggle(busy: &mut u64, lane: Option<usize>, starts: bool) {
    match lane {
        Some(lane) if starts => *busy |= 1 << lane,
        Some(lane) => *busy &= !(1 << lane),
        None => {}
    }
}

/// Which workers may take the tasks that are ready for one.
struct RoleMasks<'a> {
    trace: &'a Trace,
    /// For each role, who may take its tasks, and how many are ready.
    roles: BTreeMap<Option<&'a str>, (u64, usize)>,
}

impl<'a> RoleMasks<'a> {
    fn of(trace: &'a Trace) -> Self {
        let strategy = &trace.scenario.strategy;
        let role_of = |worker: u32| strategy.roles.get(worker as usize).and_then(Option::as_deref);
        let may_take = |role: Option<&str>| {
            let workers =
                (0..strategy.workers).filter(|worker| role_of(*worker).is_none_or(|own| Some(own) == role));
            workers.fold(0, |mask, worker| mask | 1 << worker)
        };
        let roles = trace.scenario.workload.tasks.iter().map(|task| task.role.as_deref());
        RoleMasks { trace, roles: roles.map(|role| (role, (may_take(role), 0))).collect() }
    }

    fn count(&mut self, task: u32, starts: bool) {
        let role = self.trace.scenario.workload.tasks[task as usize].role.as_deref();
        if let Some((_, ready)) = self.roles.get_mut(&role) {
            *ready = if starts { *ready + 1 } else { *ready - 1 };
        }
    }

    fn wanted(&self) -> u64 {
        self.roles.values().filter(|(_, ready)| *ready > 0).fold(0, |mask, (workers, _)| mask | workers)
    }
}

fn mask(count: u32) -> u64 {
    u64::MAX.checked_shr(64 - count.min(64)).unwrap_or(0)
}
