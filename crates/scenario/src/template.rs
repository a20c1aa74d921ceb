//! A file that has been read, before its parameters have values: every name is resolved, every number still knows
//! its place. Offsets (`at`) point into the text.

use meanwhile_sim::{Order, Step, Waiting};

use crate::parameter::Amount;

/// What a file says about the workload, the machine and the strategy.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub(crate) take: Option<Amount>,
    pub(crate) locks: Vec<Shared<Amount>>,
    /// A capacity of `None` is without a bound.
    pub(crate) channels: Vec<Shared<Option<Amount>>>,
    pub(crate) wholes: Vec<String>,
    pub(crate) tasks_at: usize,
    pub(crate) tasks: Vec<Entry>,
    pub(crate) derivations: Vec<Derivation>,
    pub(crate) cores: Amount,
    pub(crate) switch_cost: Amount,
    pub(crate) strategy: StrategyTemplate,
}

/// A lock or a channel.
#[derive(Clone, Debug)]
pub(crate) struct Shared<C> {
    pub(crate) at: usize,
    pub(crate) name: String,
    pub(crate) capacity: C,
}

#[derive(Clone, Debug)]
pub(crate) struct StrategyTemplate {
    pub(crate) workers: Amount,
    pub(crate) roles_at: usize,
    pub(crate) roles: Vec<Option<String>>,
    pub(crate) waiting: Waiting,
    /// `None` is to completion.
    pub(crate) quantum: Option<Amount>,
    pub(crate) order: Order,
    pub(crate) stop_after: Option<Amount>,
}

/// An entry of the list of tasks: one task, or a stream of them.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) at: usize,
    pub(crate) name: String,
    pub(crate) arrives: Option<Amount>,
    pub(crate) priority: i32,
    pub(crate) after_at: usize,
    /// Indices of entries.
    pub(crate) after: Vec<usize>,
    pub(crate) role_at: usize,
    pub(crate) role: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) patience: Option<Amount>,
    pub(crate) due: Option<Amount>,
    pub(crate) part_of: Option<u32>,
    pub(crate) stream: Option<Stream>,
    pub(crate) steps_at: usize,
    pub(crate) steps: Vec<StepTemplate>,
}

/// How the copies of an entry arrive.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) count: Amount,
    pub(crate) gaps: Gaps,
}

#[derive(Clone, Debug)]
pub(crate) enum Gaps {
    Every(Amount),
    Poisson { mean: Amount, seed: u64 },
}

/// A step; locks and channels by their indices.
#[derive(Clone, Debug)]
pub(crate) enum StepTemplate {
    Compute(Amount),
    Wait(Amount),
    /// Acquire, release, send, receive, emit or yield, with the offset of what it names.
    Fixed(usize, Step),
    Repeat(Amount, Vec<StepTemplate>),
}

/// A change of the workload; tasks by the indices of their entries.
#[derive(Clone, Debug)]
pub(crate) struct Derivation {
    pub(crate) at: usize,
    pub(crate) kind: DerivationKind,
}

#[derive(Clone, Debug)]
pub(crate) enum DerivationKind {
    Split { task: usize, into: Amount },
    Chunk { task: usize, into: Amount },
    Pipeline { producer: usize, consumer: usize, into: Amount },
    InSequence { tasks: Vec<usize> },
}
