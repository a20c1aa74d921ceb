//! The two numbers that everything is about, and the word that they earn.

use leptos::prelude::*;

use super::state::Figure;
use crate::words;

/// In progress and executing, now and at most.
pub fn gauges(figure: Figure) -> impl IntoView {
    let now = Memo::new(move |_| figure.prediction.get().trace.gauges_at(figure.now_us.get()));
    let word = Memo::new(move |_| figure.prediction.get().metrics.word());
    let gauge = |label: &'static str, now: Signal<usize>, peak: Signal<usize>| {
        view! {
            <div class="gauge">
                <dt>{label}</dt>
                <dd><b>{now}</b> <span>{move || words::at_most(peak.get())}</span></dd>
            </div>
        }
    };
    view! {
        <div class="gauges">
            <dl>
                {gauge(
                    words::IN_PROGRESS,
                    Signal::derive(move || now.get().in_progress),
                    Signal::derive(move || figure.prediction.get().metrics.peak_in_progress),
                )}
                {gauge(
                    words::EXECUTING,
                    Signal::derive(move || now.get().executing),
                    Signal::derive(move || figure.prediction.get().metrics.peak_executing),
                )}
            </dl>
            <p class="earned" title=move || words::earned_because(word.get())>{move || words::earned(word.get())}</p>
        </div>
    }
}
