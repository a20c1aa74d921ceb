//! Rules about workers and cores: 2, 3, 6 (what is held) and 9.

use super::{Violation, ensure};
use crate::{Micros, Origin, Span, SpanKind, Trace, Waiting};

/// Rules 2, 3 and 9: lanes of cores and workers carry one thing at a time, and what is not executing or switching on a
/// core is idle.
pub(super) fn nothing_overlaps(trace: &Trace) -> Result<(), Violation> {
    if trace.origin == Origin::Simulated {
        trace.spans.iter().try_for_each(|span| holds_what_it_should(trace, span))?;
    }
    let busy_us = lanes(trace, 2, Span::core)?;
    lanes(trace, 3, Span::worker)?;
    let kinds = [SpanKind::Executing, SpanKind::Switching];
    let on_cores = trace.spans.iter().filter(|span| kinds.contains(&span.kind));
    let sum_us: Micros = on_cores.map(Span::length_us).sum();
    let capacity_us = Micros::from(trace.scenario.machine.cores) * trace.end_us;
    let idle_us = capacity_us.checked_sub(busy_us);
    ensure(idle_us.is_some_and(|idle_us| sum_us + idle_us == capacity_us), 9, || {
        format!("{sum_us} us executing and switching, {busy_us} us on cores, {capacity_us} us in all")
    })
}

/// Walks along each core, or each worker, and returns how long they were taken, together.
fn lanes(trace: &Trace, rule: u8, lane: impl Fn(&Span) -> Option<usize>) -> Result<Micros, Violation> {
    let mut taken: Vec<(usize, Micros, Micros)> =
        trace.spans.iter().filter_map(|span| Some((lane(span)?, span.from_us, span.to_us))).collect();
    taken.sort_unstable();
    for pair in taken.windows(2) {
        let fits = pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].1;
        ensure(fits, rule, || format!("two spans at once, as (lane, from, to): {pair:?}"))?;
    }
    Ok(taken.iter().map(|(_, from_us, to_us)| to_us - from_us).sum())
}

fn holds_what_it_should(trace: &Trace, span: &Span) -> Result<(), Violation> {
    let blocking = trace.scenario.strategy.waiting == Waiting::Blocking;
    let (worker, core, rule) = match span.kind {
        SpanKind::Executing | SpanKind::Switching => (true, true, 3),
        SpanKind::ReadyNoCore => (true, false, 3),
        SpanKind::Waiting => (blocking, false, 6),
        SpanKind::BlockedLock | SpanKind::BlockedChannel => (blocking, false, 3),
        SpanKind::BlockedDependency | SpanKind::ReadyNoWorker => (false, false, 3),
    };
    let holds = (span.worker().is_some(), span.core().is_some());
    ensure(holds == (worker, core), rule, || format!("{span:?} in {:?}", trace.scenario.strategy.waiting))
}
