//! Everything that can be wrong with a scenario.

use std::fmt;

use crate::Micros;

/// Why a scenario cannot be simulated, or spans cannot become a trace. Tasks, steps, locks and channels are named
/// by their indices; the same indices find their names in the workload.
///
/// ```
/// use meanwhile_sim::*;
/// let nobody = Strategy::blocking(0);
/// let scenario = Scenario::new(Workload::new([Task::new("A").compute(1)]), Machine::new(1), nobody);
/// assert_eq!(simulate(&scenario), Err(SimError::NoWorkers));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SimError {
    /// A workload without tasks.
    EmptyWorkload,
    /// A strategy with zero workers.
    NoWorkers,
    /// A machine with zero cores.
    NoCores,
    /// A quantum of zero would never end.
    ZeroQuantum,
    /// A run that stops after zero results would never start.
    ZeroStopAfter,
    /// More roles than workers to have them.
    RoleWithoutWorker {
        /// How many roles are listed.
        roles: usize,
        /// How many workers there are.
        workers: u32,
    },
    /// A task comes after one that does not exist.
    UnknownDependency {
        /// The task that waits.
        task: u32,
        /// The index that it names.
        dependency: u32,
    },
    /// A step names a lock that does not exist.
    UnknownLock {
        /// Whose step it is.
        task: u32,
        /// Which of its steps.
        step: usize,
        /// The index that it names.
        lock: u32,
    },
    /// A step names a channel that does not exist.
    UnknownChannel {
        /// Whose step it is.
        task: u32,
        /// Which of its steps.
        step: usize,
        /// The index that it names.
        channel: u32,
    },
    /// A task asks for a role that no worker has.
    UnknownRole {
        /// The task.
        task: u32,
        /// The role that it asks for.
        role: String,
    },
    /// A task is part of a whole that does not exist.
    UnknownWhole {
        /// The task.
        task: u32,
        /// The index that it names.
        whole: u32,
    },
    /// Tasks that come after each other in a circle.
    DependencyCycle {
        /// One such circle: each comes after the next, and the last after the first.
        tasks: Vec<u32>,
    },
    /// A lock with room for nobody.
    ZeroLockCapacity {
        /// The lock.
        lock: u32,
    },
    /// A channel with room for no message.
    ZeroChannelCapacity {
        /// The channel.
        channel: u32,
    },
    /// A task gives back what it does not hold.
    ReleaseWithoutAcquire {
        /// Whose step it is.
        task: u32,
        /// Which of its steps.
        step: usize,
        /// The lock.
        lock: u32,
    },
    /// A task ends while it holds a lock.
    EndsHoldingLock {
        /// The task.
        task: u32,
        /// The lock.
        lock: u32,
    },
    /// The run would last longer than [`limits::TIME_US_MAX`](crate::limits::TIME_US_MAX).
    TimeOverflow,
    /// Something is larger than its named limit.
    OverLimit {
        /// What is too large, in plain words and with its unit.
        what: &'static str,
        /// How large it is; one more than the limit where the counting stopped there.
        value: u64,
        /// How large it may be.
        max: u64,
    },
    /// Only a task that does nothing but compute can be divided.
    NotDivisible {
        /// The task.
        task: u32,
    },
    /// Dividing into zero parts.
    ZeroParts,
    /// A derivation names a task that does not exist.
    UnknownTask {
        /// The index that it names.
        task: u32,
    },
    /// A measured span that is empty, overlaps another one of its task, or names a task, worker or core that the
    /// scenario does not have.
    BadSpan {
        /// The task that it names.
        task: u32,
        /// Where it starts.
        from_us: Micros,
    },
}

impl fmt::Display for SimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SimError::EmptyWorkload => write!(f, "the workload has no tasks"),
            SimError::NoWorkers => write!(f, "there must be at least one worker"),
            SimError::NoCores => write!(f, "there must be at least one core"),
            SimError::ZeroQuantum => write!(f, "the quantum must be at least 1 us"),
            SimError::ZeroStopAfter => write!(f, "stop_after must be at least 1"),
            SimError::RoleWithoutWorker { roles, workers } => {
                write!(f, "{roles} roles are listed, but the number of workers is {workers}")
            }
            SimError::UnknownDependency { task, dependency } => {
                write!(f, "task {task} comes after task {dependency}, which does not exist")
            }
            SimError::UnknownLock { task, step, lock } => {
                write!(f, "step {step} of task {task} uses lock {lock}, which does not exist")
            }
            SimError::UnknownChannel { task, step, channel } => {
                write!(f, "step {step} of task {task} uses channel {channel}, which does not exist")
            }
            SimError::UnknownRole { task, role } => {
                write!(f, "task {task} asks for the role {role:?}, which no worker has")
            }
            SimError::UnknownWhole { task, whole } => {
                write!(f, "task {task} is part of whole {whole}, which does not exist")
            }
            SimError::DependencyCycle { tasks } => {
                write!(f, "tasks come after each other in a circle: {tasks:?}")
            }
            SimError::ZeroLockCapacity { lock } => {
                write!(f, "lock {lock} must have a capacity of at least 1")
            }
            SimError::ZeroChannelCapacity { channel } => {
                write!(f, "channel {channel} must have a capacity of at least 1, or none")
            }
            SimError::ReleaseWithoutAcquire { task, step, lock } => {
                write!(f, "step {step} of task {task} releases lock {lock}, which it does not hold")
            }
            SimError::EndsHoldingLock { task, lock } => {
                write!(f, "task {task} ends while it holds lock {lock}")
            }
            SimError::TimeOverflow => {
                write!(f, "the run would last longer than {} us", crate::limits::TIME_US_MAX)
            }
            SimError::OverLimit { what, value, max } => write!(f, "{what}: {value} is more than {max}"),
            SimError::NotDivisible { task } => {
                write!(f, "task {task} does something else than compute, so it cannot be divided")
            }
            SimError::ZeroParts => write!(f, "a task cannot be divided into zero parts"),
            SimError::UnknownTask { task } => write!(f, "task {task} does not exist"),
            SimError::BadSpan { task, from_us } => {
                write!(
                    f,
                    "the span of task {task} from {from_us} us fits neither the scenario nor its neighbours"
                )
            }
        }
    }
}

impl std::error::Error for SimError {}
