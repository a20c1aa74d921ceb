//! The page's side of real runs: the only crate that creates workers, messages and timers.
//!
//! [`Runner`] takes a scenario and tells, through one callback, how its run goes. It finds out which rung of the
//! ladder the browser allows ([`Rung`]), lets [`meanwhile_engine::Supervisor`] decide, and carries its commands out.

mod coordinator;
mod page_loop;
mod rung;
mod runner;

pub use rung::{NoThreads, Rung, reported_cores};
pub use runner::{RunView, Runner};

use meanwhile_engine::Clock;
use meanwhile_sim::Micros;

/// The page's own clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageClock;

impl Clock for PageClock {
    fn now_us(&self) -> Micros {
        let performance = web_sys::window().and_then(|window| window.performance());
        performance.map_or(0, |performance| (performance.now() * 1000.0) as Micros)
    }
}
