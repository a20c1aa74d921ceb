//! The page's door to real runs: what this browser allows ([`Rung`]), and a [`Runner`] that takes scenarios and tells,
//! through one callback, how their runs go.
//!
//! All else that a run needs is in a module of its own (`meanwhile-engine-page`), which is loaded when somebody wants to
//! run something: scenarios go there as words, and finished sentences come back.

mod door;
mod rung;
mod runner;

use meanwhile_engine::{Asked, named};
use meanwhile_sim::Scenario;

pub use door::load;
pub use meanwhile_engine::{Measured, State, Told, names};
pub use rung::{NoThreads, Rung, reported_cores};
pub use runner::{News, Runner};

/// A scenario as words, for a module that is loaded when it is wanted.
pub fn asked(scenario: &Scenario) -> Vec<u32> {
    Asked::encode(None, 0, &[scenario])
}

/// The scenario that has been put into words and lines of names; none for anything else.
pub fn scenario(words: &[u32], names: &str) -> Option<Scenario> {
    let asked = Asked::decode(words)?;
    Some(named(asked.scenarios.into_iter().next()?, names))
}
