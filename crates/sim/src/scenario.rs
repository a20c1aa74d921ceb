//! What is simulated: a workload on a machine under a strategy.

/// Whole microseconds: the only unit of time in this crate.
pub type Micros = u64;

/// One complete question to the simulator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// What has to be done.
    pub workload: Workload,
    /// What can execute it.
    pub machine: Machine,
    /// How the one is given to the other.
    pub strategy: Strategy,
}

/// The tasks of a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// In the order in which they are listed; that order breaks ties.
    pub tasks: Vec<Task>,
}

/// One goal: read the mail, cook a dish, answer a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// What the reader calls it.
    pub name: String,
    /// What it does, in order.
    pub steps: Vec<Step>,
}

/// What a task does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Work that needs a core for its whole length.
    Compute(Micros),
    /// Time that passes without a core.
    Wait(Micros),
}

/// What can really execute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// At least 1.
    pub cores: u32,
    /// Paid by a core that turns to another task.
    pub switch_cost_us: Micros,
}

/// How tasks are given to workers, and workers to cores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strategy {
    /// At least 1.
    pub workers: u32,
    /// What a worker does while its task waits.
    pub waiting: Waiting,
    /// Whether a worker may be taken from its core.
    pub slicing: Slicing,
    /// Who is served first.
    pub order: Order,
}

/// What a worker does while its task waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// The task keeps its worker, as a thread in a blocking call.
    Blocking,
    /// The task gives its worker back, as in an event loop.
    Overlapping,
}

/// Whether a worker may be taken from its core before it is ready to give it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slicing {
    /// Cooperative.
    ToCompletion,
    /// Preemptive round robin.
    Sliced {
        /// Compute per turn; at least 1.
        quantum_us: Micros,
    },
}

/// Who is served first in both queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// First in, first out.
    Fifo,
    /// Larger is more urgent; first in, first out among equals.
    Priority,
}
