//! The timeline: the finished chart, and the cursor over it.

use leptos::prelude::*;
use meanwhile_picture::svg;
use meanwhile_picture::timeline::{Axis, Request, Timeline};
use meanwhile_sim::SpanKind;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::Figure;
use super::state::Model;
use crate::words;

/// Tells this figure's hatchings from those of others on the page.
const ID: &str = "tabs";

/// The chart is laid out anew when the model changes, not when the cursor moves, which is an element over it.
pub fn timeline(figure: Figure) -> impl IntoView {
    let scrub = move |event: &PointerEvent| {
        let Some(element) = chart_of(event) else { return };
        let x = event.client_x() as f32 - element.get_bounding_client_rect().left() as f32;
        figure.seek(figure.read(axis).time_at(x));
    };
    view! {
        <div
            class="timeline"
            tabindex="0"
            role="group"
            aria-label=words::TIMELINE
            aria-description=words::KEYS
            on:pointerdown=move |event| {
                hold(&event);
                scrub(&event);
            }
            on:pointermove=move |event| {
                if event.buttons() & 1 == 1 {
                    scrub(&event);
                }
            }
        >
            <div inner_html=figure.text(|model| drawn(&chart(model)))></div>
            <div
                class="cursor"
                style=figure
                    .text_at(|model, cursor| {
                        format!("transform:translateX({}px)", svg::px(axis(model).x_of(cursor.now_us)))
                    })
            ></div>
        </div>
        <ul class="legend" inner_html=figure.text(legend)></ul>
    }
}

fn legend(model: &Model) -> String {
    let measured = model.measured().map(|_| ("executing measured", words::MEASURED_LEGEND));
    let entry = |(class, meaning)| format!("<li><i class=\"sample {class}\"></i>{meaning}</li>");
    words::LEGEND.into_iter().chain(measured).map(entry).collect()
}

fn drawn(chart: &Timeline) -> String {
    let (height, content) = (svg::px(chart.height), svg::timeline(chart, ID));
    format!("<svg aria-hidden=\"true\" width=\"100%\" height=\"{height}\">{content}</svg>")
}

fn axis(model: &Model) -> Axis {
    Axis::new(model.widths.timeline_px, model.axis_us())
}

fn chart(model: &Model) -> Timeline {
    let waits = model.settings.load_ms > 1;
    let word = |kind: SpanKind, waits_before: usize| words::bar(kind, waits_before, waits);
    Timeline::new(Request {
        width: model.widths.timeline_px,
        axis_us: model.axis_us(),
        trace: &model.prediction.trace,
        measured: model.measured(),
        word: &word,
    })
}

/// Follows the pointer even when it leaves the chart. A finger that wants to scroll the page still can.
fn hold(event: &PointerEvent) {
    if let Some(element) = chart_of(event) {
        // If it cannot be held, scrubbing ends at the chart's edge.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// The element on which the listener stands.
fn chart_of(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}
