//! A picture that Workers compute for everybody to watch, from the page's side.

use wasm_bindgen::prelude::*;

use crate::door::MODULE;

#[wasm_bindgen(module = "/src/load.js")]
extern "C" {
    fn paint(module: &str, canvas: &JsValue, workers: u32, on_told: &Closure<dyn FnMut(u32, u32, u32)>);
}

/// How a picture goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Painting {
    /// So many tiles are done, after so many milliseconds.
    Going(u32, u32),
    /// All are done, and right; it took so many milliseconds.
    Done(u32),
    /// No Worker started, or one computed something else than it should.
    Failed,
}

/// Has the picture computed by so many Workers and drawn on a canvas of its size.
pub(crate) fn begin(canvas: &JsValue, workers: u32, mut tell: impl FnMut(Painting) + 'static) {
    let on_told = Closure::new(move |tiles: u32, ms: u32, state: u32| {
        tell(match state {
            0 => Painting::Going(tiles, ms),
            1 => Painting::Done(ms),
            _ => Painting::Failed,
        });
    });
    paint(MODULE, canvas, workers, &on_told);
    // A few words for each picture that is painted: the script may call it as long as the page lives.
    on_told.forget();
}
