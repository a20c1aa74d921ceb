//! The stage: people, devices and tabs at the cursor's moment.

use leptos::prelude::*;
use meanwhile_picture::{scene, svg};

use super::state::Figure;
use super::width::{self, Width};
use crate::words;

/// Narrower than this, the stage gets a second row earlier.
const NARROW_PX: f32 = 440.0;

/// The drawing follows the cursor; those who do not see it have the table.
pub fn stage(figure: Figure) -> impl IntoView {
    let Width { node, px } = width::watch(600.0);
    let size = Memo::new(move |_| {
        let (width, people) = (px.get(), figure.settings.get().people);
        let rows = match (width < NARROW_PX, people) {
            (_, 1) => 1.0,
            (false, 2) => 1.0,
            (false, _) => 1.35,
            (true, 2) => 1.0,
            (true, 3..=4) => 1.3,
            (true, _) => 1.8,
        };
        (width, (width * 0.34_f32).clamp(164.0, 208.0) * rows)
    });
    let drawing = Memo::new(move |_| {
        let scene = scene::at(&figure.prediction.get().trace, figure.now_us.get());
        let (width, height) = size.get();
        svg::scene(&scene, width, height)
    });
    view! {
        <div class="stage" node_ref=node>
            <svg
                role="img"
                aria-label=move || words::timeline_summary(&figure.settings.get(), figure.prediction.get().trace.end_us)
                width=move || size.get().0
                height=move || size.get().1
                inner_html=move || drawing.get()
            ></svg>
        </div>
    }
}
