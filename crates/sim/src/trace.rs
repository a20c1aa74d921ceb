//! What happened: complete, immutable, and the same on every platform.

use crate::{Micros, Scenario};

/// The complete record of one run, simulated or real.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What was asked.
    pub scenario: Scenario,
    /// Every moment of every task between arrival and end.
    pub spans: Vec<Span>,
    /// How it ended.
    pub outcome: Outcome,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every task reached its end.
    Completed,
}

/// One stretch of one task's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first microsecond.
    pub from_us: Micros,
    /// The first microsecond after it.
    pub to_us: Micros,
    /// Index into the workload's tasks.
    pub task: u32,
    /// What the task did.
    pub kind: SpanKind,
}

/// What a task does during a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// It holds a core and computes.
    Executing,
}
