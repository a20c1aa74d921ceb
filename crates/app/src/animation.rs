//! One animation frame after another, as long as somebody wants them.

use leptos::prelude::*;

/// Calls `frame` with the milliseconds since the call before, once for each frame, until it returns false.
pub fn each_frame(frame: impl FnMut(f64) -> bool + 'static) {
    next(None, frame);
}

fn next(last_ms: Option<f64>, mut frame: impl FnMut(f64) -> bool + 'static) {
    request_animation_frame(move || {
        let now_ms = now_ms();
        let passed_ms = last_ms.map_or(0.0, |last_ms| now_ms - last_ms);
        if frame(passed_ms) {
            next(Some(now_ms), frame);
        }
    });
}

/// The page's clock, in milliseconds.
pub fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Whether the reader has asked the system for less motion.
pub fn prefers_less_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}
