//! The scheduler: jumps from instant to instant and, within one, keeps the order that the model fixes.
//!
//! Two levels, as in a real system: a runtime gives tasks to workers, and the machine gives workers to cores.
//! `docs/model.md` is the specification; the phases of [`Scheduler::instant`] are its "order within an instant".

mod dispatch;
mod life;
mod lives;
mod queues;
mod report;
mod steps;

use crate::faults::Fault;
use crate::limits::{EVENTS_MAX, TIME_US_MAX};
use crate::plan::Plan;
use crate::trace::NONE;
use crate::{Emit, Fate, Micros, SimError, SpanKind};
use lives::Life;
use queues::{TaskQueue, Waits, WorkerQueue};
use std::collections::VecDeque;

pub(crate) use report::Record;

/// What is compiled into a scheduler. Ordinary runs use [`Plain`]; the other variants exist for measurements and
/// for tests of the tests, and cost ordinary runs nothing, because they are other instances of the same code.
pub(crate) trait Variant {
    /// Whether spans are kept.
    const RECORD: bool = true;
    /// Which planted fault is active.
    const FAULT: Option<Fault> = None;

    /// Whether this fault is active; known when the variant is compiled.
    fn has(fault: Fault) -> bool {
        Self::FAULT.is_some_and(|active| active as u8 == fault as u8)
    }
}

/// The scheduler as the model says.
pub(crate) struct Plain;
impl Variant for Plain {}

/// The state of one run.
pub(crate) struct Scheduler<'a, V: Variant> {
    plan: &'a Plan,
    now_us: Micros,
    tasks: Vec<TaskState>,
    /// Which task each worker carries; meaningless for the free ones.
    carried: Vec<u32>,
    /// One bit for each.
    free_workers: u64,
    cores: Vec<Core>,
    /// One bit for each.
    free_cores: u64,
    ready_tasks: TaskQueue,
    ready_workers: WorkerQueue,
    waits: Waits,
    /// How many arrivals and deadlines have been dealt with.
    arrived: usize,
    deadlines_passed: usize,
    locks: Vec<LockState>,
    channels: Vec<ChannelState>,
    /// Freed tasks that kept their worker and go on when the one that freed them pauses.
    resumed: VecDeque<u32>,
    emits: Vec<Emit>,
    stopped: bool,
    events: u64,
    /// What each task did so far.
    lives: Vec<Life>,
    due: Due,
    variant: std::marker::PhantomData<V>,
}

/// What changes about a task.
#[derive(Clone, Copy)]
struct TaskState {
    /// What it is doing since `from_us`; meaningless before its arrival.
    kind: SpanKind,
    worker: u8,
    core: u8,
    arrived: bool,
    fate: Option<Fate>,
    /// Index of what it does next.
    op: u32,
    /// How many of the tasks that it comes after have not ended.
    missing: u32,
    from_us: Micros,
    /// While on a core: when switching is done.
    works_from_us: Micros,
    /// While ready without a core: how much of the current compute is left.
    left_us: Micros,
    /// `Micros::MAX` for never.
    starts_us: Micros,
    ends_us: Micros,
}

/// What [`Scheduler::next_us`] has found, so that an instant need not look at every core again.
#[derive(Default)]
struct Due {
    /// When the next wait or compute ends or task arrives.
    step_us: Micros,
    /// When the next compute ends.
    compute_us: Micros,
    /// When the next quantum expires whose worker has to go, if nobody joins the queue for cores until then.
    quantum_us: Micros,
    /// The priority of the first in that queue.
    contender: Option<i32>,
}

/// One core.
#[derive(Clone, Copy)]
struct Core {
    /// Both are `Micros::MAX` for an idle core.
    compute_ends_us: Micros,
    quantum_ends_us: Micros,
    priority: i32,
    task: u32,
    /// Where it worked last: a task's place, or one of the two below.
    place: u32,
}

/// A core that has not worked yet: its first dispatch is free.
const FRESH: u32 = u32::MAX;
/// A core whose last switch was interrupted: whoever comes next pays.
const TORN: u32 = u32::MAX - 1;

struct LockState {
    free: u32,
    waiters: VecDeque<u32>,
}

/// Never both: messages that lie ready and receivers that wait.
struct ChannelState {
    messages: u32,
    senders: VecDeque<u32>,
    receivers: VecDeque<u32>,
}

impl<'a, V: Variant> Scheduler<'a, V> {
    /// Everything idle, nothing arrived.
    pub(crate) fn new(plan: &'a Plan) -> Self {
        let task = |planned: &crate::plan::PlannedTask| TaskState {
            kind: SpanKind::BlockedDependency,
            worker: NONE,
            core: NONE,
            arrived: false,
            fate: None,
            op: planned.first_op,
            missing: planned.dependencies,
            from_us: 0,
            works_from_us: 0,
            left_us: 0,
            starts_us: Micros::MAX,
            ends_us: Micros::MAX,
        };
        let core = Core {
            compute_ends_us: Micros::MAX,
            quantum_ends_us: Micros::MAX,
            priority: 0,
            task: 0,
            place: FRESH,
        };
        let lock = |capacity: &u32| LockState { free: *capacity, waiters: VecDeque::new() };
        let channel =
            |_: &_| ChannelState { messages: 0, senders: VecDeque::new(), receivers: VecDeque::new() };
        Scheduler {
            plan,
            now_us: 0,
            tasks: plan.tasks.iter().map(task).collect(),
            carried: vec![0; plan.worker_roles.len()],
            free_workers: ones(plan.worker_roles.len() as u32),
            cores: vec![core; plan.cores as usize],
            free_cores: ones(plan.cores),
            ready_tasks: TaskQueue::new(plan.roles, plan.by_priority),
            ready_workers: WorkerQueue::default(),
            waits: Waits::default(),
            arrived: 0,
            deadlines_passed: 0,
            locks: plan.lock_capacities.iter().map(lock).collect(),
            channels: plan.channel_capacities.iter().map(channel).collect(),
            resumed: VecDeque::new(),
            emits: Vec::new(),
            stopped: false,
            events: 0,
            lives: plan.tasks.iter().filter(|_| V::RECORD).map(|_| Life::default()).collect(),
            due: Due::default(),
            variant: std::marker::PhantomData,
        }
    }

    /// Runs to the end: everything done, stopped, or nothing left that could ever happen.
    pub(crate) fn run(mut self) -> Result<Record, SimError> {
        loop {
            let next_us = self.next_us();
            if next_us == Micros::MAX {
                break;
            }
            if next_us > TIME_US_MAX {
                return Err(SimError::TimeOverflow);
            }
            self.now_us = next_us;
            self.instant();
            if self.stopped {
                break;
            }
            if self.events > EVENTS_MAX {
                return Err(SimError::OverLimit { what: "events", value: self.events, max: EVENTS_MAX });
            }
        }
        Ok(self.into_record())
    }

    /// Everything that happens at `now_us`, in the order that the model fixes.
    fn instant(&mut self) {
        if V::has(Fault::ArrivalsFirst) {
            self.let_arrive();
        }
        // Where only a quantum or a patience ends, nobody has become ready or free yet.
        if self.due.step_us == self.now_us {
            self.end_waits();
            self.end_computes();
            self.let_arrive();
            if V::has(Fault::ImpatientAtOnce) {
                self.lose_patience();
            }
            self.dispatch();
        }
        // The result that stops the run may have come; then nothing else happens.
        if !self.stopped && self.expire_quanta() {
            self.dispatch();
        }
        if !self.stopped && self.lose_patience() {
            self.dispatch();
        }
    }

    /// The next instant at which something happens.
    fn next_us(&mut self) -> Micros {
        let (mut compute_us, mut quantum_us) = (Micros::MAX, Micros::MAX);
        // An expiring quantum matters only to a core whose worker would have to go.
        let contender = if self.is_sliced() { self.ready_workers.first_priority() } else { None };
        for core in &mut self.cores {
            compute_us = compute_us.min(core.compute_ends_us);
            if contender.is_some_and(|priority| priority >= core.priority) {
                core.renew_quantum(self.now_us + 1, self.plan.quantum_us);
                quantum_us = quantum_us.min(core.quantum_ends_us);
            }
        }
        let arrival = self.plan.arrivals.get(self.arrived);
        let arrival_us = arrival.map_or(Micros::MAX, |(at_us, _)| *at_us);
        let step_us = self.waits.next_us().min(compute_us).min(arrival_us);
        self.due = Due { step_us, compute_us, quantum_us, contender };
        step_us.min(quantum_us).min(self.next_deadline_us())
    }

    /// The next end of a patience that still means something.
    fn next_deadline_us(&mut self) -> Micros {
        while let Some((at_us, task)) = self.plan.deadlines.get(self.deadlines_passed) {
            if self.tasks[*task as usize].has_started() || self.tasks[*task as usize].fate.is_some() {
                self.deadlines_passed += 1;
            } else {
                return *at_us;
            }
        }
        Micros::MAX
    }

    /// One bit for each core of which something is true. Without branches, because which core it is cannot be
    /// foreseen.
    fn cores_that(&self, is: impl Fn(&Core) -> bool) -> u64 {
        self.cores
            .iter()
            .zip(0..)
            .fold(0, |mask, (core, index): (_, u32)| mask | u64::from(is(core)) << index)
    }

    fn is_sliced(&self) -> bool {
        self.plan.quantum_us != Micros::MAX
    }
}

impl TaskState {
    fn has_started(&self) -> bool {
        self.starts_us != Micros::MAX
    }
}

impl Core {
    /// Quanta that nobody contested are counted only when somebody does: the end of the quantum moves on by whole
    /// quanta until it is not before `earliest_us`.
    fn renew_quantum(&mut self, earliest_us: Micros, quantum_us: Micros) {
        if self.quantum_ends_us < earliest_us {
            let missing_us = earliest_us - self.quantum_ends_us;
            self.quantum_ends_us += missing_us.div_ceil(quantum_us) * quantum_us;
        }
    }
}

/// The places of the ones, from the lowest.
fn bits(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = mask.trailing_zeros();
        mask &= mask.wrapping_sub(1);
        (lowest < 64).then_some(lowest as usize)
    })
}

/// The lowest `count` bits.
fn ones(count: u32) -> u64 {
    u64::MAX.checked_shr(64 - count).unwrap_or(0)
}
