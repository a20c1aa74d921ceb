//! Who gets a worker, who gets a core, and who has to give it back.

use super::{Core, Event, FRESH, Scheduler, TORN, Variant};
use crate::SpanKind;
use crate::faults::Fault;
use crate::log::Doing;

impl<V: Variant> Scheduler<'_, V> {
    /// First every free worker that can takes a task and runs it up to where it needs a core or pauses; then the
    /// free cores take workers; then, where slicing meets priority, the more urgent push the less urgent out.
    /// Taking a core frees no worker and makes no task ready, so one round is enough.
    pub(super) fn dispatch(&mut self) {
        if self.free_workers != 0 {
            self.give_tasks_to_workers();
        }
        while self.free_cores != 0
            && !self.stopped
            && let Some(worker) = self.ready_workers.pop()
        {
            let lowest = self.free_cores.trailing_zeros();
            let core = if V::has(Fault::HighestCore) { self.free_cores.ilog2() } else { lowest };
            self.take_core(core as usize, worker);
        }
        if self.plan.by_priority && self.is_sliced() && !self.stopped {
            self.preempt();
        }
    }

    /// The lowest free worker for which there is a task takes the first such task, until there is no such pair.
    // Called rarely where tasks keep their workers; compiled into its caller, it would take the registers of what is
    // called always.
    #[inline(never)]
    fn give_tasks_to_workers(&mut self) {
        while !self.stopped
            && let Some((worker, task)) = self.next_pair()
        {
            self.free_workers &= !(1 << worker);
            self.carried[worker as usize] = task;
            self.change(task, SpanKind::ReadyNoCore, Some(worker), None);
            self.go_on(task);
            if V::has(Fault::OneTaskPerDispatch) {
                break;
            }
        }
    }

    fn next_pair(&mut self) -> Option<(u8, u32)> {
        let mut candidates = self.free_workers;
        while candidates != 0 {
            let worker = candidates.trailing_zeros() as u8;
            candidates &= candidates - 1;
            let role = if V::has(Fault::RolesIgnored) { 0 } else { self.plan.worker_roles[worker as usize] };
            let tasks = &self.tasks;
            let is_queued = |task: u32| {
                let task = &tasks[task as usize];
                task.doing.kind() == SpanKind::ReadyNoWorker && task.fate.is_none()
            };
            if let Some(task) = self.ready_tasks.pop(role, is_queued) {
                return Some((worker, task));
            }
            if self.plan.roles == 1 {
                return None;
            }
        }
        None
    }

    /// A core begins with a worker's task: it switches where it has to, then executes.
    #[inline]
    fn take_core(&mut self, core: usize, worker: u8) {
        let task = self.carried[worker as usize];
        let state = &mut self.tasks[task as usize];
        state.start(self.now_us);
        let planned = state.planned;
        let last = self.cores[core].place;
        let is_first = last == FRESH && !V::has(Fault::FirstSwitchCharged);
        let is_free = is_first || last == planned.place || V::has(Fault::SwitchesFree);
        let works_from_us = if is_free { self.now_us } else { self.now_us + self.plan.switch_cost_us };
        let quantum_from_us = if V::has(Fault::QuantumCountsSwitch) { self.now_us } else { works_from_us };
        self.free_cores &= !(1 << core);
        self.cores[core] = Core {
            compute_ends_us: works_from_us + state.left_us,
            quantum_ends_us: quantum_from_us.saturating_add(self.plan.quantum_us),
            priority: planned.priority,
            task,
            place: planned.place,
        };
        let kind = if works_from_us > self.now_us { SpanKind::Switching } else { SpanKind::Executing };
        let doing = Doing::new(kind, Some(worker), Some(core as u8));
        state.change::<V>(&mut self.log, self.now_us, task, doing);
        state.works_from_us = works_from_us;
        self.set_alarm(core);
    }

    /// The worker on a core joins the back of the queue, with what is left of its task's compute.
    #[inline]
    pub(super) fn leave_core(&mut self, core: usize) {
        let Core { task, priority, compute_ends_us, .. } = self.cores[core];
        let state = &mut self.tasks[task as usize];
        state.left_us = compute_ends_us - state.works_from_us.max(self.now_us);
        if V::has(Fault::ComputeLost) {
            state.left_us = 1.max(state.left_us - 1);
        }
        let worker = state.doing.worker();
        if self.now_us < state.works_from_us && !V::has(Fault::TornSwitchForgiven) {
            self.cores[core].place = TORN;
        }
        state.change::<V>(&mut self.log, self.now_us, task, Doing::new(SpanKind::ReadyNoCore, worker, None));
        self.free_core(core);
        if let Some(worker) = worker {
            self.ready_workers.push(worker, priority);
        }
        self.events += 1;
    }

    /// While a waiting worker is more urgent than one on a core, the least urgent of those (of several the one on
    /// the highest core) has to go.
    fn preempt(&mut self) {
        while self.free_cores == 0
            && let Some(first) = self.ready_workers.first_priority()
            && let Some((lowest, core)) = self.least_urgent_core()
            && first > lowest
        {
            self.leave_core(core);
            if let Some(worker) = self.ready_workers.pop() {
                self.take_core(core, worker);
            }
        }
    }

    fn least_urgent_core(&self) -> Option<(i32, usize)> {
        let cores = self.cores[..self.plan.cores as usize]
            .iter()
            .enumerate()
            .map(|(core, state)| (state.priority, core));
        if V::has(Fault::PreemptsLowestCore) {
            return cores.min();
        }
        cores.min_by_key(|(priority, core)| (*priority, std::cmp::Reverse(*core)))
    }

    #[inline]
    pub(super) fn free_core(&mut self, core: usize) {
        self.alarms.set(core, Event::NEVER);
        self.free_cores |= 1 << core;
    }
}
