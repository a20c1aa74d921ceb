//! One animation frame after another, as long as somebody wants them.

use wasm_bindgen::prelude::*;

/// Calls `frame` with the milliseconds since the call before, once for each frame, until it returns false.
pub(crate) fn each_frame(frame: impl FnMut(f64) -> bool + 'static) {
    next(None, Box::new(frame));
}

fn next(last_ms: Option<f64>, mut frame: Box<dyn FnMut(f64) -> bool>) {
    let draw = Closure::once_into_js(move || {
        let now_ms = now_ms();
        let passed_ms = last_ms.map_or(0.0, |last_ms| now_ms - last_ms);
        if frame(passed_ms) {
            next(Some(now_ms), frame);
        }
    });
    if let Some(window) = web_sys::window() {
        // It fails for what is no function.
        let _ = window.request_animation_frame(draw.unchecked_ref());
    }
}

/// The page's clock, in milliseconds.
pub(crate) fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
