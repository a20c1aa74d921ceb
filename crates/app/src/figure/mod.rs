//! The figure of tabs and devices: one state, and the parts that show and change it.
//!
//! What changes on the page are strings, made by plain functions of the state; see [`Figure::text`]. A signal of a type
//! of its own for each of them would be more usual, and cost the page three times the bytes.

mod controls;
mod gauges;
mod measured;
mod playback;
mod stage;
mod state;
mod table;
mod timeline;
mod width;

pub use state::{Figure, Text};
pub use width::watch as watch_widths;

use leptos::prelude::*;

use crate::words;

/// What happens on an event. Leptos' part is compiled once for each kind of event, not once for each handler.
pub fn handler<E>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}

/// The whole figure.
pub fn figure(figure: Figure) -> impl IntoView {
    view! {
        <figure class="figure" on:keydown=move |event| playback::key(figure, &event)>
            <p class="question">{figure.text(|model| words::question(&model.settings))}</p>
            <p class="aside">{figure.text(|model| words::who_works(&model.settings))}</p>
            {controls::controls(figure)}
            <div class="picture">{stage::stage(figure)} {gauges::gauges(figure)}</div>
            {timeline::timeline(figure)}
            {playback::playback(figure)}
            {result(figure)}
            {measured::measured(figure)}
            {table::table(figure)}
        </figure>
    }
}

fn result(figure: Figure) -> impl IntoView {
    view! {
        <p class="result">
            {figure.text(|model| words::all_read_after(&model.settings))}
            <b class="total">{figure.text(|model| words::time(model.prediction.totals.this))}</b>
            {figure.text(|model| words::comparison(&model.settings, &model.prediction.totals))}
        </p>
    }
}
