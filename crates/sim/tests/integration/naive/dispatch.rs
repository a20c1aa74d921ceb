//! Who gets a worker, who gets a core, and who has to leave one.

use super::{Doing, Last, Naive, NaiveCore};
use meanwhile_sim::{Order, Slicing};

impl Naive<'_> {
    pub(super) fn dispatch(&mut self) {
        while !self.stopped
            && let Some((worker, task)) = self.worker_and_task()
        {
            self.task_queue.retain(|queued| *queued != task);
            self.carries[worker] = Some(task);
            self.tasks[task].worker = Some(worker);
            self.tasks[task].doing = Doing::InCoreQueue;
            self.go(task);
            self.freed_go_on();
        }
        while !self.stopped
            && let Some(core) = self.cores.iter().position(|core| core.worker.is_none())
            && let Some(worker) = self.first_in_core_queue()
        {
            self.enter_core(worker, core);
        }
        while !self.stopped
            && let Some((worker, core)) = self.preemption()
        {
            self.send_to_core_queue(core);
            self.enter_core(worker, core);
        }
    }

    fn worker_and_task(&self) -> Option<(usize, usize)> {
        let free = (0..self.carries.len()).filter(|worker| self.carries[*worker].is_none());
        free.filter_map(|worker| Some((worker, self.first_task_for(worker)?))).next()
    }

    fn first_task_for(&self, worker: usize) -> Option<usize> {
        let role = self.scenario.strategy.roles.get(worker).cloned().flatten();
        let fits = |task: &usize| role.is_none() || self.scenario.workload.tasks[*task].role == role;
        let candidates: Vec<usize> = self.task_queue.iter().copied().filter(fits).collect();
        let most = candidates.iter().map(|task| self.priority(*task)).max()?;
        candidates.into_iter().find(|task| self.priority(*task) == most)
    }

    fn priority(&self, task: usize) -> i32 {
        match self.scenario.strategy.order {
            Order::Fifo => 0,
            Order::Priority => self.scenario.workload.tasks[task].priority,
        }
    }

    fn worker_priority(&self, worker: usize) -> i32 {
        self.carries[worker].map_or(0, |task| self.priority(task))
    }

    fn first_in_core_queue(&self) -> Option<usize> {
        let most = self.core_queue.iter().map(|worker| self.worker_priority(*worker)).max()?;
        self.core_queue.iter().copied().find(|worker| self.worker_priority(*worker) == most)
    }

    pub(super) fn task_on(&self, core: usize) -> Option<usize> {
        self.cores[core].worker.and_then(|worker| self.carries[worker])
    }

    fn enter_core(&mut self, worker: usize, core: usize) {
        let task = self.carries[worker].expect("a queued worker carries a task");
        self.core_queue.retain(|queued| *queued != worker);
        self.tasks[task].start.get_or_insert(self.now);
        self.tasks[task].doing = Doing::OnCore(core);
        let last = match self.scenario.workload.tasks[task].place.clone() {
            Some(place) => Last::Place(place),
            None => Last::Task(task),
        };
        let charged = self.cores[core].last.as_ref().is_some_and(|before| *before != last);
        self.cores[core] = NaiveCore {
            worker: Some(worker),
            switch_left: if charged { self.scenario.machine.switch_cost_us } else { 0 },
            quantum_used: 0,
            last: Some(last),
        };
    }

    fn send_to_core_queue(&mut self, core: usize) {
        let worker = self.cores[core].worker.take().expect("a busy core has a worker");
        let task = self.carries[worker].expect("its worker carries a task");
        if self.cores[core].switch_left > 0 {
            self.cores[core].last = Some(Last::InterruptedSwitch);
        }
        self.tasks[task].doing = Doing::InCoreQueue;
        self.core_queue.push(worker);
    }

    /// The worker that takes a core from another one, and that core.
    fn preemption(&self) -> Option<(usize, usize)> {
        let preemptive = self.scenario.strategy.order == Order::Priority
            && self.scenario.strategy.slicing != Slicing::ToCompletion;
        let worker = self.first_in_core_queue()?;
        let priority_on = |core: usize| self.task_on(core).map(|task| self.priority(task));
        let least = (0..self.cores.len()).filter_map(priority_on).min()?;
        let core = (0..self.cores.len()).rev().find(|core| priority_on(*core) == Some(least))?;
        (preemptive && self.worker_priority(worker) > least).then_some((worker, core))
    }

    pub(super) fn quanta(&mut self) {
        let Slicing::Sliced { quantum_us } = self.scenario.strategy.slicing else { return };
        if self.stopped {
            return;
        }
        let most = self.first_in_core_queue().map(|worker| self.worker_priority(worker));
        for core in 0..self.cores.len() {
            let Some(task) = self.task_on(core) else { continue };
            if self.cores[core].quantum_used < quantum_us {
                continue;
            }
            if most.is_some_and(|most| most >= self.priority(task)) {
                self.send_to_core_queue(core);
            } else {
                self.cores[core].quantum_used = 0;
            }
        }
    }
}
