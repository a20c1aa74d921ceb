//! Play, pause, step, scrub, reset; by pointer and by keyboard.

use leptos::prelude::*;
use meanwhile_picture::moments;
use meanwhile_sim::Micros;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::state::Figure;
use crate::{animation, words};

/// A run plays in real time, unless that would take less or more than this.
const PLAY_MS: (f64, f64) = (6_000.0, 12_000.0);
/// With less motion, the picture goes from event to event at this pace.
const STEP_MS: f64 = 900.0;
/// How finely the slider scrubs.
const SCRUB_STEP_US: Micros = 10_000;

/// The row of buttons, and the slider for the time.
pub fn playback(figure: Figure) -> impl IntoView {
    let end_us = move || figure.prediction.get().trace.end_us;
    let moment = move || words::moment(figure.now_us.get(), end_us());
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
                aria-label=move || if figure.playing.get() { words::PAUSE } else { words::PLAY }
                on:click=move |_| toggle(figure)
            >
                <svg viewBox="0 0 16 16" aria-hidden="true">
                    <path d=move || if figure.playing.get() { "M3 2h4v12H3zM9 2h4v12H9z" } else { "M4 1.5v13l10-6.5z" }></path>
                </svg>
            </button>
            {button(words::STEP_BACK, "M11 2v12L4 8zM2 2h2v12H2z", move || step(figure, moments::previous))}
            {button(words::STEP_FORWARD, "M5 2v12l7-6zM12 2h2v12h-2z", move || step(figure, moments::next))}
            {button(words::RESET, "M8 2a6 6 0 1 0 6 6h-2a4 4 0 1 1-4-4v3l5-4-5-4z", move || figure.seek(0))}
            <input
                type="range"
                class="scrub"
                min="0"
                max=end_us
                step=SCRUB_STEP_US
                aria-label=words::TIME
                aria-valuetext=moment
                prop:value=move || figure.now_us.get().to_string()
                on:input=scrub
            />
            <output class="moment">{moment}</output>
        </div>
    }
}

fn button(label: &'static str, path: &'static str, press: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="step" aria-label=label title=label on:click=move |_| press()>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d=path></path></svg>
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
        "ArrowLeft" => step(figure, moments::previous),
        "ArrowRight" => step(figure, moments::next),
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

fn step(figure: Figure, towards: fn(&[Micros], Micros) -> Micros) {
    let prediction = figure.prediction.get_untracked();
    figure.seek(towards(&prediction.moments, figure.now_us.get_untracked()));
}

fn toggle(figure: Figure) {
    if figure.playing.get_untracked() {
        return figure.playing.set(false);
    }
    let at_end = figure.now_us.get_untracked() >= figure.prediction.get_untracked().trace.end_us;
    if at_end || figure.untouched.get_untracked() {
        figure.move_to(0);
    }
    figure.playing.set(true);
    if animation::prefers_less_motion() { play_stepwise(figure) } else { play(figure) }
}

fn play(figure: Figure) {
    let mut exact_us = figure.now_us.get_untracked() as f64;
    let mut shown_us = figure.now_us.get_untracked();
    animation::each_frame(move |passed_ms| {
        // Whoever moves the cursor by hand stops the playing, and playing again starts a loop of its own.
        if !figure.playing.get_untracked() || figure.now_us.get_untracked() != shown_us {
            return false;
        }
        let end_us = figure.prediction.get_untracked().trace.end_us;
        let play_ms = (end_us as f64 / 1_000.0).clamp(PLAY_MS.0, PLAY_MS.1);
        exact_us += passed_ms * end_us as f64 / play_ms;
        figure.move_to(exact_us as Micros);
        shown_us = figure.now_us.get_untracked();
        stop_at_end(figure, end_us)
    });
}

fn play_stepwise(figure: Figure) {
    let mut since_step_ms = 0.0;
    animation::each_frame(move |passed_ms| {
        if !figure.playing.get_untracked() {
            return false;
        }
        since_step_ms += passed_ms;
        if since_step_ms >= STEP_MS {
            since_step_ms = 0.0;
            let prediction = figure.prediction.get_untracked();
            figure.move_to(moments::next(&prediction.moments, figure.now_us.get_untracked()));
        }
        stop_at_end(figure, figure.prediction.get_untracked().trace.end_us)
    });
}

/// Whether there is more to play.
fn stop_at_end(figure: Figure, end_us: Micros) -> bool {
    let more = figure.now_us.get_untracked() < end_us;
    if !more {
        figure.playing.set(false);
    }
    more
}
