//! What the agenda knows of tasks, workers, cores, locks and channels.

use meanwhile_sim::{Fate, Micros, SpanKind};

use super::Errand;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Running,
    Completed,
    Stopped,
    Deadlocked,
}

#[derive(Debug)]
pub(super) struct TaskState {
    /// What it is doing since `since_us`; computing is `ReadyNoCore` until it is recorded.
    pub(super) kind: SpanKind,
    pub(super) since_us: Micros,
    pub(super) worker: Option<usize>,
    /// Index of the step that it does next.
    pub(super) step: usize,
    /// How much of the current compute is left.
    pub(super) left_us: Micros,
    /// How many of the tasks that it comes after have not ended.
    pub(super) missing: usize,
    pub(super) arrived: bool,
    pub(super) starts_us: Option<Micros>,
    pub(super) ends_us: Option<Micros>,
    pub(super) fate: Option<Fate>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Worker {
    pub(super) task: Option<usize>,
    pub(super) core: Option<usize>,
    /// What it has to do now.
    pub(super) errand: Option<Given>,
    /// What it has been promised to do next.
    pub(super) next: Option<Errand>,
    /// When its last errand ended.
    pub(super) free_us: Micros,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    pub(super) errand: Errand,
    /// It cannot have begun before this.
    pub(super) from_us: Micros,
    pub(super) is_taken: bool,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Core {
    pub(super) worker: Option<usize>,
    pub(super) quantum_left_us: Micros,
    /// The record of what is being computed on it, while it has not been given back: a core that is kept is one span.
    pub(super) span: Option<usize>,
}

#[derive(Debug)]
pub(super) struct Lock {
    pub(super) free: u32,
    pub(super) waiters: Vec<usize>,
}

/// Never both: messages that lie ready and receivers that wait.
#[derive(Clone, Debug, Default)]
pub(super) struct Channel {
    pub(super) messages: u32,
    pub(super) senders: Vec<usize>,
    pub(super) receivers: Vec<usize>,
}
