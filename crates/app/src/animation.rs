//! One animation frame after another, as long as somebody wants them.

use leptos::prelude::*;
use web_sys::Element;

/// Calls `frame` with the milliseconds since the call before, once for each frame, until it returns false.
pub fn each_frame(frame: impl FnMut(f64) -> bool + 'static) {
    next(None, Box::new(frame));
}

fn next(last_ms: Option<f64>, mut frame: Box<dyn FnMut(f64) -> bool>) {
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

/// Whether a part of the element with that id can be seen; so it is, where nobody can tell.
pub fn is_on_screen(id: &str) -> bool {
    let area = document().get_element_by_id(id).map(|element| element.get_bounding_client_rect());
    area.is_none_or(|area| area.bottom() > 0.0 && area.top() < height())
}

/// Whether the middle of the element is in the window.
pub fn is_middle_on_screen(element: &Element) -> bool {
    let area = element.get_bounding_client_rect();
    (0.0..2.0 * height()).contains(&(area.top() + area.bottom()))
}

/// The window's; where nobody can tell, everything is in it.
fn height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::MAX)
}
