//! Discrete-event simulation of tasks on workers and cores.

mod bounds;
mod check;
mod derive;
mod digest;
mod error;
#[doc(hidden)]
pub mod faults;
pub mod invariant;
pub mod limits;
mod measured;
mod metrics;
mod plan;
mod random;
mod scenario;
mod scheduler;
mod simulate;
mod stream;
mod trace;

pub use bounds::Bounds;
pub use error::SimError;
pub use metrics::{Metrics, TaskMetrics, Word};
pub use random::SplitMix64;
pub use scenario::{
    Channel, Lock, Machine, Micros, Order, Scenario, Slicing, Step, Strategy, Task, Waiting, Workload,
};
pub use simulate::{Summary, simulate, simulate_untraced};
pub use stream::{poisson_stream, regular_stream};
pub use trace::{
    Deadlock, Emit, Fate, Gauges, Holder, Origin, Outcome, Span, SpanKind, StuckTask, TaskRun, Trace,
    WaitsFor,
};
