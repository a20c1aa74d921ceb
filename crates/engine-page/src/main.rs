//! Everything that only real runs need: what is asked for becomes a plan, the supervisor's commands become workers,
//! messages and timers, and what was measured becomes sentences and spans. The small figures, which are about real runs
//! only, do here what their buttons say.
//!
//! A WebAssembly module of its own, because most readers never run anything: `meanwhile-engine-web` loads it at the
//! first click. It gets scenarios as words ([`meanwhile_engine::Asked`]) and answers with words and sentences
//! ([`meanwhile_engine::Told`]).

// Nothing calls a `main` in a browser, and what std does around it would be a kilobyte.
#![cfg_attr(target_family = "wasm", no_main)]

/// Elsewhere it is an empty program: only the page calls `open_desk`.
#[cfg(not(target_family = "wasm"))]
fn main() {}

mod coordinator;
mod desk;
mod frames;
mod page_loop;
mod painter;
mod plain_pool;
mod plain_worker;
mod runner;
mod runs;
mod sentences;
mod small;

use js_sys::Reflect;
use meanwhile_engine::Clock;
use meanwhile_sim::Micros;
use wasm_bindgen::JsCast;
use web_sys::Performance;

/// The page's clock. Each Worker has one of its own, with another origin, which is added, so that all tell the same time:
/// microseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageClock;

impl Clock for PageClock {
    fn now_us(&self) -> Micros {
        PERFORMANCE.with(|performance| {
            performance
                .as_ref()
                .map_or(0, |performance| ((performance.time_origin() + performance.now()) * 1000.0) as Micros)
        })
    }
}

thread_local! {
    static PERFORMANCE: Option<Performance> =
        Reflect::get(&js_sys::global(), &"performance".into()).ok().and_then(|found| found.dyn_into().ok());
}
