//! Discrete-event simulation of tasks on workers and cores: what *concurrent* and *parallel* mean, to the
//! microsecond.
//!
//! # A first run
//!
//! Somebody wants to read a feed and some mail. Each page takes a moment to open (compute: attention), a while to
//! load (wait), and a while to read (compute again).
//!
//! ```
//! use meanwhile_sim::*;
//!
//! let tabs = Workload::new([
//!     Task::new("Feed").compute(1_000_000).wait(6_000_000).compute(5_000_000),
//!     Task::new("Mail").compute(1_000_000).wait(3_000_000).compute(1_000_000),
//! ]);
//! // One person, one tab at a time: one worker that blocks, on one core.
//! let scenario = Scenario::new(tabs.clone(), Machine::new(1), Strategy::blocking(1));
//! let metrics = Metrics::of(&simulate(&scenario)?);
//! assert_eq!(metrics.makespan_us, 17_000_000);
//! assert_eq!(metrics.word(), Word::Sequential);
//!
//! // The same person with two tabs does something else while one loads: the worker overlaps.
//! let scenario = Scenario::new(tabs, Machine::new(1), Strategy::overlapping(1));
//! let metrics = Metrics::of(&simulate(&scenario)?);
//! assert_eq!(metrics.makespan_us, 12_000_000);
//! assert_eq!(metrics.word(), Word::Concurrent);
//! # Ok::<(), SimError>(())
//! ```
//!
//! # Two dials, not one
//!
//! A **worker** carries tasks: a thread, a person. A **core** executes: at most one worker at a time.
//!
//! ```text
//!   tasks that are ready          workers that are ready          cores
//!   ┌───┬───┬───┐  a free worker  ┌───┬───┐   a free core   ┌───────────┐
//!   │ C │ D │ E │ ──────────────▶ │ A │ B │ ──────────────▶ │ executing │
//!   └───┴───┴───┘  takes the first└───┴───┘ takes the first └───────────┘
//!         ▲                                                       │
//!         └────── a wait ends, a lock is free, a yield ◀──────────┘
//! ```
//!
//! Eight requests that compute for 1 and wait for 9: workers help with the waiting, cores only with the computing.
//!
//! ```
//! use meanwhile_sim::*;
//! let requests = Workload::new((0..8).map(|_| Task::new("request").compute(1).wait(9)));
//! let makespan = |cores, strategy| {
//!     simulate(&Scenario::new(requests.clone(), Machine::new(cores), strategy)).map(|trace| trace.end_us)
//! };
//! assert_eq!(makespan(8, Strategy::blocking(1))?, 80); // eight cores for one worker are no use
//! assert_eq!(makespan(1, Strategy::blocking(8))?, 17); // eight workers on one core are
//! assert_eq!(makespan(1, Strategy::overlapping(1))?, 17); // and one event loop is as good
//! assert_eq!(makespan(8, Strategy::blocking(8))?, 10);
//! # Ok::<(), SimError>(())
//! ```
//!
//! # A trace is a life, without gaps
//!
//! [`simulate`] gives a [`Trace`]: for every task what it did from its arrival to its end, and for every moment in
//! which it did not execute the reason. What is on screen at an instant is a function of the trace and the instant.
//!
//! ```
//! use meanwhile_sim::*;
//! let two = Workload::new([Task::new("A").compute(3), Task::new("B").compute(2)]);
//! let turns = Strategy::blocking(2).sliced(2);
//! let trace = simulate(&Scenario::new(two, Machine::new(1).switch_cost(1), turns))?;
//! let life: Vec<_> = trace.spans_of(1).iter().map(|span| (span.kind.name(), span.from_us, span.to_us)).collect();
//! assert_eq!(life, [("ready-no-core", 0, 2), ("switching", 2, 3), ("executing", 3, 5)]);
//! assert_eq!(trace.gauges_at(4), Gauges { in_progress: 2, executing: 1 });
//! # Ok::<(), SimError>(())
//! ```
//!
//! # Tasks that need each other
//!
//! Locks, channels and dependencies make tasks wait for each other, sometimes for ever. A deadlock is an
//! [`Outcome`] with a report, not an error and not a hang.
//!
//! ```
//! use meanwhile_sim::*;
//! let user = |first, second| {
//!     Task::new("user").acquire(first).compute(1).acquire(second).compute(1).release(second).release(first)
//! };
//! let workload = Workload::new([user(0, 1), user(1, 0)]).lock("fork", 1).lock("knife", 1);
//! let trace = simulate(&Scenario::new(workload, Machine::new(2), Strategy::blocking(2)))?;
//! let Outcome::Deadlocked(report) = &trace.outcome else { unreachable!("each has what the other wants") };
//! assert_eq!(report.at_us, 1);
//! assert_eq!(report.stuck[0].waits_for, WaitsFor::Lock(1));
//! # Ok::<(), SimError>(())
//! ```
//!
//! # Workloads made from workloads
//!
//! [`Workload::split`] divides a task, [`Workload::chunk`] lets it pause, [`Workload::pipeline`] connects two,
//! [`Workload::in_sequence`] awaits one before the other, and [`regular_stream`] and [`poisson_stream`] repeat one.
//! A divided task is the one thing that is parallel without being concurrent:
//!
//! ```
//! use meanwhile_sim::*;
//! let video = Workload::new([Task::new("video").compute(40)]).split(0, 4)?;
//! let metrics = Metrics::of(&simulate(&Scenario::new(video, Machine::new(4), Strategy::blocking(4)))?);
//! assert_eq!((metrics.makespan_us, metrics.word()), (10, Word::OneDividedTask));
//! # Ok::<(), SimError>(())
//! ```
//!
//! # What to rely on
//!
//! - Time is a whole number of microseconds; there is no float, no clock and no randomness in a run, so that the same
//!   scenario gives the same [digest](Trace::digest) on every platform.
//! - Every rule to the instant is in `docs/model.md`, and [`invariant::check`] says whether a trace keeps what must hold of
//!   any.
//! - A scenario may come from a stranger: everything has a limit in [`limits`], and what is wrong is a [`SimError`].
//! - A real run can become a trace as well ([`Trace::measured`]), so that prediction and measurement are drawn alike.

mod bounds;
mod builders;
mod check;
mod derive;
mod digest;
mod error;
#[doc(hidden)]
pub mod faults;
pub mod invariant;
pub mod limits;
mod log;
mod measured;
mod metrics;
mod plan;
mod random;
mod scenario;
mod scheduler;
mod simulate;
mod span;
mod spans;
mod stream;
mod trace;

pub use bounds::Bounds;
pub use error::SimError;
pub use measured::Measurement;
pub use metrics::{Metrics, TaskMetrics, Word};
pub use random::SplitMix64;
pub use scenario::{
    Channel, Lock, Machine, Micros, Order, Scenario, Slicing, Step, Strategy, Task, Waiting, Workload,
};
pub use simulate::{Summary, simulate, simulate_untraced};
pub use span::{Span, SpanKind};
pub use spans::Spans;
pub use stream::{poisson_stream, regular_stream};
pub use trace::{Deadlock, Emit, Fate, Gauges, Holder, Origin, Outcome, StuckTask, TaskRun, Trace, WaitsFor};
