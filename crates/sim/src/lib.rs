//! Discrete-event simulation of tasks on workers and cores.

mod scenario;
mod trace;

pub use scenario::{Machine, Micros, Order, Scenario, Slicing, Step, Strategy, Task, Waiting, Workload};
pub use trace::{Outcome, Span, SpanKind, Trace};
