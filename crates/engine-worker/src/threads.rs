//! What the coordinator does with the messages of the page.

use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::{Array, Uint32Array};
use meanwhile_engine::calibration::{Calibration, WARM_UP_US, clock_step_us};
use meanwhile_engine::{Clock, Plan, Pool, Rate, Shared, message};
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
    if !WARM.load(Ordering::Relaxed) {
        on_each_worker(&plan, |worker| Calibration::warm_up(WARM_UP_US, &WorkerClock, &SHARED, worker));
        WARM.store(!SHARED.is_cancelled(), Ordering::Relaxed);
    }
    post(message::WARM, &[run.into()]);
    let Some(rates) = calibrate(&plan) else {
        return post(message::STOPPED, &[run.into()]);
    };
    let clock_step_us = clock_step_us(&WorkerClock);
    post(message::BEGAN, &[run.into()]);
    let pool = Pool::new(&plan, rates, &SHARED, WorkerClock);
    on_each_worker(&plan, |worker| pool.work(worker));
    if SHARED.is_cancelled() {
        return post(message::STOPPED, &[run.into()]);
    }
    match pool.into_record(clock_step_us) {
        Some(record) => {
            let record = Uint32Array::from(record.encode().as_slice());
            post(message::FINISHED, &[run.into(), record.into()]);
        }
        None => post(message::WRONG, &[run.into()]),
    }
}

/// The speed of each worker, measured by all at once, as they will run. Where they have to share cores, one measures
/// alone: others beside it would halve its speed. None if the run is cancelled meanwhile.
fn calibrate(plan: &Plan) -> Option<Vec<Rate>> {
    let measure = |worker| Calibration::new(0).run(&WorkerClock, &SHARED, worker);
    if plan.workers <= plan.real_cores {
        on_each_worker(plan, measure).into_iter().collect()
    } else {
        Some(vec![measure(0)?])
    }
}

/// Does the same on every thread that the plan has a worker for.
fn on_each_worker<T: Send>(plan: &Plan, work: impl Fn(u32) -> T + Sync) -> Vec<T> {
    let workers = plan.workers as usize;
    let done = rayon::broadcast(|thread| (thread.index() < workers).then(|| work(thread.index() as u32)));
    done.into_iter().flatten().collect()
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
