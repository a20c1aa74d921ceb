//! What is to be done next, and the record of what was done.
//!
//! The one scheduler of real runs, and the twin of the simulator's: it follows `docs/model.md` to the letter, but it
//! does not know when an errand will be over, it is told. Threads ask it under a lock, the page asks it for its own
//! event loop, and for plain Workers, to which it sends errands as messages. They all do the same:
//!
//! ```text
//! agenda.advance(now)            timers that are due ring; tasks, workers and cores are matched
//! agenda.take(worker)            the errand that this worker has to do now, if any, given out once
//! agenda.foresee(worker)         what it will certainly do after that, for those who ask in good time
//!     … somebody really does it …
//! agenda.done(worker, from, to)  its oldest errand is over; then advance, and take again
//! ```
//!
//! Until [`Agenda::is_over`]; while nobody has an errand, nothing happens before [`Agenda::next_due_us`].
//!
//! Computing needs one of the scenario's cores, as a thread of Python needs the interpreter's lock: a worker without
//! one has no errand. That is how threads on one core really happen on a machine with many. Where another worker
//! might have to get the core in between, an errand is only a slice of a step.

mod dispatch;
mod finish;
mod foresee;
mod life;
mod line;
mod state;
mod steps;

use meanwhile_sim::{Emit, Micros, Order, Span, SpanKind, Step, Waiting};

use crate::plan::PlannedTask;
use crate::{Plan, Record};
use line::Line;
use state::{Channel, Core, Lock, Stage, TaskState, Worker};

/// Under priority and slicing, no errand is longer: an urgent worker gets its core after this time at the latest.
pub const URGENT_ERRAND_US: Micros = 5_000;

/// Something that takes time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlannedStep {
    /// Compute for this many microseconds at the calibrated speed.
    Compute(Micros),
    /// Let this many microseconds pass.
    Wait(Micros),
}

/// One thing that a worker has been asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Index of the task.
    pub task: usize,
    /// What to do; a `Wait` only in Blocking, where the worker itself waits.
    pub step: PlannedStep,
}

/// See the module's description. All times are real microseconds since the run began.
#[derive(Debug)]
pub struct Agenda {
    plan: Plan,
    /// The latest time that anybody has told.
    now_us: Micros,
    /// The time of what is being dealt with: earlier than `now_us` where it is heard of late.
    at_us: Micros,
    tasks: Vec<TaskState>,
    /// For each task those that come after it, in their order; one that names it twice is there twice.
    dependents: Vec<Vec<usize>>,
    workers: Vec<Worker>,
    cores: Vec<Core>,
    ready_tasks: Line,
    ready_workers: Line,
    /// Tasks that sleep by themselves, and until when.
    sleepers: Vec<(Micros, usize)>,
    /// Those that are still to come, the last first.
    arrivals: Vec<(Micros, usize)>,
    deadlines: Vec<(Micros, usize)>,
    locks: Vec<Lock>,
    channels: Vec<Channel>,
    /// Freed tasks that kept their worker and go on when the one that freed them pauses.
    resumed: Vec<usize>,
    unfinished: usize,
    spans: Vec<Span>,
    emits: Vec<Emit>,
    stage: Stage,
}

impl Agenda {
    /// Nothing has happened yet; call [`Agenda::advance`] to begin.
    pub fn new(plan: &Plan) -> Agenda {
        let task = |planned: &PlannedTask| TaskState {
            kind: SpanKind::BlockedDependency,
            since_us: planned.arrives_us,
            worker: None,
            step: 0,
            left_us: 0,
            missing: planned.after.len(),
            arrived: false,
            starts_us: None,
            ends_us: None,
            fate: None,
        };
        let mut dependents = vec![Vec::new(); plan.tasks.len()];
        let (mut arrivals, mut deadlines) = (Vec::new(), Vec::new());
        for (task, index) in plan.tasks.iter().zip(0..) {
            task.after.iter().for_each(|before| dependents[*before as usize].push(index));
            put_in_order(&mut arrivals, (task.arrives_us, index));
            if let Some(patience_us) = task.patience_us {
                put_in_order(&mut deadlines, (task.arrives_us + patience_us, index));
            }
        }
        arrivals.reverse();
        deadlines.reverse();
        Agenda {
            now_us: 0,
            at_us: 0,
            tasks: plan.tasks.iter().map(task).collect(),
            dependents,
            workers: vec![Worker::default(); plan.workers as usize],
            cores: vec![Core::default(); plan.cores as usize],
            ready_tasks: Line::default(),
            ready_workers: Line::default(),
            sleepers: Vec::new(),
            arrivals,
            deadlines,
            locks: plan.locks.iter().map(|free| Lock { free: *free, waiters: Vec::new() }).collect(),
            channels: vec![Channel::default(); plan.channels.len()],
            resumed: Vec::new(),
            unfinished: plan.tasks.len(),
            spans: Vec::new(),
            emits: Vec::new(),
            stage: Stage::Running,
            plan: plan.clone(),
        }
    }

    /// It is `now_us`: what is due happens, in the order in which it was due, and whoever has become free gets
    /// something to do.
    pub fn advance(&mut self, now_us: Micros) {
        if self.is_over() {
            return;
        }
        self.now_us = self.now_us.max(now_us);
        while let Some(due_us) = self.next_due_us().filter(|due_us| *due_us < self.now_us) {
            self.instant(due_us);
        }
        self.instant(self.now_us);
        self.hand_out();
        self.forget_deadlines();
        self.end_if_over();
    }

    /// The errand that a worker has to do now; each is given out once.
    pub fn take(&mut self, worker: u32) -> Option<Errand> {
        let given = self.workers.get_mut(worker as usize)?.errand.as_mut().filter(|given| !given.is_taken)?;
        given.is_taken = true;
        Some(given.errand)
    }

    /// Whether there is an errand for this worker to take.
    pub fn is_wanted(&self, worker: u32) -> bool {
        let errand = self.workers.get(worker as usize).and_then(|worker| worker.errand);
        errand.is_some_and(|given| !given.is_taken)
    }

    /// The core that this worker has, if any.
    pub fn core_of(&self, worker: u32) -> Option<usize> {
        self.workers.get(worker as usize)?.core
    }

    /// The oldest errand that `worker` has taken, or foreseen, is over: it really began at `from_us` and ended at
    /// `to_us`. Of several that end at once, those that waited come first, in the order of the tasks, then those that
    /// computed, in the order of their cores. Call [`Agenda::advance`] afterwards.
    ///
    /// Clocks of different workers may differ by their step; nothing is taken to have begun before it was given out.
    /// After the end of the run, and from a worker that has taken nothing, it changes nothing.
    pub fn done(&mut self, worker: u32, from_us: Micros, to_us: Micros) {
        let worker = worker as usize;
        let given = self.workers.get(worker).and_then(|worker| worker.errand).filter(|given| given.is_taken);
        let Some(given) = given.filter(|_| !self.is_over()) else { return };
        let from_us = from_us.max(given.from_us);
        let to_us = to_us.max(from_us);
        self.now_us = self.now_us.max(to_us);
        while let Some(due_us) = self.next_due_us().filter(|due_us| *due_us < to_us) {
            self.instant(due_us);
        }
        self.end_sleeps(to_us);
        if !self.is_over() {
            self.at_us = to_us;
            self.end_errand(worker, given.errand, from_us, to_us);
        }
    }

    /// When the next thing happens by itself, if nobody reports anything before.
    pub fn next_due_us(&self) -> Option<Micros> {
        let sleep_us = self.sleepers.iter().map(|(due_us, _)| *due_us).min();
        let arrival_us = self.arrivals.last().map(|(at_us, _)| *at_us);
        let deadline_us = self.deadlines.last().map(|(at_us, _)| *at_us);
        [sleep_us, arrival_us, deadline_us].into_iter().flatten().min().filter(|_| !self.is_over())
    }

    /// Whether the run has ended: everything is done, or it has its results, or nothing can ever happen any more.
    /// Whatever is still being done may be dropped.
    pub fn is_over(&self) -> bool {
        self.stage != Stage::Running
    }

    /// Ends the run, if it is not over yet, and hands out its record; there is only one. `clock_step_us` is the step of
    /// the clock that told the times.
    pub fn take_record(&mut self, clock_step_us: Micros) -> Record {
        Record { measured: self.measurement(), clock_step_us }
    }

    /// Everything that happens at one instant, in the order that the model fixes; errands that ended at it have been
    /// reported.
    fn instant(&mut self, at_us: Micros) {
        self.at_us = at_us;
        self.end_sleeps(at_us);
        self.let_arrive(at_us);
        // Whoever is matched now is matched now, however long ago it could have been.
        self.at_us = self.now_us;
        self.dispatch();
        if self.expire_quanta() {
            self.dispatch();
        }
        if self.lose_patience(at_us) {
            self.at_us = self.now_us;
            self.dispatch();
        }
    }

    fn is_overlapping(&self) -> bool {
        self.plan.waiting == Waiting::Overlapping
    }

    fn is_by_priority(&self) -> bool {
        self.plan.order == Order::Priority
    }

    /// Under first in first out everybody's is 0.
    fn priority(&self, task: usize) -> i32 {
        if self.is_by_priority() { self.plan.tasks[task].priority } else { 0 }
    }

    /// What a task does next, once the yields that mean nothing are left out: those in front of other yields, in
    /// front of the end and, in Overlapping, in front of a wait, which gives the worker back anyway.
    fn next_step(&self, task: usize) -> (usize, Option<Step>) {
        let steps = &self.plan.tasks[task].steps;
        let place = self.tasks[task].step;
        let Some(Step::Yield) = steps.get(place) else { return (place, steps.get(place).copied()) };
        let behind =
            steps[place..].iter().position(|step| *step != Step::Yield).unwrap_or(steps.len() - place);
        match steps.get(place + behind) {
            Some(Step::Wait(_)) if self.is_overlapping() => {
                (place + behind, steps.get(place + behind).copied())
            }
            None => (steps.len(), None),
            Some(_) => (place + behind - 1, Some(Step::Yield)),
        }
    }
}

/// By time, then by task. Most lists are in order already; sorting would be one more function that travels.
fn put_in_order(list: &mut Vec<(Micros, usize)>, entry: (Micros, usize)) {
    let place = list.iter().rposition(|other| *other < entry).map_or(0, |before| before + 1);
    list.insert(place, entry);
}
