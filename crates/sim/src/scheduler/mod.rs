//! The scheduler: jumps from instant to instant and, within one, keeps the order that the model fixes.
//!
//! Two levels, as in a real system: a runtime gives tasks to workers, and the machine gives workers to cores.
//! `docs/model.md` is the specification; the order of [`Event`]s is its "order within an instant".

mod dispatch;
mod events;
mod life;
mod outside;
mod queues;
mod report;
mod steps;

use crate::faults::Fault;
use crate::limits::{CORES_MAX, EVENTS_MAX, TIME_US_MAX, WORKERS_MAX};
use crate::log::{Doing, Log};
use crate::plan::{Plan, PlannedTask};
use crate::{Emit, Fate, Micros, SimError, SpanKind};
use events::{Alarms, Event, Waits, What};
use queues::{TaskQueue, WorkerQueue};
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
    tasks: Vec<TaskState<'a>>,
    /// Which task each worker carries; meaningless for the free ones.
    carried: [u32; WORKERS_MAX as usize],
    /// One bit for each.
    free_workers: u64,
    cores: [Core; CORES_MAX as usize],
    /// The next arrival or end of a patience.
    outside: Event,
    /// Whether anybody can still lose patience; where nobody can, `outside` changes with arrivals alone.
    may_have_deadlines: bool,
    /// What ends next on each core.
    alarms: Alarms,
    /// The priority of the first worker in the queue for cores, where an expiring quantum may serve it.
    contender: Option<i32>,
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
    log: Log,
    variant: std::marker::PhantomData<V>,
}

/// What changes about a task.
struct TaskState<'a> {
    planned: &'a PlannedTask,
    /// What it is doing since `from_us`; meaningless before its arrival.
    doing: Doing,
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

/// One core.
#[derive(Clone, Copy)]
struct Core {
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
        let task = |planned: &'a PlannedTask| TaskState {
            planned,
            doing: Doing::new(SpanKind::BlockedDependency, None, None),
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
        let core = Core { compute_ends_us: 0, quantum_ends_us: 0, priority: 0, task: 0, place: FRESH };
        let lock = |capacity: &u32| LockState { free: *capacity, waiters: VecDeque::new() };
        let channel =
            |_: &_| ChannelState { messages: 0, senders: VecDeque::new(), receivers: VecDeque::new() };
        Scheduler {
            plan,
            now_us: 0,
            tasks: plan.tasks.iter().map(task).collect(),
            carried: [0; WORKERS_MAX as usize],
            free_workers: ones(plan.worker_roles.len() as u32),
            cores: [core; CORES_MAX as usize],
            outside: Event::NEVER,
            may_have_deadlines: true,
            alarms: Alarms::new(plan.cores),
            contender: None,
            free_cores: ones(plan.cores),
            ready_tasks: TaskQueue::new(plan.roles, plan.by_priority),
            ready_workers: WorkerQueue::new(),
            waits: Waits::default(),
            arrived: 0,
            deadlines_passed: 0,
            locks: plan.lock_capacities.iter().map(lock).collect(),
            channels: plan.channel_capacities.iter().map(channel).collect(),
            resumed: VecDeque::new(),
            emits: Vec::new(),
            stopped: false,
            events: 0,
            log: if V::RECORD { plan.log() } else { Log::default() },
            variant: std::marker::PhantomData,
        }
    }

    /// Runs to the end: everything done, stopped, or nothing left that could ever happen.
    pub(crate) fn run(mut self) -> Result<Record, SimError> {
        let mut next = self.next();
        while next != Event::NEVER {
            if next.at_us() > TIME_US_MAX {
                return Err(SimError::TimeOverflow);
            }
            self.now_us = next.at_us();
            self.happen_with(next);
            self.dispatch();
            // The result that stops the run may have come; then nothing else happens.
            if self.stopped {
                break;
            }
            if self.events > EVENTS_MAX {
                return Err(SimError::OverLimit { what: "events", value: self.events, max: EVENTS_MAX });
            }
            self.contend(self.now_us + Micros::from(next.is_after_steps()));
            next = self.next();
        }
        Ok(self.into_record())
    }

    /// Everything from this event up to the next dispatch. The limit is looked at here, too, so that even a faulty
    /// scheduler comes to an end.
    fn happen_with(&mut self, first: Event) {
        if V::has(Fault::ArrivalsFirst) {
            self.let_arrive();
        }
        // Computes, quanta and waits take time, so nothing new comes up at this instant.
        let last = first.last_before_dispatch();
        let mut event = first;
        while event <= last && !self.stopped && self.events <= EVENTS_MAX {
            match event.what() {
                What::WaitEnds { task } => self.end_wait(task),
                What::ComputeEnds { core } => self.end_compute(core),
                What::TasksArrive => self.let_arrive(),
                What::QuantumEnds { core } => self.leave_core(core),
                What::PatienceEnds => self.lose_patience(),
            }
            event = self.next();
        }
        if V::has(Fault::ImpatientAtOnce) && !self.stopped {
            self.lose_patience();
        }
    }

    /// The next event.
    fn next(&mut self) -> Event {
        if self.may_have_deadlines {
            self.outside = self.next_from_outside();
        }
        self.alarms.first().min(self.waits.first()).min(self.outside)
    }

    /// Tells the cores how urgent the first worker in their queue is. An expiring quantum matters only to a core
    /// whose worker would have to go for it; quanta that nobody contested are counted only when somebody does: their
    /// ends move on by whole quanta until they are not before `earliest_us`.
    #[inline]
    fn contend(&mut self, earliest_us: Micros) {
        let contender = if self.is_sliced() { self.ready_workers.first_priority() } else { None };
        if contender == self.contender {
            return;
        }
        self.contender = contender;
        for core in 0..self.plan.cores as usize {
            if self.free_cores >> core & 1 == 0 {
                self.cores[core].renew_quantum(earliest_us, self.plan.quantum_us);
                self.set_alarm(core);
            }
        }
    }

    /// The end of the compute, or of the quantum where that matters.
    fn set_alarm(&mut self, core: usize) {
        let Core { compute_ends_us, quantum_ends_us, priority, .. } = self.cores[core];
        let mut event = Event::compute_ends(compute_ends_us, core);
        if self.contender.is_some_and(|contender| contender >= priority) {
            event = event.min(Event::quantum_ends(quantum_ends_us, core));
        }
        self.alarms.set(core, event);
    }

    fn is_sliced(&self) -> bool {
        self.plan.quantum_us != Micros::MAX
    }
}

impl TaskState<'_> {
    fn has_started(&self) -> bool {
        self.starts_us != Micros::MAX
    }
}

impl Core {
    fn renew_quantum(&mut self, earliest_us: Micros, quantum_us: Micros) {
        if self.quantum_ends_us < earliest_us {
            let missing_us = earliest_us - self.quantum_ends_us;
            self.quantum_ends_us += missing_us.div_ceil(quantum_us) * quantum_us;
        }
    }
}

/// The lowest `count` bits.
fn ones(count: u32) -> u64 {
    u64::MAX.checked_shr(64 - count).unwrap_or(0)
}
