//! The stage: people, devices and tabs at the cursor's moment.

use leptos::prelude::*;
use meanwhile_picture::{scene, svg};

use super::Figure;
use crate::words;

/// Narrower than this, the stage gets a second row earlier.
const NARROW_PX: f32 = 440.0;
/// One row of desks is about a third as high as the stage is wide, but not less or more than this.
const ROW_PX: (f32, f32) = (164.0, 208.0);

/// The drawing follows the cursor; those who do not see it have the table.
pub fn stage(figure: Figure) -> impl IntoView {
    view! {
        <div class="stage">
            <svg
                role="img"
                aria-label=figure.text(|model| words::summary(&model.settings, model.prediction.totals.this))
                width="100%"
                height=figure.text(move |model| svg::px(height(model.widths.stage_px, model.settings.people)))
                inner_html=figure
                    .text_at(move |model, cursor| {
                        let scene = scene::at(&model.prediction.trace, cursor.now_us);
                        svg::scene(&scene, model.widths.stage_px, height(model.widths.stage_px, model.settings.people))
                    })
            ></svg>
        </div>
    }
}

fn height(width: f32, people: u32) -> f32 {
    let rows = match (width < NARROW_PX, people) {
        (_, 1) | (false, 2) => 1.0,
        (false, _) => 1.35,
        (true, 2..=4) => 1.3,
        (true, _) => 1.8,
    };
    (width * 0.34).clamp(ROW_PX.0, ROW_PX.1) * rows
}
