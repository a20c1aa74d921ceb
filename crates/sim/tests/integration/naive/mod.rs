//! A second simulator, written from the rules alone and without a thought for speed: it goes forward one
//! microsecond at a time, interprets the steps as they stand, and asks everything anew at every tick.

mod dispatch;
mod steps;

use std::collections::VecDeque;

use meanwhile_sim::{Fate, Micros, Scenario, SpanKind};

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
