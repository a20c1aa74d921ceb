//! Play, pause and step; and the keys of a figure.

use meanwhile_picture::moments;
use meanwhile_sim::Micros;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::state::Figure;
use crate::animation;

/// A run plays in real time, unless that would take less or more than this.
const PLAY_US: (Micros, Micros) = (6_000_000, 12_000_000);
/// With less motion, the picture goes from event to event at this pace.
const STEP_MS: f64 = 900.0;
/// No frame moves the cursor further than this one would.
const LONGEST_FRAME_MS: f64 = 100.0;
/// Cursors are this many quarters fast, unless somebody chooses otherwise.
const USUAL: u32 = 4;

/// The figure's keys. Fields keep the keys that they use themselves, and a button keeps the space bar.
pub fn key(figure: Figure, place: &HtmlElement, event: &KeyboardEvent) {
    let is_chord = event.ctrl_key() || event.alt_key() || event.meta_key();
    if is_chord || is_used_by(event.target()) || figure.read(|model| model.bet.is_open()) {
        return;
    }
    match event.key().as_str() {
        " " => toggle(figure),
        "ArrowLeft" => step_back(figure),
        "ArrowRight" => step_forward(figure),
        "Home" => figure.seek(0),
        "End" => figure.seek(Micros::MAX),
        "ArrowUp" | "ArrowDown" if is_timeline(event.target()) => figure.ask_next(event.key() == "ArrowDown"),
        "+" | "=" => figure.zoom(1),
        "-" => figure.zoom(4),
        "?" => show_keys(place),
        _ => return,
    }
    event.prevent_default();
}

fn is_used_by(target: Option<web_sys::EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "BUTTON" | "SUMMARY" | "SELECT" | "A" | "PRE")
    })
}

fn is_timeline(target: Option<web_sys::EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.class_list().contains("timeline"))
}

/// Opens the list of keys, or closes it.
fn show_keys(place: &HtmlElement) {
    if let Ok(Some(keys)) = place.query_selector(".keys") {
        // A details element opens and closes by this attribute.
        let _ = keys.toggle_attribute("open");
    }
}

/// To the event before.
pub fn step_back(figure: Figure) {
    figure.seek(figure.nearest_event_us(moments::previous));
}

/// To the next event.
pub fn step_forward(figure: Figure) {
    figure.seek(figure.nearest_event_us(moments::next));
}

/// Plays, from the beginning where nobody has been elsewhere; or pauses.
pub fn toggle(figure: Figure) {
    let cursor = figure.cursor();
    if cursor.playing {
        return figure.seek(cursor.now_us);
    }
    let from_start = !cursor.touched || cursor.now_us >= figure.end_us();
    figure.put_cursor(if from_start { 0 } else { cursor.now_us }, true);
    play(figure, animation::prefers_less_motion());
}

/// Moves the cursor frame by frame, or with less motion from event to event. Whoever moves it by hand stops it.
fn play(figure: Figure, stepwise: bool) {
    let mut exact_us = figure.cursor().now_us as f64;
    let mut shown_us = figure.cursor().now_us;
    let mut since_step_ms = 0.0;
    animation::each_frame(move |passed_ms| {
        // A tab that was hidden gets no frames; when it comes back, the picture goes on where it was.
        let passed_ms = passed_ms.min(LONGEST_FRAME_MS);
        let cursor = figure.cursor();
        if !cursor.playing || cursor.now_us != shown_us {
            return false;
        }
        if !animation::is_on_screen(figure.described().id()) {
            figure.seek(shown_us);
            return false;
        }
        let end_us = figure.end_us();
        if stepwise {
            since_step_ms += passed_ms;
            if since_step_ms * f64::from(cursor.quarters) >= STEP_MS * f64::from(USUAL) {
                since_step_ms = 0.0;
                exact_us = figure.nearest_event_us(moments::next) as f64;
            }
        } else {
            let length_us = end_us.clamp(PLAY_US.0, PLAY_US.1);
            let speed = f64::from(cursor.quarters) / f64::from(USUAL);
            exact_us += passed_ms * 1_000.0 * speed * end_us as f64 / length_us as f64;
        }
        shown_us = (exact_us as Micros).min(end_us);
        let goes_on = shown_us < end_us;
        figure.put_cursor(shown_us, goes_on);
        goes_on
    });
}
