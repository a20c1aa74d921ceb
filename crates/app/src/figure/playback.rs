//! Play, pause, step, scrub, reset; by pointer and by keyboard.

use leptos::prelude::*;
use meanwhile_picture::moments;
use meanwhile_sim::Micros;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::{Figure, handler};
use crate::{animation, words};

/// A run plays in real time, unless that would take less or more than this.
const PLAY_US: (Micros, Micros) = (6_000_000, 12_000_000);
/// With less motion, the picture goes from event to event at this pace.
const STEP_MS: f64 = 900.0;
/// No frame moves the cursor further than this one would.
const LONGEST_FRAME_MS: f64 = 100.0;
/// How finely the slider scrubs.
const SCRUB_STEP_US: &str = "10000";

const PLAY_ICON: &str = "M4 1.5v13l10-6.5z";
const PAUSE_ICON: &str = "M3 2h4v12H3zM9 2h4v12H9z";
const BACK_ICON: &str = "M11 2v12L4 8zM2 2h2v12H2z";
const FORWARD_ICON: &str = "M5 2v12l7-6zM12 2h2v12h-2z";
const RESET_ICON: &str = "M8 3a5.5 5.5 0 1 0 5.5 5.5h-2A3.5 3.5 0 1 1 8 5v3l4.5-4L8 0z";

/// The row of buttons, and the slider for the time.
pub fn playback(figure: Figure) -> impl IntoView {
    let moment =
        || figure.text_at(|model, cursor| words::moment(cursor.now_us, model.prediction.trace.end_us));
    let while_playing = |playing: &'static str, paused: &'static str| {
        figure.text_at(move |_, cursor| if cursor.playing { playing } else { paused }.to_owned())
    };
    let scrub = move |event| {
        if let Ok(us) = event_target_value(&event).parse() {
            figure.seek(us);
        }
    };
    view! {
        <div class="playback">
            <button
                type="button"
                class="play"
                aria-label=while_playing(words::PAUSE, words::PLAY)
                on:click=handler(move |_| toggle(figure))
            >
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d=while_playing(PAUSE_ICON, PLAY_ICON)></path></svg>
            </button>
            {button(figure, words::STEP_BACK, BACK_ICON, step_back)}
            {button(figure, words::STEP_FORWARD, FORWARD_ICON, step_forward)}
            {button(figure, words::RESET, RESET_ICON, |figure| figure.seek(0))}
            <input
                type="range"
                class="scrub"
                min="0"
                max=figure.text(|model| model.prediction.trace.end_us.to_string())
                step=SCRUB_STEP_US
                aria-label=words::TIME
                aria-valuetext=moment()
                prop:value=figure.text_at(|_, cursor| cursor.now_us.to_string())
                on:input=handler(scrub)
            />
            <output class="moment">{moment()}</output>
        </div>
    }
}

fn button(figure: Figure, label: &'static str, icon: &'static str, press: fn(Figure)) -> impl IntoView {
    view! {
        <button type="button" aria-label=label title=label on:click=handler(move |_| press(figure))>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d=icon></path></svg>
        </button>
    }
}

/// The figure's keys. Fields keep the keys that they use themselves, and a button keeps the space bar.
pub fn key(figure: Figure, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || is_used_by(event.target()) {
        return;
    }
    match event.key().as_str() {
        " " => toggle(figure),
        "ArrowLeft" => step_back(figure),
        "ArrowRight" => step_forward(figure),
        "Home" => figure.seek(0),
        "End" => figure.seek(Micros::MAX),
        _ => return,
    }
    event.prevent_default();
}

fn is_used_by(target: Option<web_sys::EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "BUTTON" | "SUMMARY" | "A"))
}

fn step_back(figure: Figure) {
    figure.seek(figure.nearest_event_us(moments::previous));
}

fn step_forward(figure: Figure) {
    figure.seek(figure.nearest_event_us(moments::next));
}

fn toggle(figure: Figure) {
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
        let end_us = figure.end_us();
        if stepwise {
            since_step_ms += passed_ms;
            if since_step_ms >= STEP_MS {
                since_step_ms = 0.0;
                exact_us = figure.nearest_event_us(moments::next) as f64;
            }
        } else {
            let length_us = end_us.clamp(PLAY_US.0, PLAY_US.1);
            exact_us += passed_ms * 1_000.0 * end_us as f64 / length_us as f64;
        }
        shown_us = (exact_us as Micros).min(end_us);
        let goes_on = shown_us < end_us;
        figure.put_cursor(shown_us, goes_on);
        goes_on
    });
}
