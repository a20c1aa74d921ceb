//! What the lanes of a chart are: the tasks of a trace, its workers, or its cores.

use std::borrow::Cow;

use meanwhile_sim::{Micros, Span, Trace};

/// Whose lives are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A lane for each task: what it does from its arrival to its end.
    Task,
    /// A lane for each worker: which task it carries, and what that does.
    Worker,
    /// A lane for each core: which task it executes.
    Core,
}

/// One lane's content.
#[derive(Clone, Debug)]
pub struct LaneOf<'a> {
    /// Index of the task, worker or core.
    pub index: usize,
    /// In the order of time, without overlaps; a core or worker that is idle has gaps.
    pub spans: Cow<'a, [Span]>,
}

/// The lanes of a trace.
pub fn of(trace: &Trace, by: By) -> Vec<LaneOf<'_>> {
    of_spans(&trace.spans, trace, by)
}

/// The lanes of spans, by task and then by time, that belong to the tasks and cores of a trace: its own, or those of a
/// real run beside it.
pub fn of_spans<'a>(spans: &'a [Span], trace: &Trace, by: By) -> Vec<LaneOf<'a>> {
    match by {
        By::Task => by_task(spans, trace.tasks.len()),
        By::Worker => by_holder(spans, trace.scenario.strategy.workers, Span::worker),
        By::Core => by_holder(spans, trace.scenario.machine.cores, Span::core),
    }
}

fn by_task(spans: &[Span], tasks: usize) -> Vec<LaneOf<'_>> {
    let mut rest = spans;
    let lane = |index| {
        let (life, later) = rest.split_at(rest.partition_point(|span| span.task as usize <= index));
        rest = later;
        LaneOf { index, spans: Cow::Borrowed(life) }
    };
    (0..tasks).map(lane).collect()
}

/// Who has a task holds it for the whole of a span.
fn by_holder(spans: &[Span], count: u32, holder: fn(&Span) -> Option<usize>) -> Vec<LaneOf<'_>> {
    let mut lanes = vec![Vec::new(); count as usize];
    for span in spans {
        if let Some(lane) = holder(span).and_then(|index| lanes.get_mut(index)) {
            lane.push(*span);
        }
    }
    let lane = |(index, mut spans): (usize, Vec<Span>)| {
        spans.sort_unstable_by_key(|span| span.from_us);
        LaneOf { index, spans: Cow::Owned(spans) }
    };
    lanes.into_iter().enumerate().map(lane).collect()
}

impl LaneOf<'_> {
    /// What happens there at an instant; `None` where nothing does.
    pub fn span_at(&self, us: Micros) -> Option<&Span> {
        let next = self.spans.partition_point(|span| span.to_us <= us);
        self.spans.get(next).filter(|span| span.from_us <= us)
    }

    /// From when to when nothing happens around an instant at which nothing does, up to `end_us`.
    pub fn gap_around(&self, us: Micros, end_us: Micros) -> (Micros, Micros) {
        let next = self.spans.partition_point(|span| span.to_us <= us);
        let from_us = next.checked_sub(1).map_or(0, |before| self.spans[before].to_us);
        (from_us, self.spans.get(next).map_or(end_us.max(us), |span| span.from_us))
    }
}
