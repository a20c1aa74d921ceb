//! What the steps of a task do.

use super::{Event, Scheduler, Variant};
use crate::faults::Fault;
use crate::plan::Op;
use crate::{Emit, Fate, Micros, SpanKind};

impl<V: Variant> Scheduler<'_, V> {
    pub(super) fn end_wait(&mut self, task: u32) {
        self.waits.pop();
        self.events += 1;
        if self.plan.overlapping {
            self.make_ready(task);
            self.release_dependents(task);
        } else {
            self.go_on(task);
        }
    }

    pub(super) fn end_compute(&mut self, core: usize) {
        self.events += 1;
        self.go_on(self.cores[core].task);
    }

    /// Runs a task that has a worker up to where it needs a core or pauses; then, in the same way and in the order
    /// in which they were freed, the tasks that it freed and that had kept their workers.
    pub(super) fn go_on(&mut self, task: u32) {
        let mut next = Some(task);
        while !self.stopped
            && let Some(task) = next
        {
            self.advance(task);
            next = self.resumed.pop_front();
        }
    }

    fn advance(&mut self, task: u32) {
        loop {
            let op = self.plan.ops[self.tasks[task as usize].op as usize];
            match op {
                Op::Compute(us) => return self.begin_compute(task, us),
                Op::End => {
                    self.end(task, Fate::Completed);
                    return self.release_dependents(task);
                }
                _ => {}
            }
            let state = &mut self.tasks[task as usize];
            state.start(self.now_us);
            state.op += 1;
            match op {
                Op::Wait(us) => return self.begin_wait(task, us),
                Op::Yield if !V::has(Fault::YieldIgnored) => {
                    self.release_core(task);
                    return self.queue_for_worker(task);
                }
                Op::Acquire(lock) if !self.acquire(task, lock) => {
                    return self.pause(task, SpanKind::BlockedLock);
                }
                Op::Send(channel) if !self.send(task, channel) => {
                    return self.pause(task, SpanKind::BlockedChannel);
                }
                Op::Receive(channel) if !self.receive(task, channel) => {
                    return self.pause(task, SpanKind::BlockedChannel);
                }
                Op::Release(lock) => self.release(lock),
                Op::Emit => self.emit(task),
                _ => {}
            }
            if self.stopped {
                return;
            }
        }
    }

    /// A core is kept, with its running quantum, from one compute to the next.
    fn begin_compute(&mut self, task: u32, us: Micros) {
        let state = &mut self.tasks[task as usize];
        state.op += 1;
        if let Some(core) = state.doing.core() {
            self.cores[usize::from(core)].compute_ends_us = self.now_us + us;
            self.set_alarm(core.into());
            return;
        }
        state.left_us = us;
        let worker = state.doing.worker();
        self.change(task, SpanKind::ReadyNoCore, worker, None);
        let priority = self.plan.tasks[task as usize].priority;
        if let Some(worker) = worker {
            self.ready_workers.push(worker, if V::has(Fault::CoreQueueFifo) { 0 } else { priority });
        }
    }

    fn begin_wait(&mut self, task: u32, us: Micros) {
        self.pause(task, SpanKind::Waiting);
        let us = if V::has(Fault::WaitShort) && us > 1 { us - 1 } else { us };
        self.waits.push(Event::wait_ends(self.now_us + us, task));
    }

    /// Waiting and blocked tasks hold no core; they keep their worker only where waiting blocks.
    fn pause(&mut self, task: u32, kind: SpanKind) {
        self.release_core(task);
        let mut worker = self.tasks[task as usize].doing.worker();
        if self.plan.overlapping && !(V::has(Fault::BlockedKeepsWorker) && kind != SpanKind::Waiting) {
            self.free_worker(task);
            worker = None;
        }
        self.change(task, kind, worker, None);
    }

    /// A blocked task has got what it waited for. With its worker it goes on when the one that freed it pauses;
    /// without, it queues for one at once.
    fn free(&mut self, task: u32) {
        if self.plan.overlapping {
            self.make_ready(task);
            self.release_dependents(task);
        } else {
            self.resumed.push_back(task);
        }
    }

    /// Whether the task has the lock now; otherwise it is in line.
    fn acquire(&mut self, task: u32, lock: u32) -> bool {
        let lock = &mut self.locks[lock as usize];
        if lock.free > 0 {
            lock.free -= 1;
            return true;
        }
        lock.waiters.push_back(task);
        false
    }

    /// Handed directly to the first in line, so that nobody can overtake.
    fn release(&mut self, lock: u32) {
        let lock = &mut self.locks[lock as usize];
        let next =
            if V::has(Fault::LastWaiterFirst) { lock.waiters.pop_back() } else { lock.waiters.pop_front() };
        if V::has(Fault::LockHandedTwice) {
            lock.free += u32::from(next.is_some());
        }
        match next {
            Some(next) => self.free(next),
            None => lock.free += 1,
        }
    }

    /// Whether the message is out of the task's hands; otherwise it is in line.
    fn send(&mut self, task: u32, channel: u32) -> bool {
        let mut capacity = self.plan.channel_capacities[channel as usize].unwrap_or(u32::MAX);
        if V::has(Fault::ChannelsUnbounded) {
            capacity = u32::MAX;
        }
        let channel = &mut self.channels[channel as usize];
        if let Some(receiver) = channel.receivers.pop_front() {
            self.free(receiver);
            return true;
        }
        if channel.messages < capacity {
            channel.messages += 1;
            return true;
        }
        channel.senders.push_back(task);
        false
    }

    /// Whether the task has a message now; otherwise it is in line. Room in a full channel goes to the first sender
    /// in line.
    fn receive(&mut self, task: u32, channel: u32) -> bool {
        let channel = &mut self.channels[channel as usize];
        if channel.messages == 0 {
            channel.receivers.push_back(task);
            return false;
        }
        match channel.senders.pop_front() {
            Some(sender) => self.free(sender),
            None => channel.messages -= 1,
        }
        true
    }

    /// The result that ends the run ends it within the instant: nothing else happens, but a task that has nothing
    /// left to do after it has completed.
    fn emit(&mut self, task: u32) {
        self.emits.push(Emit { at_us: self.now_us, task });
        let late = usize::from(V::has(Fault::StopsLate));
        if self.emits.len() >= self.plan.stop_after.saturating_add(late) {
            self.stopped = true;
            if self.plan.ops[self.tasks[task as usize].op as usize] == Op::End {
                self.end(task, Fate::Completed);
            }
        }
    }
}
