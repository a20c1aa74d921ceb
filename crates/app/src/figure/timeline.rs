//! The timeline: the finished chart, and the cursor over it.

use leptos::html::Div;
use leptos::prelude::*;
use meanwhile_engine_web::RunView;
use meanwhile_picture::{svg, timeline};
use meanwhile_sim::{SpanKind, Trace};
use web_sys::PointerEvent;

use super::state::Figure;
use super::width::{self, Width};
use crate::words;

/// Tells this figure's hatchings from those of others on the page.
const ID: &str = "tabs";

/// The chart is drawn anew only when what it shows changes; the cursor is an element over it.
pub fn timeline(figure: Figure) -> impl IntoView {
    let Width { node, px } = width::watch(860.0);
    let layout = Memo::new(move |_| {
        let prediction = figure.prediction.get();
        let run = figure.run_of_these_settings();
        let measured = run.as_ref().and_then(measured_trace);
        let axis_us = prediction.axis_us().max(measured.map_or(0, |measured| measured.end_us));
        let waits = prediction.settings.load_ms > 1;
        let word = |kind: SpanKind, waits_before: usize| words::bar(kind, waits_before, waits);
        timeline::Timeline::new(timeline::Request {
            width: px.get(),
            axis_us,
            trace: &prediction.trace,
            measured,
            word: &word,
        })
    });
    let cursor_x = move || layout.with(|layout| layout.x_of(figure.now_us.get()));
    let scrub = move |event: PointerEvent| {
        let Some(element) = node.get_untracked() else { return };
        let x = event.client_x() as f32 - element.get_bounding_client_rect().left() as f32;
        figure.seek(layout.with_untracked(|layout| layout.time_at(x)));
    };
    let has_measured = move || layout.with(|layout| layout.lanes.iter().any(|lane| !lane.measured.is_empty()));
    view! {
        <div
            class="timeline"
            node_ref=node
            tabindex="0"
            role="group"
            aria-label=words::TIMELINE
            aria-description=words::KEYS
            on:pointerdown=move |event| {
                hold(&event, node);
                scrub(event);
            }
            on:pointermove=move |event| {
                if event.buttons() & 1 == 1 {
                    scrub(event);
                }
            }
        >
            <svg
                aria-hidden="true"
                width=move || layout.with(|layout| layout.width)
                height=move || layout.with(|layout| layout.height)
                inner_html=move || layout.with(|layout| svg::timeline(layout, ID))
            ></svg>
            <div class="cursor" style:transform=move || format!("translateX({:.1}px)", cursor_x())></div>
        </div>
        <ul class="legend">
            {words::LEGEND
                .map(|(class, meaning)| view! { <li><i class=format!("sample {class}")></i>{meaning}</li> })
                .collect_view()}
            <Show when=has_measured>
                <li><i class="sample executing measured"></i>{words::MEASURED_LEGEND}</li>
            </Show>
        </ul>
    }
}

/// The measured lanes, where they belong under these predicted ones: what ran is what is set.
fn measured_trace(run: &RunView) -> Option<&Trace> {
    run.report.as_ref().map(|report| &report.trace)
}

/// Follows the pointer even when it leaves the chart. A finger that wants to scroll the page still can.
fn hold(event: &PointerEvent, node: NodeRef<Div>) {
    if let Some(element) = node.get_untracked() {
        // If it cannot be held, scrubbing ends at the chart's edge.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}
