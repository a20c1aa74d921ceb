//! How a run ends, and what is left of it.

use meanwhile_sim::{
    Deadlock, Fate, Holder, Measurement, Outcome, Span, SpanKind, Step, StuckTask, TaskRun, WaitsFor,
};

use super::Agenda;
use super::state::{Stage, TaskState};

impl Agenda {
    /// Nothing is left to do, or nobody does anything and nothing is due: the tasks that are left are stuck.
    pub(super) fn end_if_over(&mut self) {
        if self.is_over() {
            return;
        }
        if self.unfinished == 0 {
            self.stage = Stage::Completed;
        } else if self.next_due_us().is_none() && self.workers.iter().all(|worker| worker.errand.is_none()) {
            self.stage = Stage::Deadlocked;
            self.close();
        }
    }

    /// Writes down what everybody does who is still in the middle of something. An errand that is dropped has lasted
    /// until now.
    pub(super) fn close(&mut self) {
        self.at_us = self.now_us;
        let fate = if self.stage == Stage::Stopped { Fate::Cancelled } else { Fate::Stuck };
        for task in 0..self.tasks.len() {
            if self.tasks[task].fate.is_some() {
                continue;
            }
            let worker = self.tasks[task].worker;
            let given = worker.and_then(|worker| self.workers[worker].errand);
            if let (Some(worker), Some(given), SpanKind::ReadyNoCore) = (worker, given, self.tasks[task].kind)
            {
                self.record_compute(worker, task, given.from_us, self.now_us);
            }
            if self.tasks[task].arrived {
                self.change(task, self.tasks[task].kind);
            }
            self.tasks[task].fate = Some(fate);
            if fate == Fate::Cancelled {
                self.tasks[task].ends_us = Some(self.now_us);
            }
        }
    }

    pub(super) fn measurement(&mut self) -> Measurement {
        let end_us = match self.stage {
            // Nothing has happened since the last of them ended, but somebody has to have looked.
            Stage::Completed => self.tasks.iter().filter_map(|task| task.ends_us).max().unwrap_or(0),
            _ => self.now_us,
        };
        let outcome = match self.stage {
            Stage::Completed => Outcome::Completed,
            Stage::Stopped => Outcome::Stopped,
            Stage::Deadlocked => Outcome::Deadlocked(self.deadlock()),
            // Abandoned in the middle.
            Stage::Running => {
                self.stage = Stage::Stopped;
                self.close();
                Outcome::Stopped
            }
        };
        if self.has_cores_for_all() {
            self.number_cores();
        }
        let run = |task: &TaskState| TaskRun {
            starts_us: task.starts_us,
            ends_us: task.ends_us,
            fate: task.fate.unwrap_or(Fate::Cancelled),
        };
        let tasks = self.tasks.iter().map(run).collect();
        let (spans, emits) = (std::mem::take(&mut self.spans), std::mem::take(&mut self.emits));
        Measurement { spans, tasks, emits, outcome, end_us }
    }

    /// Where every worker has a core, errands are promised, begun before anybody hears of it and reported late. Which
    /// core they had is decided when all are known: the lowest that was free, in the order in which they began.
    fn number_cores(&mut self) {
        let mut free_us = vec![0; self.cores.len()];
        for index in self.computed_in_order() {
            let span = &mut self.spans[index];
            let core = free_us.iter().position(|free_us| *free_us <= span.from_us);
            if let Some(free_us) = core.and_then(|core| free_us.get_mut(core)) {
                *free_us = span.to_us;
            }
            *span = Span::new(span.task, span.kind, span.from_us, span.to_us, span.worker(), core);
        }
    }

    /// The spans of computing, as they began. They are nearly in that order, so that inserting each is quick.
    fn computed_in_order(&self) -> Vec<usize> {
        let key = |index: usize| (self.spans[index].from_us, self.spans[index].core());
        let mut order: Vec<usize> = Vec::new();
        for index in (0..self.spans.len()).filter(|index| self.spans[*index].kind == SpanKind::Executing) {
            let place =
                order.iter().rposition(|other| key(*other) <= key(index)).map_or(0, |before| before + 1);
            order.insert(place, index);
        }
        order
    }

    fn deadlock(&self) -> Deadlock {
        let stuck = || (0..self.tasks.len()).filter(|task| self.is_stuck(*task));
        let mut holders = Vec::new();
        for lock in 0..self.locks.len() as u32 {
            for task in stuck() {
                let units = self.held_by(task, lock);
                if units > 0 {
                    holders.push(Holder { lock, task: task as u32, units });
                }
            }
        }
        let stuck_task = |task: usize| StuckTask {
            task: task as u32,
            worker: self.tasks[task].worker.map(|worker| worker as u32),
            waits_for: self.waits_for(task),
        };
        Deadlock { at_us: self.now_us, holders, stuck: stuck().map(stuck_task).collect() }
    }

    /// The step that blocks is the one before the next.
    fn waits_for(&self, task: usize) -> WaitsFor {
        let (state, planned) = (&self.tasks[task], &self.plan.tasks[task]);
        let step = state.step.checked_sub(1).and_then(|step| planned.steps.get(step));
        match (state.kind, step) {
            (SpanKind::BlockedLock, Some(Step::Acquire(lock))) => WaitsFor::Lock(*lock),
            (SpanKind::BlockedChannel, Some(Step::Send(channel))) => WaitsFor::Room(*channel),
            (SpanKind::BlockedChannel, Some(Step::Receive(channel))) => WaitsFor::Message(*channel),
            (SpanKind::BlockedDependency, _) => {
                let is_missing = |task: &u32| planned.after.contains(task) && self.is_stuck(*task as usize);
                WaitsFor::Tasks((0..self.tasks.len() as u32).filter(is_missing).collect())
            }
            _ => WaitsFor::Worker,
        }
    }

    fn is_stuck(&self, task: usize) -> bool {
        self.tasks[task].fate == Some(Fate::Stuck)
    }

    /// How many units of a lock a task has taken and not given back; the step that blocks it took nothing.
    fn held_by(&self, task: usize, lock: u32) -> u32 {
        let state = &self.tasks[task];
        let done = state.step - usize::from(state.kind == SpanKind::BlockedLock);
        let count = |step: Step| {
            self.plan.tasks[task].steps.iter().take(done).filter(|other| **other == step).count() as u32
        };
        count(Step::Acquire(lock)).saturating_sub(count(Step::Release(lock)))
    }
}
