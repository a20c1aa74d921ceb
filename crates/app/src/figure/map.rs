//! The map of a figure that has one sharpens while it is to be seen.

use leptos::prelude::Update;

use super::model::Known;
use super::state::Figure;
use crate::animation;

/// So long it is computed on in each frame.
const EACH_FRAME_MS: f64 = 8.0;

impl Figure {
    /// Computes the figure's map on, some milliseconds in each frame in which it is to be seen, until it is done.
    pub fn sharpen(self) {
        let is_wanted = self.read(|model| model.shown.map.is_some() && !model.is_sharpening);
        if !is_wanted {
            return;
        }
        let begin = |known: &mut Known| {
            known.begin_to_sharpen();
            false
        };
        self.known.maybe_update(begin);
        animation::each_frame(move |_| {
            if !animation::is_on_screen(self.described().id()) {
                return true;
            }
            let until_ms = animation::now_ms() + EACH_FRAME_MS;
            // Whenever the model changes, all of the figure is looked at anew: only where there is something new to be seen.
            self.known.maybe_update(|known| known.sharpen(|| animation::now_ms() >= until_ms));
            self.read(|model| model.is_sharpening)
        });
    }
}
