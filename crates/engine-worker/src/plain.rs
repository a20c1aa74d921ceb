//! One plain Worker, which shares nothing and does errands that arrive as messages.
//!
//! It computes in slices and waits on a timer, so that it hears a message at any time: that is how a run is cancelled
//! here, where there is no flag that everybody sees.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use js_sys::{Array, Float64Array, Uint8Array};
use meanwhile_engine::calibration::Calibration;
use meanwhile_engine::kernel::{self, Work};
use meanwhile_engine::picture_kernel::Tile;
use meanwhile_engine::plain::{answer, ask};
use meanwhile_engine::{Clock, Rate};
use meanwhile_sim::Micros;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use crate::clock::{SCOPE, WorkerClock};

/// How long it computes before it looks whether there is a message.
const SLICE_US: Micros = 20_000;
/// How often it shows that it is alive, whether it computes, waits or has nothing to do.
const BEAT_MS: u32 = 100;

/// What it has been asked to do and has not done yet.
enum Errand {
    Calibrate(Calibration, u64),
    Compute(Work, Option<Micros>),
    Wait(Micros),
    Paint(Tile),
}

struct State {
    scope: DedicatedWorkerGlobalScope,
    /// A message to this port is our next turn.
    port: MessagePort,
    errands: VecDeque<Errand>,
    rate: Option<Rate>,
    timer: Option<Timeout>,
    /// A turn is due: its message is on its way.
    turn_is_due: bool,
    /// When it last showed that it is alive.
    beaten_us: Micros,
}

/// Answers the page's messages from now on, in a Worker that has loaded this module.
#[wasm_bindgen]
pub fn serve() -> Result<(), JsValue> {
    let scope = SCOPE.with(Clone::clone);
    let channel = MessageChannel::new()?;
    let state = Rc::new(RefCell::new(State {
        scope: scope.clone(),
        port: channel.port2(),
        errands: VecDeque::new(),
        rate: None,
        timer: None,
        turn_is_due: false,
        beaten_us: WorkerClock.now_us(),
    }));
    let on_message = {
        let state = Rc::clone(&state);
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            state.borrow_mut().hear(&Float64Array::new(&event.data()).to_vec());
        })
    };
    let beat = {
        let state = Rc::clone(&state);
        Interval::new(BEAT_MS, move || state.borrow_mut().beat())
    };
    let on_turn = Closure::<dyn FnMut()>::new(move || turn(&state));
    channel.port1().set_onmessage(Some(on_turn.as_ref().unchecked_ref()));
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The Worker answers until it is terminated.
    on_turn.forget();
    on_message.forget();
    beat.forget();
    post(&scope, answer::READY, [0.0; 3]);
    Ok(())
}

fn post(scope: &DedicatedWorkerGlobalScope, kind: u32, with: [f64; 3]) {
    let words = [f64::from(kind), with[0], with[1], with[2]];
    // Numbers can always be sent; the page's deadline covers what should not happen.
    let _ = scope.post_message(&Float64Array::from(words.as_slice()));
}

/// One slice of the oldest errand.
fn turn(state: &Rc<RefCell<State>>) {
    let mut this = state.borrow_mut();
    this.turn_is_due = false;
    if this.timer.is_some() {
        return;
    }
    // So many turns may be due that no timer rings in between.
    if WorkerClock.now_us().saturating_sub(this.beaten_us) >= Micros::from(BEAT_MS) * 1_000 {
        this.beat();
    }
    let rate = this.rate;
    let done = match this.errands.front_mut() {
        None => return,
        Some(Errand::Calibrate(calibration, from)) => sample(calibration, from).map(|rate| {
            this.rate = Some(rate);
            (answer::RATE, [rate.rounds as f64, rate.us as f64, 0.0])
        }),
        Some(Errand::Compute(work, begun)) => {
            let from_us = *begun.get_or_insert_with(|| WorkerClock.now_us());
            let rounds = rate.map_or(1 << 20, |rate| rate.rounds_for(SLICE_US)).max(1);
            let is_done = work.advance(rounds);
            is_done.then(|| done(from_us, work.is_right()))
        }
        Some(Errand::Paint(tile)) => {
            if tile.advance() {
                let pixels = Uint8Array::from(tile.pixels());
                let painted = Array::of3(&tile.index().into(), &tile.is_right().into(), &pixels);
                // Pixels can always be sent; the page's deadline covers what should not happen.
                let _ = this.scope.post_message(&painted);
                this.errands.pop_front();
            }
            return this.ask_for_turn();
        }
        Some(&mut Errand::Wait(us)) => {
            let (from_us, waker) = (WorkerClock.now_us(), Rc::clone(state));
            this.timer = Some(Timeout::new(((us + 500) / 1000) as u32, move || {
                let mut this = waker.borrow_mut();
                this.timer = None;
                this.end(done(from_us, true));
            }));
            return;
        }
    };
    match done {
        Some(done) => this.end(done),
        None => this.ask_for_turn(),
    }
}

fn done(from_us: Micros, is_right: bool) -> (u32, [f64; 3]) {
    (answer::DONE, [from_us as f64, WorkerClock.now_us() as f64, f64::from(u8::from(is_right))])
}

fn sample(calibration: &mut Calibration, from: &mut u64) -> Option<Rate> {
    let from_us = WorkerClock.now_us();
    *from = std::hint::black_box(kernel::run(calibration.sample_rounds(), *from));
    calibration.sampled(WorkerClock.now_us().saturating_sub(from_us))
}

impl State {
    fn hear(&mut self, words: &[f64]) {
        let &[kind, first, second, ..] = words else { return };
        let errand = match kind as u32 {
            ask::CALIBRATE => Errand::Calibrate(Calibration::new(first as Micros), 1),
            ask::COMPUTE => Errand::Compute(Work::new(first as u64, second as u64), None),
            ask::WAIT => Errand::Wait(first as Micros),
            ask::TILE => match Tile::new(first as u32) {
                Some(tile) => Errand::Paint(tile),
                None => return,
            },
            ask::FORGET => {
                self.errands.clear();
                self.timer = None;
                return post(&self.scope, answer::FORGOTTEN, [0.0; 3]);
            }
            _ => return,
        };
        self.errands.push_back(errand);
        self.ask_for_turn();
    }

    fn end(&mut self, (kind, with): (u32, [f64; 3])) {
        self.errands.pop_front();
        post(&self.scope, kind, with);
        if !self.errands.is_empty() {
            self.ask_for_turn();
        }
    }

    fn beat(&mut self) {
        self.beaten_us = WorkerClock.now_us();
        post(&self.scope, answer::BEAT, [0.0; 3]);
    }

    fn ask_for_turn(&mut self) {
        if !self.turn_is_due {
            self.turn_is_due = true;
            // The port is ours and open; were it not, the page's deadline would end the run.
            let _ = self.port.post_message(&JsValue::NULL);
        }
    }
}
