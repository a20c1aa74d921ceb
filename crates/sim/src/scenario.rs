//! What is simulated: a workload on a machine under a strategy.

/// Whole microseconds: the only unit of time in this crate.
pub type Micros = u64;

/// One complete question to the simulator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// What has to be done.
    pub workload: Workload,
    /// What can execute it.
    pub machine: Machine,
    /// How the one is given to the other.
    pub strategy: Strategy,
}

/// The tasks of a scenario and what they share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// In the order in which they are listed; that order breaks ties.
    pub tasks: Vec<Task>,
    /// What [`Step::Acquire`] and [`Step::Release`] point to.
    pub locks: Vec<Lock>,
    /// What [`Step::Send`] and [`Step::Receive`] point to.
    pub channels: Vec<Channel>,
    /// The names of the tasks that were divided; [`Task::part_of`] points here.
    pub wholes: Vec<String>,
}

/// One goal: read the mail, cook a dish, answer a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// What the reader calls it. Names need not differ.
    pub name: String,
    /// When it comes into the system.
    pub arrives_us: Micros,
    /// Larger is more urgent; heard only under [`Order::Priority`].
    pub priority: i32,
    /// Indices of the tasks that must have ended before this one is ready.
    pub after: Vec<u32>,
    /// Only a worker of this role, or one without any role, takes the task.
    pub role: Option<String>,
    /// Where it happens: a core that stays in one place pays no switch cost. Without one, every task is a place
    /// of its own.
    pub place: Option<String>,
    /// A task that has not started this long after it arrived gives up; starting at exactly that instant is in time.
    pub patience_us: Option<Micros>,
    /// The instant, on the scenario's clock, by which it should have ended. It changes nothing but a metric.
    pub due_us: Option<Micros>,
    /// Index into [`Workload::wholes`]: all tasks with the same index count as one task in progress.
    pub part_of: Option<u32>,
    /// What it does, in order.
    pub steps: Vec<Step>,
}

/// What a task does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Work that needs a core for its whole length, in microseconds; a length of 0 is skipped.
    Compute(Micros),
    /// Time that passes without a core, in microseconds; a length of 0 is skipped.
    Wait(Micros),
    /// Take one unit of a lock (index into [`Workload::locks`]), or block until there is one.
    Acquire(u32),
    /// Give it back, to the first waiter if there is one.
    Release(u32),
    /// Put a message into a channel (index into [`Workload::channels`]), or block while it is full.
    Send(u32),
    /// Take a message out of a channel, or block while it is empty.
    Receive(u32),
    /// Hand a result to whoever asked for it.
    Emit,
    /// Let the others go first: back to the end of the task queue.
    Yield,
}

/// Something that only so many tasks can hold at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// What the reader calls it.
    pub name: String,
    /// How many can hold it; 1 is a mutex, 0 an error.
    pub capacity: u32,
}

/// A queue of messages between tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// What the reader calls it.
    pub name: String,
    /// How many messages it holds before a sender blocks; `None` is without a bound, 0 an error.
    pub capacity: Option<u32>,
}

/// What can really execute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// 1 to [`limits::CORES_MAX`](crate::limits::CORES_MAX).
    pub cores: u32,
    /// Paid by a core that turns to another task (to another place, where the task has one).
    pub switch_cost_us: Micros,
}

/// How tasks are given to workers, and workers to cores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strategy {
    /// 1 to [`limits::WORKERS_MAX`](crate::limits::WORKERS_MAX).
    pub workers: u32,
    /// The role of each worker, from the lowest; workers beyond the end of the list have none.
    /// A worker with a role takes only tasks of that role, one without takes any.
    pub roles: Vec<Option<String>>,
    /// What a worker does while its task waits.
    pub waiting: Waiting,
    /// Whether a worker may be taken from its core.
    pub slicing: Slicing,
    /// Who is served first.
    pub order: Order,
    /// The run ends at this many results; at least 1.
    pub stop_after: Option<u32>,
}

/// What a worker does while its task waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Waiting {
    /// The task keeps its worker, as a thread in a blocking call; its core is free for another worker.
    #[default]
    Blocking,
    /// The task gives its worker back, as at an `await` in an event loop.
    Overlapping,
}

/// Whether a worker may be taken from its core before it is ready to give it up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Slicing {
    /// Cooperative.
    #[default]
    ToCompletion,
    /// Preemptive round robin of the workers over the cores.
    Sliced {
        /// Compute per turn; at least 1.
        quantum_us: Micros,
    },
}

/// Who is served first, in the queue for workers and in the queue for cores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// First in, first out.
    #[default]
    Fifo,
    /// Larger is more urgent; first in, first out among equals. With [`Slicing::Sliced`], a more urgent worker
    /// takes the core of a less urgent one at once.
    Priority,
}
