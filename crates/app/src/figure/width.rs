//! How wide the figure's two pictures are, and when that changes.

use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

use super::state::Figure;

/// The widths of the two pictures, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Widths {
    /// Of the stage.
    pub stage_px: f32,
    /// Of the timeline.
    pub timeline_px: f32,
}

/// Until they are on the page.
pub const AT_FIRST: Widths = Widths { stage_px: 600.0, timeline_px: 860.0 };

/// Watches the pictures of a figure that stands in `place`, for as long as the page lives.
pub fn watch(place: &Element, figure: Figure) {
    let find = |selector| place.query_selector(selector).ok().flatten();
    let Some(timeline) = find(".timeline") else { return };
    // A figure without a stage draws none, however wide.
    let stage = find(".stage").unwrap_or_else(|| timeline.clone());
    let pictures = [stage.clone(), timeline.clone()];
    let measure = move || {
        let [stage_px, timeline_px] = [&stage, &timeline].map(|picture| picture.client_width() as f32);
        figure.fit(Widths { stage_px, timeline_px });
    };
    measure();
    let on_resize = Closure::<dyn FnMut()>::new(measure);
    // Without an observer the pictures keep the width that they were first drawn for.
    if let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
        pictures.iter().for_each(|picture| observer.observe(picture));
    }
    on_resize.forget();
}
