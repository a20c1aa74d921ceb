//! Who gets a worker, who gets a core, who has to give it back, and who gets an errand.

use meanwhile_sim::{Micros, SpanKind};

use super::state::{Core, Given};
use super::{Agenda, Errand, PlannedStep, URGENT_ERRAND_US};

impl Agenda {
    /// First every free worker that can takes a task and runs it up to where it needs a core or pauses; then the free
    /// cores take workers; then, where slicing meets priority, the more urgent push the less urgent out.
    pub(super) fn dispatch(&mut self) {
        while !self.is_over()
            && let Some((worker, task)) = self.next_pair()
        {
            self.carry(worker, task);
        }
        while !self.is_over()
            && let Some(core) = self.cores.iter().position(|core| core.worker.is_none())
            && let Some(worker) = self.ready_workers.pop(|_| true)
        {
            self.take_core(core, worker);
        }
        if self.is_by_priority() && self.plan.quantum_us.is_some() {
            self.preempt();
        }
    }

    /// The lowest free worker for which there is a task, and the first such task, which leaves the queue.
    fn next_pair(&mut self) -> Option<(usize, usize)> {
        let tasks = &self.plan.tasks;
        let free = self.workers.iter().enumerate().filter(|(_, worker)| worker.task.is_none());
        for (worker, _) in free {
            let role = self.plan.worker_roles[worker];
            if let Some(task) = self.ready_tasks.pop(|task| role == 0 || tasks[task].role == role) {
                return Some((worker, task));
            }
        }
        None
    }

    /// A free worker takes a task and goes as far with it as it can.
    pub(super) fn carry(&mut self, worker: usize, task: usize) {
        self.change(task, SpanKind::ReadyNoCore);
        self.tasks[task].worker = Some(worker);
        self.workers[worker].task = Some(task);
        self.go_on(task);
    }

    fn take_core(&mut self, core: usize, worker: usize) {
        let quantum_left_us = self.plan.quantum_us.unwrap_or(Micros::MAX);
        self.cores[core] = Core { worker: Some(worker), quantum_left_us, span: None };
        self.workers[worker].core = Some(core);
        if let Some(task) = self.workers[worker].task {
            self.start(task);
        }
    }

    /// The worker on a core joins the back of the queue, with what is left of its task's compute.
    fn leave_core(&mut self, core: usize) {
        let Some(worker) = self.cores[core].worker else { return };
        let Some(task) = self.workers[worker].task else { return };
        self.release_core(task);
        self.ready_workers.push(worker, self.priority(task));
    }

    /// While a waiting worker is more urgent than one on a core, the least urgent of those (of several the one on the
    /// highest core) has to go, as soon as it is not in the middle of an errand.
    fn preempt(&mut self) {
        while !self.is_over()
            && let Some(first) = self.ready_workers.first_priority()
            && let Some((lowest, std::cmp::Reverse(core))) = self.least_urgent_core()
            && lowest < first
            && self.is_between_errands(core)
        {
            self.leave_core(core);
            if let Some(worker) = self.ready_workers.pop(|_| true) {
                self.take_core(core, worker);
            }
        }
    }

    fn least_urgent_core(&self) -> Option<(i32, std::cmp::Reverse<usize>)> {
        let urgency = |core| Some((self.priority_on(core)?, std::cmp::Reverse(core)));
        (0..self.cores.len()).filter_map(urgency).min()
    }

    /// The priority of the task on a core.
    fn priority_on(&self, core: usize) -> Option<i32> {
        let task = self.workers[self.cores[core].worker?].task?;
        Some(self.priority(task))
    }

    fn is_between_errands(&self, core: usize) -> bool {
        self.cores[core].worker.is_some_and(|worker| self.workers[worker].errand.is_none())
    }

    /// Takes every worker whose quantum is over from its core, if one of at least its priority waits for a core, and
    /// says whether there was any.
    pub(super) fn expire_quanta(&mut self) -> bool {
        let Some(first) = self.ready_workers.first_priority().filter(|_| !self.is_over()) else {
            return false;
        };
        let has_expired = |core: &usize| {
            self.cores[*core].quantum_left_us == 0
                && self.is_between_errands(*core)
                && self.priority_on(*core).is_some_and(|priority| priority <= first)
        };
        let expired: Vec<usize> = (0..self.cores.len()).filter(has_expired).collect();
        expired.iter().for_each(|core| self.leave_core(*core));
        !expired.is_empty()
    }

    /// Every worker that has a core and no errand gets one.
    pub(super) fn hand_out(&mut self) {
        if self.is_over() {
            return;
        }
        for core in 0..self.cores.len() {
            let Some(worker) = self.cores[core].worker.filter(|_| self.is_between_errands(core)) else {
                continue;
            };
            let Some(task) = self.workers[worker].task else { continue };
            // A quantum that nobody contested is followed by a fresh one.
            if self.cores[core].quantum_left_us == 0 {
                self.cores[core].quantum_left_us = self.plan.quantum_us.unwrap_or(Micros::MAX);
            }
            let mut us = self.tasks[task].left_us.min(self.cores[core].quantum_left_us);
            if self.is_by_priority() && self.plan.quantum_us.is_some() {
                us = us.min(URGENT_ERRAND_US);
            }
            self.give(worker, Errand { task, step: PlannedStep::Compute(us) });
        }
    }

    /// A worker has something to do; if it was promised, it may have begun as soon as it was free.
    pub(super) fn give(&mut self, worker: usize, errand: Errand) {
        let now_us = self.now_us;
        let worker = &mut self.workers[worker];
        let is_taken = worker.next.take_if(|next| *next == errand).is_some();
        let from_us = if is_taken { worker.free_us } else { now_us };
        worker.errand = Some(Given { errand, from_us, is_taken });
    }
}
