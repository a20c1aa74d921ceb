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
    match by {
        By::Task => (0..trace.tasks.len())
            .map(|index| LaneOf { index, spans: Cow::Borrowed(trace.spans_of(index)) })
            .collect(),
        By::Worker => by_holder(trace, trace.scenario.strategy.workers, Span::worker),
        By::Core => by_holder(trace, trace.scenario.machine.cores, Span::core),
    }
}

/// Who has a task holds it for the whole of a span.
fn by_holder(trace: &Trace, count: u32, holder: fn(&Span) -> Option<usize>) -> Vec<LaneOf<'_>> {
    let mut lanes = vec![Vec::new(); count as usize];
    for span in &trace.spans {
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
