//! “Run it for real”: the button, how it goes, and what came of it.

use leptos::prelude::*;
use meanwhile_engine::{Caveat, Report, Stage, TARGET_US};
use meanwhile_engine_web::{RunView, Rung, reported_cores};

use super::state::Model;
use super::{Figure, handler};
use crate::words;

/// How long a run should take.
const EXPECTED_MS: u64 = TARGET_US / 1_000;

/// The row under the result.
pub fn measured(figure: Figure) -> impl IntoView {
    let button = figure.text(|model| if is_active(model) { words::CANCEL } else { words::RUN }.to_owned());
    view! {
        <div class="real" data-active=figure.text(|model| is_active(model).to_string())>
            <div class="real-row">
                <button type="button" class="run" on:click=handler(move |_| figure.run_or_cancel())>{button}</button>
                <span class="badge" data-rung=figure.text(|model| model.rung.map_or("", Rung::name).to_owned())>
                    {figure.text(|model| words::badge(model.rung).to_owned())}
                </span>
            </div>
            <progress
                aria-label=words::PROGRESS
                max="1000"
                prop:value=figure.text(progress_permille)
            ></progress>
            <p class="real-said" role="status">{figure.text(said)}</p>
        </div>
    }
}

fn is_active(model: &Model) -> bool {
    model.run.as_ref().is_some_and(|(run, _)| run.stage.is_active())
}

fn progress_permille(model: &Model) -> String {
    let share = |(run, _): &(RunView, _)| run.running_ms * 1_000 / EXPECTED_MS;
    model.run.as_ref().map_or(0, share).min(1_000).to_string()
}

fn said(model: &Model) -> String {
    let Some((run, settings)) = &model.run else { return String::new() };
    match (&run.stage, &run.report) {
        (Stage::Idle, _) => String::new(),
        (Stage::Settling, _) => words::SETTLING.to_owned(),
        (Stage::Starting, _) => words::STARTING.to_owned(),
        (Stage::Warming, _) => words::WARMING.to_owned(),
        (Stage::Calibrating, _) => words::CALIBRATING.to_owned(),
        (Stage::Running, _) => words::running(run.running_ms, EXPECTED_MS),
        (Stage::Cancelling, _) => words::CANCELLING.to_owned(),
        (Stage::Cancelled, _) => words::CANCELLED.to_owned(),
        (Stage::TimedOut, _) => words::TIMED_OUT.to_owned(),
        (Stage::Failed(failure), _) => words::failure(failure),
        (Stage::Done, Some(report)) if *settings == model.settings => outcome(model, run, report),
        (Stage::Done, _) => words::OF_OTHER_SETTINGS.to_owned(),
    }
}

fn outcome(model: &Model, run: &RunView, report: &Report) -> String {
    let mut sentences = Vec::new();
    let set = model.settings.scenario();
    if *run.scenario != set {
        sentences.push(words::instead(report.predicted_us));
    }
    sentences.push(words::measured(report));
    sentences.push(words::how_it_ran(run.method, report.workers));
    sentences.extend(run.why_not_better.as_ref().map(words::why_not_better));
    sentences
        .extend(run.caveats.iter().map(|caveat| words::caveat(*caveat, report.workers, reported_cores())));
    sentences.push(words::exactness(report, run.caveats.contains(&Caveat::ShortSegments)));
    sentences.join(" ")
}
