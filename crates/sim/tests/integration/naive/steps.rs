//! What tasks do when it is their turn, and what that does to others.

use super::{Doing, Naive};
use meanwhile_sim::{Fate, SpanKind, Step, Waiting};

impl Naive<'_> {
    /// A task that has arrived and whose dependencies have ended queues, or ends when nothing is to be done.
    pub(super) fn perhaps_ready(&mut self, task: usize) {
        let over = |before: &u32| matches!(self.tasks[*before as usize].doing, Doing::Over(_));
        let waits = self.tasks[task].doing == Doing::Blocked(SpanKind::BlockedDependency);
        if waits && self.scenario.workload.tasks[task].after.iter().all(over) {
            self.queue_or_end(task);
        }
    }

    fn queue_or_end(&mut self, task: usize) {
        if self.next(task).is_none() {
            self.finish(task, Fate::Completed);
        } else {
            self.tasks[task].doing = Doing::InTaskQueue;
            self.task_queue.push(task);
        }
    }

    /// The next step that means something, with its index; yields that mean nothing are passed over.
    fn next(&self, task: usize) -> Option<(usize, Step)> {
        let steps = &self.scenario.workload.tasks[task].steps;
        let rest = |from: usize| {
            let meant = |step: &Step| !matches!(step, Step::Compute(0) | Step::Wait(0));
            steps.iter().copied().enumerate().skip(from).filter(move |(_, step)| meant(step))
        };
        let (index, step) = rest(self.tasks[task].next_step).next()?;
        if step != Step::Yield {
            return Some((index, step));
        }
        let (after, following) = rest(index).find(|(_, step)| *step != Step::Yield)?;
        let overlapping = self.scenario.strategy.waiting == Waiting::Overlapping;
        if overlapping && matches!(following, Step::Wait(_)) {
            return Some((after, following));
        }
        // The last of the yields in a row stands for all.
        let last_yield = rest(index).take_while(|(_, step)| *step == Step::Yield).last()?;
        Some(last_yield)
    }

    /// What a wait's end or a hand-off means: with a worker the task goes on, without one it queues or ends.
    pub(super) fn has_what_it_waited_for(&mut self, task: usize) {
        if self.tasks[task].worker.is_some() { self.go(task) } else { self.queue_or_end(task) }
    }

    pub(super) fn freed_go_on(&mut self) {
        while let Some(task) = self.freed.pop_front() {
            if !self.stopped {
                self.go(task);
            }
        }
    }

    /// Runs a task with a worker up to its next compute, wait, block, yield or end.
    pub(super) fn go(&mut self, task: usize) {
        while !self.stopped {
            let Some((index, step)) = self.next(task) else { return self.finish(task, Fate::Completed) };
            self.tasks[task].next_step = index + 1;
            if !matches!(step, Step::Compute(_)) && self.tasks[task].start.is_none() {
                self.tasks[task].start = Some(self.now);
            }
            match step {
                Step::Compute(us) => {
                    self.tasks[task].compute_left = us;
                    if !matches!(self.tasks[task].doing, Doing::OnCore(_)) {
                        self.tasks[task].doing = Doing::InCoreQueue;
                        self.core_queue.extend(self.tasks[task].worker);
                    }
                    return;
                }
                Step::Wait(us) => return self.rest(task, Doing::Waiting(us)),
                Step::Acquire(lock) => {
                    let lock_capacity = self.scenario.workload.locks[lock as usize].capacity as usize;
                    let (held, waiters) = &mut self.locks[lock as usize];
                    if *held == lock_capacity {
                        waiters.push_back(task);
                        return self.rest(task, Doing::Blocked(SpanKind::BlockedLock));
                    }
                    *held += 1;
                }
                Step::Release(lock) => {
                    let next = self.locks[lock as usize].1.pop_front();
                    match next {
                        Some(next) => self.hand(next),
                        None => self.locks[lock as usize].0 -= 1,
                    }
                }
                Step::Send(channel) => {
                    let capacity = self.scenario.workload.channels[channel as usize].capacity;
                    let (messages, senders, receivers) = &mut self.channels[channel as usize];
                    if let Some(receiver) = receivers.pop_front() {
                        self.hand(receiver);
                    } else if capacity.is_some_and(|most| *messages == most as usize) {
                        senders.push_back(task);
                        return self.rest(task, Doing::Blocked(SpanKind::BlockedChannel));
                    } else {
                        *messages += 1;
                    }
                }
                Step::Receive(channel) => {
                    let (messages, senders, receivers) = &mut self.channels[channel as usize];
                    if *messages == 0 {
                        receivers.push_back(task);
                        return self.rest(task, Doing::Blocked(SpanKind::BlockedChannel));
                    }
                    *messages -= 1;
                    if let Some(sender) = senders.pop_front() {
                        *messages += 1;
                        self.hand(sender);
                    }
                }
                Step::Emit => {
                    self.emits.push((self.now, task));
                    if self.scenario.strategy.stop_after == Some(self.emits.len() as u32) {
                        if self.next(task).is_none() {
                            self.finish(task, Fate::Completed);
                        }
                        self.stopped = true;
                    }
                }
                Step::Yield => {
                    self.leave_core(task);
                    self.leave_worker(task);
                    self.tasks[task].doing = Doing::InTaskQueue;
                    self.task_queue.push(task);
                    return;
                }
            }
        }
    }

    fn hand(&mut self, task: usize) {
        if self.tasks[task].worker.is_some() { self.freed.push_back(task) } else { self.queue_or_end(task) }
    }

    fn rest(&mut self, task: usize, doing: Doing) {
        self.leave_core(task);
        if self.scenario.strategy.waiting == Waiting::Overlapping {
            self.leave_worker(task);
        }
        self.tasks[task].doing = doing;
    }

    pub(super) fn finish(&mut self, task: usize, fate: Fate) {
        if fate == Fate::Completed && self.tasks[task].start.is_none() {
            self.tasks[task].start = Some(self.now);
        }
        self.leave_core(task);
        self.leave_worker(task);
        self.tasks[task].doing = Doing::Over(fate);
        self.tasks[task].end = Some(self.now);
        self.task_queue.retain(|queued| *queued != task);
        if self.stopped || self.scenario.strategy.stop_after == Some(self.emits.len() as u32) {
            return;
        }
        // Dependents in task order; those that end at once release theirs after all of these were looked at.
        self.ended.push_back(task);
        if self.ended.len() > 1 {
            return;
        }
        while let Some(ended) = self.ended.front().copied() {
            for other in 0..self.tasks.len() {
                if self.scenario.workload.tasks[other].after.contains(&(ended as u32)) {
                    self.perhaps_ready(other);
                }
            }
            self.ended.pop_front();
        }
    }

    fn leave_core(&mut self, task: usize) {
        if let Doing::OnCore(core) = self.tasks[task].doing {
            self.cores[core].worker = None;
        }
    }

    fn leave_worker(&mut self, task: usize) {
        if let Some(worker) = self.tasks[task].worker.take() {
            self.carries[worker] = None;
            self.core_queue.retain(|queued| *queued != worker);
        }
    }
}
