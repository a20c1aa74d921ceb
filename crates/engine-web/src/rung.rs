//! How well this browser, in this place, can run things for real.

use js_sys::{Reflect, global};

/// The rungs of the ladder that exist so far; plain Workers without shared memory will stand between these two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// Threads on shared memory.
    Threads,
    /// The page's own event loop, and why nothing better.
    EventLoop(NoThreads),
}

/// Why there are no threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoThreads {
    /// The browser has no shared memory at all.
    NoSharedMemory,
    /// The page is not isolated from other sites, so the browser withholds shared memory.
    NotIsolated,
    /// The browser has no Web Workers.
    NoWorkers,
}

impl Rung {
    /// What this page may use. Whether the threads then really start is seen when they are started.
    pub fn of_this_page() -> Rung {
        if !has("Worker") {
            Rung::EventLoop(NoThreads::NoWorkers)
        } else if !is_isolated() {
            Rung::EventLoop(NoThreads::NotIsolated)
        } else if !has("SharedArrayBuffer") {
            Rung::EventLoop(NoThreads::NoSharedMemory)
        } else {
            Rung::Threads
        }
    }
}

/// The number of cores that the browser reports, which need not be what the machine has; at least 1.
pub fn reported_cores() -> u32 {
    web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency()).max(1.0) as u32
}

fn is_isolated() -> bool {
    Reflect::get(&global(), &"crossOriginIsolated".into()).is_ok_and(|isolated| isolated.is_truthy())
}

fn has(name: &str) -> bool {
    Reflect::has(&global(), &name.into()).unwrap_or(false)
}
