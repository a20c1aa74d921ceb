//! Discrete-event simulation of tasks on workers and cores.

mod bounds;
mod check;
mod digest;
mod error;
pub mod limits;
mod measured;
mod metrics;
mod plan;
mod scenario;
mod scheduler;
mod simulate;
mod trace;

pub use bounds::Bounds;
pub use error::SimError;
pub use metrics::{Metrics, TaskMetrics, Word};
pub use scenario::{
    Channel, Lock, Machine, Micros, Order, Scenario, Slicing, Step, Strategy, Task, Waiting, Workload,
};
pub use simulate::simulate;
pub use trace::{
    Deadlock, Emit, Fate, Gauges, Holder, Origin, Outcome, Span, SpanKind, StuckTask, TaskRun, Trace,
    WaitsFor,
};
