//! A queue in which the more urgent stand before the less urgent, and equals in the order in which they came.

/// Of tasks that are ready for a worker, or of workers that are ready for a core.
#[derive(Debug, Default)]
pub(super) struct Line(Vec<(i32, usize)>);

impl Line {
    /// To the back, or behind the last of at least the same priority.
    pub(super) fn push(&mut self, who: usize, priority: i32) {
        let place = self.0.partition_point(|(other, _)| *other >= priority);
        self.0.insert(place, (priority, who));
    }

    /// Takes out the first for whom something is true.
    pub(super) fn pop(&mut self, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let place = self.0.iter().position(|(_, who)| fits(*who))?;
        Some(self.0.remove(place).1)
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
        self.0.first().map(|(priority, _)| *priority)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Takes out the first, where there is one. The lists are short, and a ring would be more code than it saves time.
pub(super) fn pop_first(list: &mut Vec<usize>) -> Option<usize> {
    if list.is_empty() { None } else { Some(list.remove(0)) }
}
