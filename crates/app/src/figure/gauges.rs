//! The two numbers that everything is about, and the word that they earn.

use leptos::prelude::*;
use meanwhile_sim::{Gauges, Metrics};

use super::Figure;
use crate::words;

/// In progress and executing, now and at most.
pub fn gauges(figure: Figure) -> impl IntoView {
    view! {
        <div class="gauges">
            <dl>
                {gauge(figure, words::IN_PROGRESS, |now| now.in_progress, |metrics| metrics.peak_in_progress)}
                {gauge(figure, words::EXECUTING, |now| now.executing, |metrics| metrics.peak_executing)}
            </dl>
            <p class="earned" title=figure.text(|model| words::earned_because(model.prediction.metrics.word()).to_owned())>
                {figure.text(|model| words::earned(model.prediction.metrics.word()).to_owned())}
            </p>
        </div>
    }
}

fn gauge(
    figure: Figure,
    label: &'static str,
    now: fn(Gauges) -> usize,
    peak: fn(&Metrics) -> usize,
) -> impl IntoView {
    let at_cursor =
        figure.text_at(move |model, cursor| now(model.prediction.trace.gauges_at(cursor.now_us)).to_string());
    view! {
        <div class="gauge">
            <dt>{label}</dt>
            <dd>
                <b>{at_cursor}</b>
                <span>{figure.text(move |model| words::at_most(peak(&model.prediction.metrics)))}</span>
            </dd>
        </div>
    }
}
