//! The stretch of time that the timeline shows: all of it, or what the reader has zoomed to.

use meanwhile_figures::Prediction;
use meanwhile_picture::timeline::{View, least_view_us};
use meanwhile_sim::Micros;

use super::model::Model;
use super::state::Figure;

impl Model {
    /// Whether there is more than one sees at once, or somebody has zoomed already.
    pub fn is_worth_zooming(&self) -> bool {
        const MANY_MOMENTS: usize = 60;
        self.zoomed.is_some() || self.shown.moments.len() > MANY_MOMENTS
    }

    /// What the timeline shows.
    pub fn view(&self) -> View {
        self.zoomed.unwrap_or_else(|| View::whole(self.axis_us()))
    }
}

impl Figure {
    /// Shows so many halves of the time that is shown now; more than two show more.
    pub fn zoom(&self, halves: Micros) {
        let now_us = self.cursor().now_us;
        self.update(|model| {
            let (view, end_us) = (model.view(), model.axis_us());
            let shortest = |panel: &Prediction| least_view_us(&panel.trace.spans);
            let least_us = model.shown.panels.iter().map(shortest).min().unwrap_or(1);
            let zoomed = view.zoomed(view.length_us() * halves / 2, least_us, now_us, end_us);
            model.zoomed = Some(zoomed).filter(|zoomed| *zoomed != View::whole(end_us));
        });
    }

    /// Moves a zoomed view by a part of its length, in thousandths.
    pub fn pan(&self, permille: i64) {
        self.update(|model| {
            if let Some(view) = model.zoomed {
                let by_us = view.length_us() as i64 / 1_000 * permille;
                let from_us = view.from_us.saturating_add_signed(by_us);
                model.zoomed = Some(view.moved_to(from_us, model.axis_us()));
            }
        });
    }

    /// A zoomed view follows the cursor when it leaves.
    pub(super) fn keep_in_view(&self, now_us: Micros) {
        let view = self.read(|model| model.zoomed);
        if let Some(view) = view.filter(|view| now_us < view.from_us || now_us > view.to_us) {
            let from_us = now_us.saturating_sub(view.length_us() / 10);
            self.update(|model| model.zoomed = Some(view.moved_to(from_us, model.axis_us())));
        }
    }
}
