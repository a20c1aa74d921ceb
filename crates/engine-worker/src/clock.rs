//! The same time in every Worker of the page: each has an origin of its own, which is added.

use meanwhile_engine::Clock;
use meanwhile_sim::Micros;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, Performance};

#[wasm_bindgen]
extern "C" {
    /// Of the Worker that this is.
    #[wasm_bindgen(thread_local_v2, js_name = self)]
    pub(crate) static SCOPE: DedicatedWorkerGlobalScope;

    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    static PERFORMANCE: Performance;
}

/// Microseconds since 1970.
pub(crate) struct WorkerClock;

impl Clock for WorkerClock {
    fn now_us(&self) -> Micros {
        let now_ms = PERFORMANCE.with(|performance| performance.time_origin() + performance.now());
        (now_ms * 1000.0) as Micros
    }
}
