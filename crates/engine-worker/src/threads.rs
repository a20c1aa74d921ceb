//! What the coordinator does with the messages of the page.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use gloo_timers::callback::Interval;
use js_sys::{Array, Uint32Array};
use meanwhile_engine::calibration::{Calibration, WARM_UP_US, clock_step_us};
use meanwhile_engine::{Plan, Pool, Rate, Record, Shared, message};
use meanwhile_sim::Micros;
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

use crate::clock::{SCOPE, WorkerClock};

pub use wasm_bindgen_rayon::init_thread_pool;

/// What the page sees of a run while it goes on.
static SHARED: Shared = Shared::new();
/// The browser compiles twice; once the fast code is in place, further runs need no long warm-up.
static WARM: AtomicBool = AtomicBool::new(false);
/// How often the coordinator looks whether its threads are done, and shows that it is alive.
const LOOK_MS: u32 = 20;

thread_local! {
    /// The run that is under way, in the coordinator; dropped once it has been told how it ended.
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
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
    SHARED.beat_as_coordinator();
    post(message::BEGAN, &[run.into()]);
    let pool = Arc::new(Pool::new(&plan, rates, &SHARED, WorkerClock));
    let (workers, working) = (plan.workers, Arc::clone(&pool));
    rayon::spawn_broadcast(move |thread| {
        if let Some(worker) = u32::try_from(thread.index()).ok().filter(|worker| *worker < workers) {
            working.work(worker);
        }
    });
    let looks = Interval::new(LOOK_MS, look);
    RUN.set(Some(Run { number: run, pool, clock_step_us, _looks: looks }));
}

/// What the threads are at. The coordinator does not block meanwhile: a browser ends a Worker at once only between two
/// turns of its event loop, and one that is blocked could not show whether it is alive.
struct Run {
    number: u32,
    /// The threads hold it too until they are done.
    pool: Arc<Pool<'static, WorkerClock>>,
    clock_step_us: Micros,
    _looks: Interval,
}

/// Tells the page how the run ended, once it has.
fn look() {
    SHARED.beat_as_coordinator();
    let Some(Run { number, pool, clock_step_us, _looks }) = RUN.take() else { return };
    match Arc::try_unwrap(pool) {
        Ok(pool) => tell_end(number, pool.into_record(clock_step_us)),
        Err(pool) => RUN.set(Some(Run { number, pool, clock_step_us, _looks })),
    }
}

fn tell_end(run: u32, record: Option<Record>) {
    if SHARED.is_cancelled() {
        return post(message::STOPPED, &[run.into()]);
    }
    match record {
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
