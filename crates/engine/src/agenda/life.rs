//! The life of a task: arrival, readiness, start, end, and what the record says of it.

use meanwhile_sim::{Fate, Micros, SpanKind};

use super::Agenda;

impl Agenda {
    /// Arrivals up to this instant, in the order of the tasks where several come at once.
    pub(super) fn let_arrive(&mut self, until_us: Micros) {
        while !self.is_over()
            && let Some((at_us, task)) = self.arrivals.pop_if(|(at_us, _)| *at_us <= until_us)
        {
            self.at_us = at_us;
            self.tasks[task].arrived = true;
            if self.tasks[task].missing == 0 {
                self.make_ready(task);
                self.release_dependents(task);
            }
        }
    }

    /// The task joins the queue for workers, or ends where nothing is left to do: ending needs no worker. Whoever
    /// calls this must then call [`Self::release_dependents`].
    pub(super) fn make_ready(&mut self, task: usize) {
        if self.next_step(task).1.is_none() {
            self.end(task, Fate::Completed);
        } else {
            self.queue_for_worker(task);
        }
    }

    /// Gives the worker back, if there is one, and joins the back of the queue for workers.
    pub(super) fn queue_for_worker(&mut self, task: usize) {
        self.change(task, SpanKind::ReadyNoWorker);
        self.free_worker(task);
        self.ready_tasks.push(task, self.priority(task));
    }

    /// If the task has ended, those that come after it may be ready now, in their order; those of them that end at
    /// once may in turn release others.
    pub(super) fn release_dependents(&mut self, task: usize) {
        if self.tasks[task].fate.is_none() {
            return;
        }
        let mut ended = vec![task];
        let mut next = 0;
        while let Some(&task) = ended.get(next) {
            next += 1;
            for place in 0..self.dependents[task].len() {
                let dependent = self.dependents[task][place];
                let state = &mut self.tasks[dependent];
                state.missing -= 1;
                if state.missing == 0 && state.arrived && state.fate.is_none() {
                    self.make_ready(dependent);
                    if self.tasks[dependent].fate.is_some() {
                        ended.push(dependent);
                    }
                }
            }
        }
    }

    /// Whoever has not started by the end of its patience gives up. This is the last thing in an instant, so that
    /// starting at that very instant is in time. Returns whether anybody did.
    pub(super) fn lose_patience(&mut self, until_us: Micros) -> bool {
        let mut any = false;
        while !self.is_over()
            && let Some((at_us, task)) = self.deadlines.pop_if(|(at_us, _)| *at_us <= until_us)
        {
            if !self.can_give_up(task) {
                continue;
            }
            self.at_us = at_us;
            self.ready_tasks.remove(task);
            if let Some(worker) = self.tasks[task].worker {
                self.ready_workers.remove(worker);
            }
            self.end(task, Fate::GaveUp);
            self.release_dependents(task);
            any = true;
        }
        any
    }

    /// Patience that means nothing any more is not waited for.
    pub(super) fn forget_deadlines(&mut self) {
        while self.deadlines.last().is_some_and(|(_, task)| !self.can_give_up(*task)) {
            self.deadlines.pop();
        }
    }

    fn can_give_up(&self, task: usize) -> bool {
        self.tasks[task].starts_us.is_none() && self.tasks[task].fate.is_none()
    }

    /// The task first gets a core, or begins a step that needs none.
    pub(super) fn start(&mut self, task: usize) {
        let at_us = self.at_us;
        let state = &mut self.tasks[task];
        state.starts_us.get_or_insert(at_us.max(state.since_us));
    }

    /// The task reaches its fate now and gives back what it has.
    pub(super) fn end(&mut self, task: usize, fate: Fate) {
        if fate == Fate::Completed {
            self.start(task);
        }
        self.change(task, SpanKind::ReadyNoWorker);
        self.release_core(task);
        self.free_worker(task);
        let state = &mut self.tasks[task];
        state.ends_us = Some(state.since_us.max(state.starts_us.unwrap_or(0)));
        state.fate = Some(fate);
        self.unfinished -= 1;
    }

    pub(super) fn free_worker(&mut self, task: usize) {
        if let Some(worker) = self.tasks[task].worker.take() {
            self.workers[worker].task = None;
        }
    }

    pub(super) fn release_core(&mut self, task: usize) {
        let worker = self.tasks[task].worker;
        if let Some(core) = worker.and_then(|worker| self.workers[worker].core.take()) {
            self.cores[core].worker = None;
            self.cores[core].span = None;
        }
    }

    /// From now on the task does something else. Its own time never goes back, in whatever order things are heard of.
    pub(super) fn change(&mut self, task: usize, kind: SpanKind) {
        let at_us = self.at_us;
        let state = &mut self.tasks[task];
        let (before, since_us, worker) = (state.kind, state.since_us, state.worker);
        state.kind = kind;
        state.since_us = at_us.max(since_us);
        self.record(task, before, worker, None, since_us, at_us);
    }
}
