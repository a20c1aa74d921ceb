//! A picture computed by plain Workers, tile by tile, for everybody to watch.
//!
//! Whoever is free gets the next tile, so the Workers share the work as a pool of threads does, however different the
//! tiles are. Each tile is checked, and framed in the colour of the Worker that computed it.

use js_sys::{Array, Uint8Array};
use meanwhile_engine::picture_kernel::{TILE, TILES, Tile};
use wasm_bindgen::Clamped;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, ImageData};

/// Where the picture is drawn.
#[derive(Clone)]
pub(crate) struct Easel {
    pub(crate) canvas: CanvasRenderingContext2d,
    /// One for each Worker.
    pub(crate) colours: Vec<String>,
}

/// A picture while it is computed.
pub(crate) struct Painting {
    /// The number of the run.
    pub(crate) run: u32,
    easel: Easel,
    next: u32,
    done: u32,
}

impl Painting {
    /// Nothing of it is there yet.
    pub(crate) fn new(run: u32, easel: Easel) -> Painting {
        Painting { run, easel, next: 0, done: 0 }
    }

    /// The next tile, for whoever is free.
    pub(crate) fn next_tile(&mut self) -> Option<u32> {
        let tile = self.next;
        self.next = (tile + 1).min(TILES);
        (tile < TILES).then_some(tile)
    }

    /// How many tiles are drawn.
    pub(crate) fn tiles(&self) -> u32 {
        self.done
    }

    /// Whether all are.
    pub(crate) fn is_done(&self) -> bool {
        self.done == TILES
    }

    /// Draws what a Worker has computed: the tile's number, whether it is right, its pixels. False if it is not right, or
    /// no tile.
    pub(crate) fn take(&mut self, worker: usize, painted: &Array) -> bool {
        let tile = painted.get(0).as_f64().and_then(|index| Tile::new(index as u32));
        let Some(tile) = tile.filter(|_| painted.get(1).is_truthy()) else { return false };
        self.done += 1;
        self.draw(tile.corner(), worker, &Uint8Array::new(&painted.get(2)).to_vec()).is_ok()
    }

    fn draw(&self, (left, top): (u32, u32), worker: usize, pixels: &[u8]) -> Result<(), JsValue> {
        // Black where it is in the set, and the darker the longer it took to leave it.
        let grey = |pixel: u8| if pixel == 0 { 0 } else { u8::MAX - pixel };
        let rgba: Vec<u8> =
            pixels.iter().map(|pixel| grey(*pixel)).flat_map(|grey| [grey, grey, grey, u8::MAX]).collect();
        let (left, top, side) = (f64::from(left), f64::from(top), f64::from(TILE));
        let image = ImageData::new_with_u8_clamped_array(Clamped(&rgba), TILE)?;
        let Easel { canvas, colours } = &self.easel;
        canvas.put_image_data(&image, left, top)?;
        if let Some(colour) = colours.get(worker) {
            canvas.set_stroke_style_str(colour);
            canvas.set_line_width(2.0);
            canvas.stroke_rect(left + 1.0, top + 1.0, side - 2.0, side - 2.0);
        }
        Ok(())
    }
}
