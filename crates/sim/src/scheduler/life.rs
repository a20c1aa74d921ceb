//! The life of a task: readiness, start, end, and what the trace says of it.

use super::{Scheduler, TaskState, Variant};
use crate::faults::Fault;
use crate::log::{Doing, Log};
use crate::plan::Op;
use crate::{Fate, Micros, SpanKind};

impl<V: Variant> Scheduler<'_, V> {
    /// The task joins the queue for workers, or ends where nothing is left to do: ending needs no worker.
    /// Whoever calls this must then call [`Self::release_dependents`].
    pub(super) fn make_ready(&mut self, task: u32) {
        if self.plan.ops[self.tasks[task as usize].op as usize] == Op::End {
            self.end(task, Fate::Completed);
        } else {
            self.queue_for_worker(task);
        }
    }

    /// Gives the worker back, if there is one, and joins the back of the queue for workers.
    pub(super) fn queue_for_worker(&mut self, task: u32) {
        self.free_worker(task);
        self.change(task, SpanKind::ReadyNoWorker, None, None);
        let planned = &self.plan.tasks[task as usize];
        self.ready_tasks.push(task, planned.role, planned.priority);
    }

    /// If the task has ended, those that come after it may be ready now, in their order. Tasks without steps end
    /// at once and may in turn release others, so this is a loop over a list and not a recursion.
    pub(super) fn release_dependents(&mut self, task: u32) {
        if self.plan.dependents.is_empty() || self.tasks[task as usize].fate.is_none() {
            return;
        }
        let mut ended = vec![task];
        let mut next = 0;
        while let Some(task) = ended.get(next) {
            next += 1;
            for &dependent in &self.plan.dependents[*task as usize] {
                let state = &mut self.tasks[dependent as usize];
                state.missing -= 1;
                let is_released = state.missing == 0 || V::has(Fault::OneDependencyEnough);
                if is_released && state.arrived && state.fate.is_none() {
                    state.missing = if V::has(Fault::OneDependencyEnough) { u32::MAX } else { 0 };
                    self.make_ready(dependent);
                    if self.tasks[dependent as usize].fate.is_some() {
                        ended.push(dependent);
                    }
                }
            }
        }
    }

    /// The task first gets a core, or begins a step that needs none.
    pub(super) fn start(&mut self, task: u32) {
        self.tasks[task as usize].start(self.now_us);
    }

    /// The task reaches its fate now and gives back what it has.
    pub(super) fn end(&mut self, task: u32, fate: Fate) {
        if fate == Fate::Completed {
            self.start(task);
        }
        self.release_core(task);
        self.free_worker(task);
        let state = &mut self.tasks[task as usize];
        state.close::<V>(&mut self.log, self.now_us, task);
        state.ends_us = self.now_us;
        state.fate = Some(fate);
    }

    pub(super) fn free_worker(&mut self, task: u32) {
        if let Some(worker) = self.tasks[task as usize].doing.worker() {
            self.free_workers |= 1 << worker;
        }
    }

    pub(super) fn release_core(&mut self, task: u32) {
        if let Some(core) = self.tasks[task as usize].doing.core() {
            self.free_core(core as usize);
        }
    }

    /// From now on the task does something else, somewhere else.
    pub(super) fn change(&mut self, task: u32, kind: SpanKind, worker: Option<u8>, core: Option<u8>) {
        self.tasks[task as usize].change::<V>(
            &mut self.log,
            self.now_us,
            task,
            Doing::new(kind, worker, core),
        );
    }
}

impl TaskState<'_> {
    /// The task first gets a core, or begins a step that needs none.
    pub(super) fn start(&mut self, now_us: Micros) {
        if !self.has_started() {
            self.starts_us = now_us;
        }
    }

    /// From now on the task does something else.
    pub(super) fn change<V: Variant>(&mut self, log: &mut Log, now_us: Micros, task: u32, doing: Doing) {
        self.close::<V>(log, now_us, task);
        self.doing = doing;
        self.from_us = now_us;
    }

    /// Writes down what the task did until now.
    fn close<V: Variant>(&self, log: &mut Log, now_us: Micros, task: u32) {
        if V::RECORD && self.from_us != now_us {
            log.write(now_us, task, self.doing);
        }
    }
}
