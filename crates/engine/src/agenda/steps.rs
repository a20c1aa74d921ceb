//! What the steps of a task do.

use meanwhile_sim::{Emit, Fate, Micros, Span, SpanKind, Step};

use super::line::pop_first;
use super::state::Stage;
use super::{Agenda, Errand, PlannedStep};

impl Agenda {
    /// Sleeps that are due end, in the order of the tasks where they end at once. They ended when they were due, even
    /// if everybody was too busy to notice: from then on the task was ready.
    pub(super) fn end_sleeps(&mut self, until_us: Micros) {
        while let Some(&first) = self.sleepers.iter().min()
            && first.0 <= until_us
            && !self.is_over()
        {
            self.sleepers.retain(|sleeper| *sleeper != first);
            let (due_us, task) = first;
            self.at_us = due_us;
            self.change(task, SpanKind::ReadyNoWorker);
            self.make_ready(task);
            self.release_dependents(task);
        }
    }

    /// Writes down what a worker did, and lets its task go on.
    pub(super) fn end_errand(&mut self, worker: usize, errand: Errand, from_us: Micros, to_us: Micros) {
        let Errand { task, step } = errand;
        self.workers[worker].errand = None;
        self.workers[worker].free_us = to_us;
        match step {
            PlannedStep::Wait(_) => self.change(task, SpanKind::ReadyNoCore),
            PlannedStep::Compute(us) => {
                self.record_compute(worker, task, from_us, to_us);
                let state = &mut self.tasks[task];
                state.left_us -= us.min(state.left_us);
                if let Some(core) = self.workers[worker].core {
                    let left_us = &mut self.cores[core].quantum_left_us;
                    *left_us -= us.min(*left_us);
                }
                if self.tasks[task].left_us > 0 {
                    return;
                }
            }
        }
        self.go_on(task);
        self.keep_promise(worker);
    }

    /// Time on a core that was not given back in between is one span, with what it cost to ask for the next errand.
    pub(super) fn record_compute(&mut self, worker: usize, task: usize, from_us: Micros, to_us: Micros) {
        let Some(core) = self.workers[worker].core else { return };
        let open = self.cores[core].span.and_then(|index| self.spans.get_mut(index));
        match open.filter(|span| span.task as usize == task) {
            Some(span) => span.to_us = to_us,
            None => {
                let since_us = self.tasks[task].since_us;
                self.record(task, SpanKind::ReadyNoCore, Some(worker), None, since_us, from_us);
                self.cores[core].span = Some(self.spans.len());
                self.spans.push(Span::new(
                    task as u32,
                    SpanKind::Executing,
                    from_us,
                    to_us,
                    Some(worker),
                    Some(core),
                ));
            }
        }
        let state = &mut self.tasks[task];
        state.since_us = to_us;
        // What was promised may have begun before its core was counted as taken.
        state.starts_us = state.starts_us.map(|starts_us| starts_us.min(from_us));
    }

    pub(super) fn record(
        &mut self,
        task: usize,
        kind: SpanKind,
        worker: Option<usize>,
        core: Option<usize>,
        from_us: Micros,
        to_us: Micros,
    ) {
        // What is ready without a worker is what is left when everything else is written down.
        if from_us < to_us && kind != SpanKind::ReadyNoWorker {
            self.spans.push(Span::new(task as u32, kind, from_us, to_us, worker, core));
        }
    }

    /// Runs a task that has a worker up to where it needs a core or pauses; then, in the same way and in the order in
    /// which they were freed, the tasks that it freed and that had kept their workers.
    pub(super) fn go_on(&mut self, task: usize) {
        self.run_on(task);
        while !self.is_over()
            && let Some(freed) = pop_first(&mut self.resumed)
        {
            // It has not been blocked since it was freed.
            self.change(freed, SpanKind::ReadyNoCore);
            self.run_on(freed);
        }
    }

    fn run_on(&mut self, task: usize) {
        loop {
            let (place, step) = self.next_step(task);
            self.tasks[task].step = place + 1;
            let Some(step) = step else {
                self.end(task, Fate::Completed);
                return self.release_dependents(task);
            };
            if let Step::Compute(us) = step {
                return self.begin_compute(task, us);
            }
            self.start(task);
            match step {
                Step::Compute(_) => {}
                Step::Wait(us) => return self.begin_wait(task, us),
                Step::Yield => {
                    self.release_core(task);
                    return self.queue_for_worker(task);
                }
                Step::Acquire(lock) if !self.acquire(task, lock as usize) => {
                    return self.pause(task, SpanKind::BlockedLock);
                }
                Step::Send(channel) if !self.send(task, channel as usize) => {
                    return self.pause(task, SpanKind::BlockedChannel);
                }
                Step::Receive(channel) if !self.receive(task, channel as usize) => {
                    return self.pause(task, SpanKind::BlockedChannel);
                }
                Step::Release(lock) => self.release(lock as usize),
                Step::Emit => self.emit(task),
                Step::Acquire(_) | Step::Send(_) | Step::Receive(_) => {}
            }
            if self.is_over() {
                return;
            }
        }
    }

    /// A core is kept, with its running quantum, from one compute to the next.
    fn begin_compute(&mut self, task: usize, us: Micros) {
        self.tasks[task].left_us = us;
        let worker = self.tasks[task].worker;
        if let Some(worker) = worker.filter(|worker| self.workers[*worker].core.is_none()) {
            self.change(task, SpanKind::ReadyNoCore);
            self.ready_workers.push(worker, self.priority(task));
        }
    }

    /// In Blocking the worker itself waits; in Overlapping the task sleeps.
    fn begin_wait(&mut self, task: usize, us: Micros) {
        let worker = self.tasks[task].worker;
        self.pause(task, SpanKind::Waiting);
        match worker {
            Some(worker) if !self.is_overlapping() => {
                self.give(worker, Errand { task, step: PlannedStep::Wait(us) });
            }
            _ => self.sleepers.push((self.tasks[task].since_us + us, task)),
        }
    }

    /// Waiting and blocked tasks hold no core; they keep their worker only where waiting blocks.
    fn pause(&mut self, task: usize, kind: SpanKind) {
        self.release_core(task);
        self.change(task, kind);
        if self.is_overlapping() {
            self.free_worker(task);
        }
    }

    /// A blocked task has got what it waited for. With its worker it goes on when the one that freed it pauses;
    /// without, it queues for one at once.
    fn free(&mut self, task: usize) {
        if self.is_overlapping() {
            self.change(task, SpanKind::ReadyNoWorker);
            self.make_ready(task);
            self.release_dependents(task);
        } else {
            self.resumed.push(task);
        }
    }

    /// Whether the task has the lock now; otherwise it is in line.
    fn acquire(&mut self, task: usize, lock: usize) -> bool {
        let lock = &mut self.locks[lock];
        if lock.free > 0 {
            lock.free -= 1;
            return true;
        }
        lock.waiters.push(task);
        false
    }

    /// Handed directly to the first in line, so that nobody can overtake.
    fn release(&mut self, lock: usize) {
        match pop_first(&mut self.locks[lock].waiters) {
            Some(next) => self.free(next),
            None => self.locks[lock].free += 1,
        }
    }

    /// Whether the message is out of the task's hands; otherwise it is in line.
    fn send(&mut self, task: usize, channel: usize) -> bool {
        let capacity = self.plan.channels[channel].unwrap_or(u32::MAX);
        let channel = &mut self.channels[channel];
        if let Some(receiver) = pop_first(&mut channel.receivers) {
            self.free(receiver);
        } else if channel.messages < capacity {
            channel.messages += 1;
        } else {
            channel.senders.push(task);
            return false;
        }
        true
    }

    /// Whether the task has a message now; otherwise it is in line. Room in a full channel goes to the first sender in
    /// line.
    fn receive(&mut self, task: usize, channel: usize) -> bool {
        let channel = &mut self.channels[channel];
        if channel.messages == 0 {
            channel.receivers.push(task);
            return false;
        }
        match pop_first(&mut channel.senders) {
            Some(sender) => self.free(sender),
            None => channel.messages -= 1,
        }
        true
    }

    /// The result that ends the run ends it at once, but a task that has nothing left to do after it has completed.
    fn emit(&mut self, task: usize) {
        // Of several workers, one may be heard of late.
        let earlier = self.emits.iter().rposition(|other| other.at_us <= self.at_us);
        let emit = Emit { at_us: self.at_us, task: task as u32 };
        self.emits.insert(earlier.map_or(0, |earlier| earlier + 1), emit);
        if self.plan.stop_after.is_some_and(|results| self.emits.len() >= results as usize) {
            if self.next_step(task).1.is_none() {
                self.end(task, Fate::Completed);
            }
            self.stage = Stage::Stopped;
            self.close();
        }
    }
}
