//! A picture that Workers compute for everybody to watch, from the page's side.

use meanwhile_engine::Stage;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/load.js")]
extern "C" {
    /// Clears the canvas, and gives what is drawn with: its context.
    pub(crate) fn cleared(canvas: &JsValue) -> JsValue;

    /// The style sheet's colours for so many Workers.
    pub(crate) fn colours(canvas: &JsValue, workers: u32) -> Vec<String>;
}

/// How a picture goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Painting {
    /// Where it is; [`Stage::Done`] once every tile is there and right.
    pub stage: Stage,
    /// How many tiles are done.
    pub tiles: u32,
    /// For how long its Workers have been computing, in milliseconds.
    pub running_ms: u64,
}
