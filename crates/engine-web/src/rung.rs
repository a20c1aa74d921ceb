//! How well this browser, in this place, can run things for real.

use std::cell::Cell;

use meanwhile_engine::Method;
use wasm_bindgen::prelude::*;

/// The round trip must be over within this time.
const PROBE_LIMIT_MS: u32 = 1_000;

#[wasm_bindgen(module = "/src/probe.js")]
extern "C" {
    fn probe(limit_ms: u32, tell: &Closure<dyn FnMut(u32)>);
}

thread_local! {
    static KNOWN: Cell<Option<Rung>> = const { Cell::new(None) };
}

/// The rungs of the ladder, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// Threads on shared memory.
    Threads,
    /// Workers that share nothing and send messages, and why nothing better.
    PlainWorkers(NoThreads),
    /// The page's own event loop: no Worker starts.
    EventLoop,
}

/// Why there are no threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoThreads {
    /// The page is not isolated from other sites, so the browser withholds shared memory.
    NotIsolated,
    /// The page is isolated, and the browser withholds shared memory all the same.
    NoSharedMemory,
    /// The page stands in a sandbox without an origin of its own.
    Sandboxed,
}

impl Rung {
    /// Finds it out by a round trip to a Worker and back, and tells within a second.
    pub fn find(tell: impl FnOnce(Rung) + 'static) {
        let closure = Closure::once(move |found: u32| {
            let rung = match found {
                0 => Rung::Threads,
                1 => Rung::PlainWorkers(NoThreads::NotIsolated),
                2 => Rung::PlainWorkers(NoThreads::NoSharedMemory),
                3 => Rung::PlainWorkers(NoThreads::Sandboxed),
                _ => Rung::EventLoop,
            };
            KNOWN.set(Some(rung));
            tell(rung);
        });
        probe(PROBE_LIMIT_MS, &closure);
        // It is called once, whatever happens, and is garbage after that.
        closure.forget();
    }

    /// What has been found, if it has been.
    pub fn known() -> Option<Rung> {
        KNOWN.get()
    }

    /// The best method that it allows.
    pub fn method(self) -> Method {
        match self {
            Rung::Threads => Method::Threads,
            Rung::PlainWorkers(_) => Method::PlainWorkers,
            Rung::EventLoop => Method::EventLoop,
        }
    }

    /// Its name in data: `E3`, `E2` or `E1`.
    pub fn name(self) -> &'static str {
        match self {
            Rung::Threads => "E3",
            Rung::PlainWorkers(_) => "E2",
            Rung::EventLoop => "E1",
        }
    }
}

/// The number of cores that the browser reports, which need not be what the machine has; at least 1.
pub fn reported_cores() -> u32 {
    web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency()).max(1.0) as u32
}
