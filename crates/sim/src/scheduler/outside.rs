//! What comes from outside, at times that the plan knows beforehand: tasks arrive, and patience ends.

use super::{Event, Scheduler, Variant};
use crate::log::Doing;
use crate::{Fate, Micros, SpanKind};

impl<V: Variant> Scheduler<'_, V> {
    /// Arrivals of this instant, in the order of the tasks.
    pub(super) fn let_arrive(&mut self) {
        while let Some((at_us, task)) = self.plan.arrivals.get(self.arrived)
            && *at_us == self.now_us
            && !self.stopped
        {
            self.arrived += 1;
            let state = &mut self.tasks[*task as usize];
            state.arrived = true;
            state.from_us = self.now_us;
            state.doing = Doing::new(SpanKind::BlockedDependency, None, None);
            if state.missing == 0 {
                self.make_ready(*task);
                self.release_dependents(*task);
            }
        }
        self.outside = self.next_from_outside();
    }

    /// Whoever has not started by the end of its patience gives up. This is the last thing in an instant, so that
    /// starting at that very instant is in time.
    pub(super) fn lose_patience(&mut self) {
        while self.next_deadline_us() == self.now_us {
            let (_, task) = self.plan.deadlines[self.deadlines_passed];
            self.deadlines_passed += 1;
            if let Some(worker) = self.tasks[task as usize].doing.worker() {
                self.ready_workers.remove(worker);
            }
            self.end(task, Fate::GaveUp);
            self.release_dependents(task);
        }
    }

    /// The next arrival or end of a patience.
    pub(super) fn next_from_outside(&mut self) -> Event {
        let arrival = self.plan.arrivals.get(self.arrived);
        let arrival = arrival.map_or(Event::NEVER, |(at_us, _)| Event::tasks_arrive(*at_us));
        let deadline_us = self.next_deadline_us();
        let deadline =
            if deadline_us == Micros::MAX { Event::NEVER } else { Event::patience_ends(deadline_us) };
        self.may_have_deadlines = deadline_us != Micros::MAX;
        arrival.min(deadline)
    }

    /// The next end of a patience that still means something.
    fn next_deadline_us(&mut self) -> Micros {
        while let Some((at_us, task)) = self.plan.deadlines.get(self.deadlines_passed) {
            if self.tasks[*task as usize].has_started() || self.tasks[*task as usize].fate.is_some() {
                self.deadlines_passed += 1;
            } else {
                return *at_us;
            }
        }
        Micros::MAX
    }
}
