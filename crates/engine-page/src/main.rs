//! Carries a run out on the page's thread: the supervisor's commands become workers, messages and timers.
//!
//! A WebAssembly module of its own, because most readers never run anything: `meanwhile-engine-web` loads it at the
//! first click. It gets plans as words ([`meanwhile_engine::Plan::encode`]) and answers with words
//! ([`meanwhile_engine::Progress::encode`]).

// A program without a `main` of its own does not compile; the page calls `Runner`.
fn main() {}

mod coordinator;
mod page_loop;
mod runner;

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
