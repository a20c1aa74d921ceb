//! The life of a task: arrival, readiness, start, end, and what the trace says of it.

use super::{Scheduler, Variant};
use crate::faults::Fault;
use crate::plan::Op;
use crate::trace::NONE;
use crate::{Fate, SpanKind};

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
            state.kind = SpanKind::BlockedDependency;
            if let Some(life) = self.lives.get_mut(*task as usize) {
                life.arrived_us = self.now_us;
            }
            if state.missing == 0 {
                self.make_ready(*task);
                self.release_dependents(*task);
            }
        }
    }

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
        self.change(task, SpanKind::ReadyNoWorker, NONE, NONE);
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
        let state = &mut self.tasks[task as usize];
        if !state.has_started() {
            state.starts_us = self.now_us;
        }
    }

    /// The task reaches its fate now and gives back what it has.
    pub(super) fn end(&mut self, task: u32, fate: Fate) {
        if fate == Fate::Completed {
            self.start(task);
        }
        self.release_core(task);
        self.free_worker(task);
        self.close(task);
        let state = &mut self.tasks[task as usize];
        state.ends_us = self.now_us;
        state.fate = Some(fate);
    }

    pub(super) fn free_worker(&mut self, task: u32) {
        let worker = self.tasks[task as usize].worker;
        if worker != NONE {
            self.free_workers |= 1 << worker;
        }
    }

    pub(super) fn release_core(&mut self, task: u32) {
        let core = self.tasks[task as usize].core;
        if core != NONE {
            self.free_core(core as usize);
        }
    }

    /// From now on the task does something else, somewhere else.
    pub(super) fn change(&mut self, task: u32, kind: SpanKind, worker: u8, core: u8) {
        self.close(task);
        let state = &mut self.tasks[task as usize];
        state.kind = kind;
        state.worker = worker;
        state.core = core;
        state.from_us = self.now_us;
    }

    /// Writes down what the task did until now.
    fn close(&mut self, task: u32) {
        let state = &self.tasks[task as usize];
        if !V::RECORD || state.from_us == self.now_us {
            return;
        }
        let life = &mut self.lives[task as usize];
        let (worker, core) = (state.worker, state.core);
        if state.kind == SpanKind::Executing {
            let switched_us = state.works_from_us.min(self.now_us);
            if state.from_us < switched_us {
                life.write(switched_us, SpanKind::Switching, worker, core);
            }
            if switched_us == self.now_us {
                return;
            }
        }
        life.write(self.now_us, state.kind, worker, core);
    }
}
