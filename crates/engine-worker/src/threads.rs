//! What the coordinator does with the messages of the page.

use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::{Array, Uint32Array};
use meanwhile_engine::calibration::{Calibration, WARM_UP_US};
use meanwhile_engine::{Clock, MeasuredSpan, Plan, Pool, Shared, message};
use meanwhile_sim::Micros;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Performance};

pub use wasm_bindgen_rayon::init_thread_pool;

/// What the page sees of a run while it goes on.
static SHARED: Shared = Shared::new();
/// The browser compiles twice; once the fast code is in place, further runs need no long warm-up.
static WARM: AtomicBool = AtomicBool::new(false);

thread_local! {
    static SCOPE: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    static PERFORMANCE: Option<Performance> = SCOPE.with(|scope| scope.performance());
}

/// Answers the page's messages from now on. Call it once the pool of threads is up.
#[wasm_bindgen]
pub fn serve() {
    let answer = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let words: Uint32Array = event.data().unchecked_into();
        answer(&words.to_vec());
    });
    SCOPE.with(|scope| scope.set_onmessage(Some(answer.as_ref().unchecked_ref())));
    // The worker answers until it is terminated.
    answer.forget();
    let address = &raw const SHARED as usize;
    post(message::READY, &[wasm_bindgen::memory(), address.into()]);
}

/// Carries out one plan: its run number, then the encoded plan.
fn answer(words: &[u32]) {
    let Some((&run, plan)) = words.split_first() else { return };
    let Ok(plan) = Plan::decode(plan) else {
        return post(message::GARBLED, &[run.into()]);
    };
    let warm_up_us = if WARM.swap(true, Ordering::Relaxed) { 0 } else { WARM_UP_US };
    let rates = rayon::broadcast(|thread| {
        // Every thread warms up; one measures, so that threads that share a core do not halve the rate.
        let warm_up_us = if thread.index() == 0 { warm_up_us } else { warm_up_us / 2 };
        Calibration::new(warm_up_us).run(&WorkerClock, &SHARED)
    });
    let Some(rate) = rates.first().copied().flatten() else {
        return post(message::STOPPED, &[run.into()]);
    };
    post(message::BEGAN, &[run.into()]);
    let pool = Pool::new(&plan, rate, &SHARED, WorkerClock);
    rayon::broadcast(|thread| {
        if thread.index() < plan.workers as usize {
            pool.work(thread.index() as u32);
        }
    });
    if SHARED.is_cancelled() {
        return post(message::STOPPED, &[run.into()]);
    }
    match pool.into_spans() {
        Some(spans) => {
            let record = Uint32Array::from(MeasuredSpan::encode(&spans).as_slice());
            post(message::FINISHED, &[run.into(), record.into()]);
        }
        None => post(message::WRONG, &[run.into()]),
    }
}

/// Sends a message to the page: its kind, then what goes with it.
fn post(kind: u32, with: &[JsValue]) {
    let message = Array::of1(&kind.into());
    with.iter().for_each(|value| {
        message.push(value);
    });
    // Posting fails only for values that cannot be cloned; the page's deadline covers that.
    let _ = SCOPE.with(|scope| scope.post_message(&message));
}

/// The same time in every worker of the page: each has an origin of its own, which is added.
struct WorkerClock;

impl Clock for WorkerClock {
    fn now_us(&self) -> Micros {
        let now_ms = PERFORMANCE.with(|performance| match performance {
            Some(performance) => performance.time_origin() + performance.now(),
            None => 0.0,
        });
        (now_ms * 1000.0) as Micros
    }
}
