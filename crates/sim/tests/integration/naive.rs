//! A second simulator, written from the rules alone and without a thought for speed: it goes forward one
//! microsecond at a time, interprets the steps as they stand, and asks everything anew at every tick.

use std::collections::VecDeque;

use meanwhile_sim::{Fate, Micros, Order, Scenario, Slicing, SpanKind, Step, Waiting};

/// What a task does in one tick: kind, worker, core.
pub(crate) type Moment = Option<(SpanKind, Option<usize>, Option<usize>)>;

/// What the naive simulator found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// For each tick, for each task.
    pub(crate) ticks: Vec<Vec<Moment>>,
    pub(crate) starts: Vec<Option<Micros>>,
    pub(crate) ends: Vec<Option<Micros>>,
    pub(crate) fates: Vec<Fate>,
    pub(crate) emits: Vec<(Micros, usize)>,
    pub(crate) end: Micros,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Doing {
    NotHere,
    Blocked(SpanKind),
    InTaskQueue,
    InCoreQueue,
    OnCore(usize),
    Waiting(u64),
    Over(Fate),
}

#[derive(Clone)]
struct Tasklet {
    doing: Doing,
    worker: Option<usize>,
    next_step: usize,
    compute_left: u64,
    start: Option<u64>,
    end: Option<u64>,
}

#[derive(Clone, Default)]
struct NaiveCore {
    worker: Option<usize>,
    switch_left: u64,
    quantum_used: u64,
    last: Option<Last>,
}

#[derive(Clone, PartialEq)]
enum Last {
    Task(usize),
    Place(String),
    InterruptedSwitch,
}

struct Naive<'a> {
    scenario: &'a Scenario,
    now: u64,
    tasks: Vec<Tasklet>,
    task_queue: Vec<usize>,
    core_queue: Vec<usize>,
    carries: Vec<Option<usize>>,
    cores: Vec<NaiveCore>,
    /// Holders and waiters of each lock.
    locks: Vec<(usize, VecDeque<usize>)>,
    /// Messages, waiting senders and waiting receivers of each channel.
    channels: Vec<(usize, VecDeque<usize>, VecDeque<usize>)>,
    freed: VecDeque<usize>,
    /// Ended tasks whose dependents have not been looked at.
    ended: VecDeque<usize>,
    emits: Vec<(u64, usize)>,
    stopped: bool,
}

pub(crate) fn simulate_naively(scenario: &Scenario) -> Found {
    let tasklet = Tasklet {
        doing: Doing::NotHere,
        worker: None,
        next_step: 0,
        compute_left: 0,
        start: None,
        end: None,
    };
    let mut naive = Naive {
        scenario,
        now: 0,
        tasks: vec![tasklet; scenario.workload.tasks.len()],
        task_queue: Vec::new(),
        core_queue: Vec::new(),
        carries: vec![None; scenario.strategy.workers as usize],
        cores: vec![NaiveCore::default(); scenario.machine.cores as usize],
        locks: vec![(0, VecDeque::new()); scenario.workload.locks.len()],
        channels: vec![(0, VecDeque::new(), VecDeque::new()); scenario.workload.channels.len()],
        freed: VecDeque::new(),
        ended: VecDeque::new(),
        emits: Vec::new(),
        stopped: false,
    };
    let mut ticks = Vec::new();
    loop {
        naive.instant();
        if naive.stopped || !naive.can_anything_happen() {
            return naive.found(ticks);
        }
        ticks.push((0..naive.tasks.len()).map(|task| naive.moment(task)).collect());
        naive.tick();
    }
}

impl Naive<'_> {
    fn instant(&mut self) {
        for task in 0..self.tasks.len() {
            if self.tasks[task].doing == Doing::Waiting(0) && !self.stopped {
                self.has_what_it_waited_for(task);
                self.freed_go_on();
            }
        }
        for core in 0..self.cores.len() {
            if let Some(task) = self.task_on(core)
                && self.tasks[task].compute_left == 0
                && !self.stopped
            {
                self.go(task);
                self.freed_go_on();
            }
        }
        for task in 0..self.tasks.len() {
            if self.scenario.workload.tasks[task].arrives_us == self.now && !self.stopped {
                self.tasks[task].doing = Doing::Blocked(SpanKind::BlockedDependency);
                self.perhaps_ready(task);
            }
        }
        self.dispatch();
        self.quanta();
        self.dispatch();
        self.patience();
        self.dispatch();
    }

    /// A task that has arrived and whose dependencies have ended queues, or ends when nothing is to be done.
    fn perhaps_ready(&mut self, task: usize) {
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
    fn has_what_it_waited_for(&mut self, task: usize) {
        if self.tasks[task].worker.is_some() { self.go(task) } else { self.queue_or_end(task) }
    }

    fn freed_go_on(&mut self) {
        while let Some(task) = self.freed.pop_front() {
            if !self.stopped {
                self.go(task);
            }
        }
    }

    /// Runs a task with a worker up to its next compute, wait, block, yield or end.
    fn go(&mut self, task: usize) {
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

    fn finish(&mut self, task: usize, fate: Fate) {
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

    fn dispatch(&mut self) {
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

    fn task_on(&self, core: usize) -> Option<usize> {
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

    fn quanta(&mut self) {
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

    fn patience(&mut self) {
        let impatient: Vec<usize> = (0..self.tasks.len())
            .filter(|task| {
                let asked = &self.scenario.workload.tasks[*task];
                let over = matches!(self.tasks[*task].doing, Doing::Over(_));
                let last = asked.patience_us.map(|us| asked.arrives_us + us);
                last == Some(self.now) && self.tasks[*task].start.is_none() && !over
            })
            .collect();
        for task in impatient {
            // One that gave up before it in the list may have released it, and it may have ended at once.
            let over = matches!(self.tasks[task].doing, Doing::Over(_));
            if !self.stopped && !over {
                self.finish(task, Fate::GaveUp);
            }
        }
    }

    fn can_anything_happen(&self) -> bool {
        let busy = self.cores.iter().any(|core| core.worker.is_some());
        let to_come = |(tasklet, task): (&Tasklet, &meanwhile_sim::Task)| match tasklet.doing {
            Doing::NotHere | Doing::Waiting(_) => true,
            Doing::Over(_) => false,
            _ => tasklet.start.is_none() && task.patience_us.is_some(),
        };
        busy || self.tasks.iter().zip(&self.scenario.workload.tasks).any(to_come)
    }

    fn moment(&self, task: usize) -> Moment {
        let Tasklet { doing, worker, .. } = self.tasks[task];
        Some(match doing {
            Doing::NotHere | Doing::Over(_) => return None,
            Doing::Blocked(kind) => (kind, worker, None),
            Doing::InTaskQueue => (SpanKind::ReadyNoWorker, None, None),
            Doing::InCoreQueue => (SpanKind::ReadyNoCore, worker, None),
            Doing::Waiting(_) => (SpanKind::Waiting, worker, None),
            Doing::OnCore(core) if self.cores[core].switch_left > 0 => {
                (SpanKind::Switching, worker, Some(core))
            }
            Doing::OnCore(core) => (SpanKind::Executing, worker, Some(core)),
        })
    }

    fn tick(&mut self) {
        self.now += 1;
        for task in &mut self.tasks {
            if let Doing::Waiting(left) = &mut task.doing {
                *left -= 1;
            }
        }
        for core in 0..self.cores.len() {
            let Some(task) = self.task_on(core) else { continue };
            if self.cores[core].switch_left > 0 {
                self.cores[core].switch_left -= 1;
            } else {
                self.tasks[task].compute_left -= 1;
                self.cores[core].quantum_used += 1;
            }
        }
    }

    fn found(self, ticks: Vec<Vec<Moment>>) -> Found {
        let fate = |task: &Tasklet| match task.doing {
            Doing::Over(fate) => fate,
            _ if self.stopped => Fate::Cancelled,
            _ => Fate::Stuck,
        };
        let end = |task: &Tasklet| if fate(task) == Fate::Cancelled { Some(self.now) } else { task.end };
        Found {
            ticks,
            starts: self.tasks.iter().map(|task| task.start).collect(),
            ends: self.tasks.iter().map(end).collect(),
            fates: self.tasks.iter().map(fate).collect(),
            emits: self.emits,
            end: self.now,
        }
    }
}
