//! “Run it for real”: the button, how it goes, and what came of it.

use leptos::prelude::*;
use meanwhile_engine::{Method, Stage};
use meanwhile_engine_web::{RunView, Rung, reported_cores};

use super::state::Figure;
use crate::words;

/// The row under the result.
pub fn measured(figure: Figure) -> impl IntoView {
    let rung = Rung::of_this_page();
    let is_active = Memo::new(move |_| figure.run.get().is_some_and(|run| run.stage.is_active()));
    view! {
        <div class="real">
            <div class="real-row">
                <Show
                    when=move || is_active.get()
                    fallback=move || {
                        view! {
                            <button type="button" class="run" on:click=move |_| figure.run_for_real()>
                                {words::RUN}
                            </button>
                        }
                    }
                >
                    <button type="button" class="run" on:click=move |_| figure.cancel_run()>{words::CANCEL}</button>
                </Show>
                <span class="badge">{words::badge(rung)}</span>
            </div>
            <Show when=move || is_active.get()>{progress(figure)}</Show>
            <p class="real-said" role="status">{move || figure.run.get().map(|run| said(figure, &run))}</p>
        </div>
    }
}

fn progress(figure: Figure) -> impl IntoView {
    let share = move || {
        figure.run.get().map_or(0.0, |run| (run.elapsed_ms as f64 / run.expected_ms.max(1) as f64).min(1.0))
    };
    view! { <progress aria-label=words::PROGRESS max="1" value=share></progress> }
}

fn said(figure: Figure, run: &RunView) -> String {
    match &run.stage {
        Stage::Idle => String::new(),
        Stage::Starting => words::STARTING.to_owned(),
        Stage::Preparing => words::PREPARING.to_owned(),
        Stage::Running => words::running(run.elapsed_ms, run.expected_ms),
        Stage::Cancelling => words::CANCELLING.to_owned(),
        Stage::Cancelled => words::CANCELLED.to_owned(),
        Stage::Failed(failure) => words::failure(failure),
        Stage::Done if figure.run_of_these_settings().is_some() => outcome(figure, run),
        Stage::Done => String::new(),
    }
}

fn outcome(figure: Figure, run: &RunView) -> String {
    let Some(report) = &run.report else { return String::new() };
    let mut sentences = Vec::new();
    let set = figure.settings.get().scenario();
    let ran_instead = run.scenario.as_ref().filter(|ran| ran.strategy != set.strategy);
    if ran_instead.is_some() {
        sentences.push(words::instead(report.predicted_us));
    }
    sentences.push(words::measured(report.measured_real_us, report.predicted_real_us, report.error_permille));
    let threads = (run.method == Method::Threads).then_some(report.workers);
    sentences.push(words::how_it_ran(threads));
    if report.workers > reported_cores() {
        sentences.push(words::overcommitted(report.workers, reported_cores()));
    }
    sentences.join(" ")
}
