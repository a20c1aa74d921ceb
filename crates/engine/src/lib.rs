//! Real runs, without a browser in sight.
//!
//! A [`Plan`] is a scenario scaled to a few seconds of real time. Whoever executes it (a [`Pool`] of threads, the page's
//! event loop, or plain Workers that hear from the page by message) asks an [`Agenda`] what to do next and tells it
//! what was done; the agenda follows the simulator's rules, and keeps the [`Record`]. The work itself is the [`kernel`],
//! whose result is checked, at a speed found by [`calibration`]. From the record a [`Report`] is made: a trace like the
//! simulator's, on the scenario's own clock.
//!
//! The page and whoever carries its runs out are modules of their own: what it asks for goes there as [`Asked`], and what
//! it hears comes back as [`Told`].
//!
//! The [`Supervisor`] decides, from events and the time alone, what to start, what to stop and what the reader is
//! told. The edges, which own threads, timers and messages, live in other crates.

mod agenda;
mod asked;
pub mod calibration;
mod error;
pub mod kernel;
pub mod message;
pub mod picture_kernel;
pub mod plain;
mod plan;
mod pool;
mod progress;
mod record;
mod report;
pub mod supervisor;
mod told;
mod words;

pub use agenda::{Agenda, Errand, PlannedStep};
pub use asked::{Asked, named, names, names_mut};
pub use calibration::Rate;
pub use error::{Failure, PlanError};
pub use plan::{Caveat, MAX_WORKERS, Method, Plan, PlannedTask, Scale, TARGET_US};
pub use pool::{Clock, Pool, Shared};
pub use progress::Progress;
pub use record::Record;
pub use report::{Report, ReportError};
pub use supervisor::{Command, Event, Request, Stage, Supervisor};
pub use told::{Measured, State, Told};
