//! What the reader's hands do to a figure. One listener for each kind of event stands on the whole figure; which control
//! it was stands in a data attribute of the markup.

use meanwhile_engine_web::Runner;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent, PointerEvent, WheelEvent,
};

use super::state::Figure;
use super::{playback, timeline};

/// Listens for as long as the page lives.
pub fn listen(place: &HtmlElement, figure: Figure) {
    let figure_in = place.clone();
    on(place, "click", move |event: Event| clicked(figure, &figure_in, &event));
    on(place, "input", move |event: Event| slid(figure, &event));
    on(place, "change", move |event: Event| changed(figure, &event));
    prepare_when_near(place, |event| which(event, "data-do").as_deref() == Some("run"));
    listen_to_table(place, figure);
    let keys_in = place.clone();
    on(place, "keydown", move |event: KeyboardEvent| playback::key(figure, &keys_in, &event));
    let Ok(Some(chart)) = place.query_selector(".timeline") else { return };
    on(&chart, "pointerdown", move |event: PointerEvent| timeline::press(figure, &event));
    on(&chart, "pointermove", move |event: PointerEvent| timeline::point(figure, &event));
    on(&chart, "pointerleave", move |event: PointerEvent| timeline::leave(figure, &event));
    on(&chart, "wheel", move |event: WheelEvent| timeline::wheel(figure, &event));
}

/// The table of many tasks is much to write, so it is written for whoever has opened it. The event does not bubble.
fn listen_to_table(place: &HtmlElement, figure: Figure) {
    let Ok(Some(table)) = place.query_selector(".twin") else { return };
    let details = table.clone();
    on(&table, "toggle", move |_: Event| {
        figure.update(|model| model.is_table_open = details.has_attribute("open"));
    });
}

/// Adds a listener that stays for as long as the page lives.
pub fn on<E: FromWasmAbi + 'static>(element: &Element, kind: &str, handle: impl FnMut(E) + 'static) {
    let listener = Closure::<dyn FnMut(E)>::new(handle);
    // It fails for no element and no listener.
    let _ = element.add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// When the reader's pointer or focus comes to something in `place` that runs something, what it takes is sent for.
pub fn prepare_when_near(place: &Element, runs_something: fn(&Event) -> bool) {
    for near in ["pointerover", "focusin"] {
        on(place, near, move |event: Event| {
            if runs_something(&event) {
                Runner::with(Runner::prepare);
            }
        });
    }
}

/// The value of the attribute at the nearest element that has it, up from where the event happened.
fn which(event: &Event, attribute: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let found = target.closest(&["[", attribute, "]"].concat()).ok()??;
    found.get_attribute(attribute)
}

fn clicked(figure: Figure, place: &HtmlElement, event: &Event) {
    match which(event, "data-do").as_deref() {
        Some("play") => playback::toggle(figure),
        Some("back") => playback::step_back(figure),
        Some("forward") => playback::step_forward(figure),
        Some("reset") => figure.seek(0),
        Some("zoom-in") => figure.zoom(1),
        Some("zoom-out") => figure.zoom(4),
        Some("run") => figure.run_or_cancel(),
        Some("bet") => leave_bet(figure, place, Figure::place_bet),
        Some("skip") => leave_bet(figure, place, Figure::skip_bet),
        _ => {}
    }
}

/// The pressed button goes away; whoever pressed it by keyboard goes on at the next one that is there.
fn leave_bet(figure: Figure, place: &HtmlElement, leave: fn(Figure)) {
    leave(figure);
    let play = place.query_selector(".play").ok().flatten();
    if let Some(play) = play.and_then(|play| play.dyn_into::<HtmlElement>().ok()) {
        // The style sheet shows it with the next frame.
        leptos::prelude::request_animation_frame(move || _ = play.focus());
    }
}

fn slid(figure: Figure, event: &Event) {
    let value = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let value = value.and_then(|input| input.value().parse().ok());
    if let (Some(which), Some(value)) = (which(event, "data-slide"), value) {
        match which.as_str() {
            "time" => figure.seek(value),
            "bet" => figure.guess(u32::try_from(value).ok()),
            dial => {
                if let Ok(dial) = dial.parse() {
                    figure.set_dial(dial, value);
                }
            }
        }
    }
}

fn changed(figure: Figure, event: &Event) {
    if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
        if let Ok(quarters) = select.value().parse() {
            figure.set_speed(quarters);
        }
        return;
    }
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    if let Some(which) = which(event, "data-type") {
        // What was typed may not be what was taken: the field shows what was.
        input.set_value(&figure.type_in(&which, &input.value()));
    } else if let Some(dial) = which(event, "data-way")
        && let (Ok(dial), Ok(way)) = (dial.parse(), input.value().parse())
    {
        figure.set_dial(dial, way);
    }
}
