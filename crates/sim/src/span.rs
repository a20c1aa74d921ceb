//! One stretch of one task's life, of which traces are made.

use crate::Micros;

/// One stretch of one task's life: 24 bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first microsecond.
    pub from_us: Micros,
    /// The first microsecond after it.
    pub to_us: Micros,
    /// Index into the workload's tasks.
    pub task: u32,
    /// What the task did.
    pub kind: SpanKind,
    worker: u8,
    core: u8,
}

/// "No worker" and "no core" in a [`Span`]: more than there can be of either.
pub(crate) const NONE: u8 = u8::MAX;

impl Span {
    /// A span of a task. A worker or core of 255 or more cannot be kept and becomes `None`; scenarios have at most
    /// [`WORKERS_MAX`](crate::limits::WORKERS_MAX) and [`CORES_MAX`](crate::limits::CORES_MAX).
    pub fn new(
        task: u32,
        kind: SpanKind,
        from_us: Micros,
        to_us: Micros,
        worker: Option<usize>,
        core: Option<usize>,
    ) -> Self {
        let small = |index: Option<usize>| index.and_then(|index| u8::try_from(index).ok()).unwrap_or(NONE);
        Span { from_us, to_us, task, kind, worker: small(worker), core: small(core) }
    }

    pub(crate) fn packed(
        task: u32,
        kind: SpanKind,
        from_us: Micros,
        to_us: Micros,
        worker: u8,
        core: u8,
    ) -> Self {
        Span { from_us, to_us, task, kind, worker, core }
    }

    /// The worker that the task had.
    pub fn worker(&self) -> Option<usize> {
        (self.worker != NONE).then_some(usize::from(self.worker))
    }

    /// The core that it had, for [`SpanKind::Executing`] and [`SpanKind::Switching`].
    pub fn core(&self) -> Option<usize> {
        (self.core != NONE).then_some(usize::from(self.core))
    }

    /// How long it lasted.
    pub fn length_us(&self) -> Micros {
        self.to_us - self.from_us
    }

    /// Whether it goes on where the other one stops, doing the same thing in the same place.
    pub(crate) fn continues(&self, before: &Span) -> bool {
        self.from_us == before.to_us
            && self.task == before.task
            && (self.kind, self.worker, self.core) == (before.kind, before.worker, before.core)
    }

    pub(crate) fn packed_worker(&self) -> u8 {
        self.worker
    }

    pub(crate) fn packed_core(&self) -> u8 {
        self.core
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{},{}) task {} {}", self.from_us, self.to_us, self.task, self.kind.name())?;
        if let Some(worker) = self.worker() {
            write!(f, " worker {worker}")?;
        }
        if let Some(core) = self.core() {
            write!(f, " core {core}")?;
        }
        Ok(())
    }
}

/// What a task does during a span: a reason for every moment that is not executing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SpanKind {
    /// It holds a core and computes.
    Executing,
    /// It holds a core that is still turning to it.
    Switching,
    /// It waits as its steps ask; in [`Waiting::Blocking`](crate::Waiting) it keeps its worker.
    Waiting,
    /// It waits for a lock.
    BlockedLock,
    /// It waits for a message, or for room to send one.
    BlockedChannel,
    /// It has arrived, but a task that it comes after has not ended.
    BlockedDependency,
    /// It could go on, but has no worker.
    ReadyNoWorker,
    /// It has a worker and could execute, but the worker has no core.
    ReadyNoCore,
}

impl SpanKind {
    /// Every kind, in the order of the definition.
    pub const ALL: [SpanKind; 8] = [
        SpanKind::Executing,
        SpanKind::Switching,
        SpanKind::Waiting,
        SpanKind::BlockedLock,
        SpanKind::BlockedChannel,
        SpanKind::BlockedDependency,
        SpanKind::ReadyNoWorker,
        SpanKind::ReadyNoCore,
    ];

    /// The word for it in data files; these words never change.
    pub fn name(self) -> &'static str {
        match self {
            SpanKind::Executing => "executing",
            SpanKind::Switching => "switching",
            SpanKind::Waiting => "waiting",
            SpanKind::BlockedLock => "blocked-lock",
            SpanKind::BlockedChannel => "blocked-channel",
            SpanKind::BlockedDependency => "blocked-dependency",
            SpanKind::ReadyNoWorker => "ready-no-worker",
            SpanKind::ReadyNoCore => "ready-no-core",
        }
    }

    /// Whether a core is taken: executing or switching.
    pub fn holds_core(self) -> bool {
        matches!(self, SpanKind::Executing | SpanKind::Switching)
    }

    /// Whether the task could go on and is held up by nothing but the want of a worker or a core.
    pub fn is_ready(self) -> bool {
        matches!(self, SpanKind::ReadyNoWorker | SpanKind::ReadyNoCore)
    }

    /// Whether the task waits for another task: for its lock, its message, its end.
    pub fn is_blocked(self) -> bool {
        matches!(self, SpanKind::BlockedLock | SpanKind::BlockedChannel | SpanKind::BlockedDependency)
    }
}
