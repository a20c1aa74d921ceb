//! The figure of tabs and devices: one state, and the parts that show and change it.

mod controls;
mod gauges;
mod measured;
mod playback;
mod stage;
mod state;
mod table;
mod timeline;
mod width;

use leptos::prelude::*;

use crate::settings::Settings;
use crate::words;
use state::Figure;

/// The whole figure.
pub fn figure(settings: Settings) -> AnyView {
    match Figure::new(settings) {
        Ok(figure) => whole(figure).into_any(),
        Err(sentence) => view! { <p role="alert">{sentence}</p> }.into_any(),
    }
}

fn whole(figure: Figure) -> impl IntoView {
    view! {
        <figure class="figure" on:keydown=move |event| playback::key(figure, &event)>
            <p class="question">{move || words::question(&figure.settings.get())}</p>
            <p class="aside">{words::YOU_ARE_THE_WORKER}</p>
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
    let parts = Memo::new(move |_| {
        let prediction = figure.prediction.get();
        words::result(&prediction.settings, &prediction.totals)
    });
    view! {
        <p class="result">
            {move || parts.get().0}
            <b class="total">{move || words::time(figure.prediction.get().totals.this)}</b>
            {move || parts.get().1}
        </p>
    }
}
