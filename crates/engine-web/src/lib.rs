//! The page's door to real runs: what this browser allows ([`Rung`]), and a [`Runner`] that takes a scenario and tells,
//! through one callback, how its run goes.
//!
//! What carries a run out is a module of its own (`meanwhile-engine-page`), which is loaded when somebody wants to run
//! something. Here a scenario becomes a plan before that, and a record becomes a report after it.

mod door;
mod painting;
mod rung;
mod runner;

pub use painting::Painting;
pub use rung::{NoThreads, Rung, reported_cores};
pub use runner::{RunView, Runner};
