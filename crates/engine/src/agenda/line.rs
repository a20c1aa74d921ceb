//! A queue in which the more urgent stand before the less urgent, and equals in the order in which they came.

use std::collections::VecDeque;

/// Of tasks that are ready for a worker, or of workers that are ready for a core.
#[derive(Clone, Debug, Default)]
pub(super) struct Line(VecDeque<(i32, usize)>);

impl Line {
    /// To the back, or behind the last of at least the same priority.
    pub(super) fn push(&mut self, who: usize, priority: i32) {
        let place = self.0.partition_point(|(other, _)| *other >= priority);
        self.0.insert(place, (priority, who));
    }

    /// Takes out the first for whom something is true.
    pub(super) fn pop(&mut self, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let place = self.0.iter().position(|(_, who)| fits(*who))?;
        self.0.remove(place).map(|(_, who)| who)
    }

    /// The first for whom something is true.
    pub(super) fn first(&self, fits: impl Fn(usize) -> bool) -> Option<usize> {
        self.0.iter().map(|(_, who)| *who).find(|who| fits(*who))
    }

    pub(super) fn remove(&mut self, who: usize) {
        self.0.retain(|(_, other)| *other != who);
    }

    /// The priority of the most urgent.
    pub(super) fn first_priority(&self) -> Option<i32> {
        self.0.front().map(|(priority, _)| *priority)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
