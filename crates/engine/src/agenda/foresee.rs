//! What a worker will certainly do next: for those who hand errands out by message and would keep it waiting.

use meanwhile_sim::{Micros, Order, Step};

use super::{Agenda, Errand, PlannedStep};

/// A further task is promised only behind an errand that is not longer: if another worker runs out of tasks
/// meanwhile, that is how long it may stand idle for it.
pub const PROMISE_US: Micros = 100_000;

impl Agenda {
    /// What `worker` will certainly do when the errand that it has taken is over. It is promised, counts as taken, and
    /// may be begun the moment that the worker is free: nothing has to be asked in between.
    ///
    /// That is the next step of the same task, where it takes time and needs nobody's leave. Or, where the errand
    /// frees the worker, the first task in the queue, as long as ready tasks abound and every worker has a core.
    pub fn foresee(&mut self, worker: u32) -> Option<Errand> {
        let index = worker as usize;
        let state = self.workers.get(index).filter(|worker| worker.next.is_none() && !self.is_over())?;
        let errand = state.errand.filter(|given| given.is_taken)?.errand;
        let is_whole = match errand.step {
            PlannedStep::Compute(us) => us == self.tasks[errand.task].left_us,
            PlannedStep::Wait(_) => true,
        };
        if !is_whole {
            return None;
        }
        let promise = self.same_task(errand).or_else(|| self.further_task(index, errand))?;
        self.workers[index].next = Some(promise);
        Some(promise)
    }

    /// A worker that is free has begun what it was promised.
    pub(super) fn keep_promise(&mut self, worker: usize) {
        let state = &self.workers[worker];
        if let Some(next) = state.next.filter(|_| state.task.is_none() && !self.is_over()) {
            self.carry(worker, next.task);
        }
    }

    fn same_task(&self, errand: Errand) -> Option<Errand> {
        let step = match (errand.step, self.next_step(errand.task).1?) {
            (_, Step::Wait(us)) if !self.is_overlapping() => PlannedStep::Wait(us),
            (PlannedStep::Compute(_), Step::Compute(us)) if self.plan.quantum_us.is_none() => {
                PlannedStep::Compute(us)
            }
            (PlannedStep::Wait(_), Step::Compute(us)) if self.has_cores_for_all() => PlannedStep::Compute(us),
            _ => return None,
        };
        Some(Errand { task: errand.task, step })
    }

    fn further_task(&mut self, worker: usize, errand: Errand) -> Option<Errand> {
        let (PlannedStep::Compute(us) | PlannedStep::Wait(us)) = errand.step;
        let frees_worker = match self.next_step(errand.task).1 {
            None | Some(Step::Yield) => true,
            Some(Step::Wait(_)) => self.is_overlapping(),
            Some(_) => false,
        };
        let tasks_abound = self.ready_tasks.len() >= self.workers.len();
        let in_order = self.plan.order == Order::Fifo && self.has_cores_for_all();
        if !(frees_worker && tasks_abound && in_order && us <= PROMISE_US) {
            return None;
        }
        let role = self.plan.worker_roles[worker];
        let task = self.ready_tasks.first(|task| role == 0 || self.plan.tasks[task].role == role)?;
        // It must not give up after it has been promised.
        if self.plan.tasks[task].patience_us.is_some() {
            return None;
        }
        let step = match self.next_step(task).1? {
            Step::Compute(us) => PlannedStep::Compute(us),
            Step::Wait(us) if !self.is_overlapping() => PlannedStep::Wait(us),
            _ => return None,
        };
        self.ready_tasks.remove(task);
        Some(Errand { task, step })
    }

    pub(super) fn has_cores_for_all(&self) -> bool {
        self.cores.len() >= self.workers.len()
    }
}
