//! Scenario files: JSON that a stranger may have written becomes a scenario, or an error that says where.
//!
//! # A file
//!
//! A file lists tasks with their steps, a machine and a strategy; `docs/scenario-files.md` has the format in full.
//!
//! ```
//! use meanwhile_scenario::*;
//! use meanwhile_sim::Metrics;
//!
//! let file = ScenarioFile::decode(
//!     r#"{ "meanwhile": 1, "title": "Two tabs",
//!          "tasks": [
//!            { "name": "Feed", "steps": [ { "compute": "1s" }, { "wait": "6s" }, { "compute": "5s" } ] },
//!            { "name": "Mail", "steps": [ { "compute": "1s" }, { "wait": "3s" }, { "compute": "1s" } ] } ],
//!          "machine": { "cores": 1 },
//!          "strategy": { "workers": 1, "waiting": "overlapping" } }"#,
//! )?;
//! let trace = file.simulate(&Values::default(), &Overrides::default())?;
//! assert_eq!(Metrics::of(&trace).makespan_us, 12_000_000);
//!
//! // Flags and addresses can ask for another machine or strategy, in the words of the file.
//! let blocking = Overrides::parse([("waiting", "blocking")])?;
//! let trace = file.simulate(&Values::default(), &blocking)?;
//! assert_eq!(Metrics::of(&trace).makespan_us, 17_000_000);
//! # Ok::<(), FileError>(())
//! ```
//!
//! # What the reader can change
//!
//! A file may have [`Parameter`]s, which stand where a duration or a count stands. So one file means many scenarios:
//! one for each choice of [`Values`]. The scenarios that come with Meanwhile are such files too: its [`presets()`].
//!
//! ```
//! use meanwhile_scenario::*;
//! let file = preset("two-tabs").ok_or("is there")?.file()?;
//! let names: Vec<&str> = file.parameters().iter().map(|parameter| parameter.name.as_str()).collect();
//! assert_eq!(names, ["people", "tabs", "io"]);
//!
//! let slower = file.scenario(&Values::default().with("io", 8_000))?;
//! assert_eq!(slower.workload.tasks[0].steps[1], meanwhile_sim::Step::Wait(8_000_000));
//! // What somebody typed is read in the parameter's own unit, and refused outside its range.
//! assert_eq!(file.values([("io", "8s")])?, Values::default().with("io", 8_000));
//! let error = file.values([("io", "8h")]).unwrap_err();
//! assert_eq!(error.to_string(), r#"io: expected whole milliseconds, such as 250, 250ms or 1.5s, found "8h""#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # When something is wrong
//!
//! Every error is a [`FileError`]: a kind, and a place with line, column and path where it has one. That holds too for
//! what only the simulator finds, long after the text has been read.
//!
//! ```
//! use meanwhile_scenario::*;
//! let file = ScenarioFile::decode(
//!     r#"{ "meanwhile": 1, "locks": { "phone": 1 }, "tasks": [
//!          { "name": "call", "steps": [ { "compute": "1s" }, { "release": "phone" } ] } ] }"#,
//! )?;
//! let error = file.simulate(&Values::default(), &Overrides::default()).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     r#"line 2, column 73, tasks[0].steps[1].release: "call" releases "phone", which it does not hold here"#,
//! );
//! # Ok::<(), FileError>(())
//! ```
//!
//! # Back to text
//!
//! [`encode`] writes every scenario in one canonical way, and reading that gives the scenario again.
//!
//! # What to rely on
//!
//! - A file may come from a stranger: every size has a named limit, here in [`limits`] or in
//!   [`meanwhile_sim::limits`], and it is counted before anything is written out.
//! - Durations are exact: whole microseconds, no floats.
//! - The way of a text: `json` (values that know their places) → `decode` (names resolved, a template with
//!   parameters) → `expand` (parameters valued, repeats, streams and derivations written out) → the simulator →
//!   `explain` (its errors back to their places).

mod decode;
mod duration;
mod encode;
mod error;
mod expand;
mod explain;
mod file;
mod json;
pub mod limits;
mod link;
mod locate;
mod overrides;
mod parameter;
mod presets;
mod template;
mod words;

pub use duration::{DurationError, duration_text, parse_duration};
pub use encode::encode;
pub use error::{ErrorKind, FileError, Place};
pub use file::ScenarioFile;
pub use link::tight;
pub use overrides::Overrides;
pub use parameter::{Parameter, Unit, Values};
pub use presets::{Preset, preset, presets};
