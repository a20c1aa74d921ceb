//! A picture computed by plain Workers, tile by tile, for everybody to watch.
//!
//! Whoever is free gets the next tile, so the Workers share the work as a pool of threads does, however different the
//! tiles are. Each tile is checked, and framed in the colour of the Worker that computed it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use js_sys::{Array, Float64Array, Function, Uint8Array};
use meanwhile_engine::picture_kernel::{TILE, TILES, Tile};
use meanwhile_engine::{Clock, MAX_WORKERS};
use meanwhile_sim::Micros;
use wasm_bindgen::Clamped;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, ImageData, MessageEvent, Worker};

use crate::PageClock;
use crate::plain_worker::{answer, ask};
use crate::workers::{self, Script};

/// No picture takes longer.
const LIMIT_MS: u32 = 10_000;
/// How it goes; the last of what is told.
mod state {
    pub(super) const PAINTING: u32 = 0;
    pub(super) const DONE: u32 = 1;
    pub(super) const FAILED: u32 = 2;
}

/// Computes the picture once. Freed, it stops its Workers.
#[wasm_bindgen]
pub struct Painter {
    _inner: Rc<RefCell<Inner>>,
}

struct Inner {
    canvas: CanvasRenderingContext2d,
    colours: Vec<String>,
    tell: Function,
    workers: Vec<Worker>,
    _closures: Vec<Closure<dyn FnMut(MessageEvent)>>,
    _failed: Closure<dyn FnMut()>,
    _script: Script,
    _limit: Timeout,
    next: u32,
    done: u32,
    start_us: Option<Micros>,
}

#[wasm_bindgen]
impl Painter {
    /// Starts `workers` Workers, which load this module from `module`, and draws on `canvas`; each Worker's tiles are
    /// framed in a colour of `colours`. `tell` is called with the
    /// number of tiles that are done, the milliseconds since the first was begun, and 0 while it goes on, 1 at the end
    /// and 2 where it fails.
    #[wasm_bindgen(constructor)]
    pub fn new(
        module: &str,
        workers: u32,
        canvas: CanvasRenderingContext2d,
        colours: Vec<String>,
        tell: Function,
    ) -> Result<Painter, JsValue> {
        let script = Script::new(module)?;
        let started = (0..workers.clamp(1, MAX_WORKERS)).map(|_| workers::start(&script));
        let workers = started.collect::<Result<Vec<_>, _>>()?;
        let inner = Rc::new_cyclic(|this: &Weak<RefCell<Inner>>| {
            let closures: Vec<_> =
                workers.iter().zip(0..).map(|(worker, index)| hear(this, worker, index)).collect();
            let failed = {
                let this = Weak::clone(this);
                Closure::<dyn FnMut()>::new(move || change(&this, Inner::fail))
            };
            workers.iter().for_each(|worker| worker.set_onerror(Some(failed.as_ref().unchecked_ref())));
            let this = Weak::clone(this);
            RefCell::new(Inner {
                canvas,
                colours,
                tell,
                workers,
                _closures: closures,
                _failed: failed,
                _script: script,
                _limit: Timeout::new(LIMIT_MS, move || change(&this, Inner::fail)),
                next: 0,
                done: 0,
                start_us: None,
            })
        });
        Ok(Painter { _inner: inner })
    }
}

fn hear(this: &Weak<RefCell<Inner>>, worker: &Worker, index: usize) -> Closure<dyn FnMut(MessageEvent)> {
    let this = Weak::clone(this);
    let closure = Closure::new(move |event: MessageEvent| {
        change(&this, |inner| inner.hear(index, &event.data()));
    });
    worker.set_onmessage(Some(closure.as_ref().unchecked_ref()));
    closure
}

/// Changes the state and tells how it goes, once the state is free again.
fn change(this: &Weak<RefCell<Inner>>, f: impl FnOnce(&mut Inner) -> Option<u32>) {
    let Some(inner) = this.upgrade() else { return };
    let told = f(&mut inner.borrow_mut());
    if let Some(state) = told {
        let (tell, done, ms) = {
            let inner = inner.borrow();
            let since_us = inner.start_us.map_or(0, |start_us| PageClock.now_us().saturating_sub(start_us));
            (inner.tell.clone(), inner.done, since_us / 1_000)
        };
        // The page's function does not throw; if it did, there would be nobody to tell.
        let _ = tell.call3(&JsValue::NULL, &done.into(), &(ms as f64).into(), &state.into());
    }
}

impl Inner {
    fn hear(&mut self, worker: usize, data: &JsValue) -> Option<u32> {
        if !Array::is_array(data) {
            let kind = Float64Array::new(data).to_vec().first().copied();
            if kind == Some(f64::from(answer::READY)) {
                self.start_us.get_or_insert_with(|| PageClock.now_us());
                self.give(worker);
            }
            return None;
        }
        let parts = Array::from(data);
        let (tile, is_right) = (parts.get(0).as_f64()? as u32, parts.get(1).is_truthy());
        if !is_right || self.draw(tile, worker, &Uint8Array::new(&parts.get(2)).to_vec()).is_err() {
            return self.fail();
        }
        self.done += 1;
        self.give(worker);
        if self.done < TILES {
            return Some(state::PAINTING);
        }
        self.stop();
        Some(state::DONE)
    }

    /// The next tile, to whoever is free.
    fn give(&mut self, worker: usize) {
        if self.next < TILES {
            let words = [f64::from(ask::TILE), f64::from(self.next), 0.0];
            // Numbers can always be sent; what is not answered is noticed by the limit.
            let _ = self.workers[worker].post_message(&Float64Array::from(words.as_slice()));
            self.next += 1;
        }
    }

    fn draw(&self, tile: u32, worker: usize, pixels: &[u8]) -> Result<(), JsValue> {
        // Black where it is in the set, and the darker the longer it took to leave it.
        let grey = |pixel: u8| if pixel == 0 { 0 } else { u8::MAX - pixel };
        let rgba: Vec<u8> =
            pixels.iter().map(|pixel| grey(*pixel)).flat_map(|grey| [grey, grey, grey, u8::MAX]).collect();
        let (left, top) = Tile::new(tile).ok_or(JsValue::NULL)?.corner();
        let (left, top, side) = (f64::from(left), f64::from(top), f64::from(TILE));
        let image = ImageData::new_with_u8_clamped_array(Clamped(&rgba), TILE)?;
        self.canvas.put_image_data(&image, left, top)?;
        if let Some(colour) = self.colours.get(worker) {
            self.canvas.set_stroke_style_str(colour);
            self.canvas.set_line_width(2.0);
            self.canvas.stroke_rect(left + 1.0, top + 1.0, side - 2.0, side - 2.0);
        }
        Ok(())
    }

    fn fail(&mut self) -> Option<u32> {
        if self.workers.is_empty() {
            return None;
        }
        self.stop();
        Some(state::FAILED)
    }

    fn stop(&mut self) {
        for worker in self.workers.drain(..) {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.stop();
    }
}
