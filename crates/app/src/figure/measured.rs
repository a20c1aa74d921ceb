//! “Run it for real”: how it goes, and what came of it.

use meanwhile_engine::{Caveat, Report, Stage};
use meanwhile_engine_web::{RunView, reported_cores};
use meanwhile_words::text;

use super::runs::Runs;
use super::state::Model;
use crate::run_words as words;

fn expected_ms(model: &Model) -> u64 {
    Runs::target_us(model.runs.views.len()) / 1_000
}

/// How far the runs are, all panels together.
pub fn progress_permille(model: &Model) -> String {
    let panels = model.runs.views.len() as u64;
    let share = |run: &RunView| (run.running_ms * 1_000 / expected_ms(model)).min(1_000);
    let of_this = model.runs.last().map_or(0, share);
    ((model.runs.current as u64 * 1_000 + of_this) / panels.max(1)).to_string()
}

/// How the last run goes, or what came of all of them.
pub fn said(model: &Model) -> String {
    let runs = &model.runs;
    let Some(run) = runs.last() else {
        return if runs.is_active() { text("run.starting").to_owned() } else { String::new() };
    };
    match &run.stage {
        Stage::Idle => String::new(),
        Stage::Settling => text("run.settling").to_owned(),
        Stage::Starting => text("run.starting").to_owned(),
        Stage::Warming => text("run.warming").to_owned(),
        Stage::Calibrating => text("run.calibrating").to_owned(),
        Stage::Running => words::running(label(model, runs.current), run.running_ms, expected_ms(model)),
        Stage::Cancelling => text("run.cancelling").to_owned(),
        Stage::Cancelled => text("run.cancelled").to_owned(),
        Stage::TimedOut => words::timed_out(),
        Stage::Failed(failure) => words::failure(failure),
        Stage::Done if runs.are_of(&model.shown.values) => outcome(model),
        Stage::Done => text("run.other-settings").to_owned(),
    }
}

/// The same for those who listen, without the seconds that pass.
pub fn heard(model: &Model) -> String {
    match model.runs.last() {
        Some(run) if run.stage == Stage::Running => text("run.under-way").to_owned(),
        _ => said(model),
    }
}

fn label(model: &Model, panel: usize) -> &'static str {
    model.shown.panels.get(panel).map_or("", |panel| panel.label)
}

/// What was measured in every panel, then how it ran and what could not be honoured, each sentence once.
fn outcome(model: &Model) -> String {
    let mut sentences: Vec<String> = Vec::new();
    let mut say = |sentence: String| {
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    };
    let runs = || model.runs.views.iter().flatten().filter_map(|run| Some((run, run.report.as_deref()?)));
    for (index, (run, report)) in runs().enumerate() {
        let is_other =
            model.shown.panels.get(index).is_some_and(|panel| *run.scenario != panel.trace.scenario);
        if is_other {
            say(words::instead(model.figure().clock().time(report.predicted_us)));
        }
        say(words::measured(label(model, index), report));
    }
    for (run, report) in runs() {
        how(run, report).into_iter().for_each(&mut say);
    }
    sentences.join(" ")
}

fn how(run: &RunView, report: &Report) -> Vec<String> {
    let mut sentences = vec![words::how_it_ran(run.method, report.workers)];
    sentences.extend(run.why_not_better.as_ref().map(words::why_not_better));
    sentences
        .extend(run.caveats.iter().map(|caveat| words::caveat(*caveat, report.workers, reported_cores())));
    let is_rough = run.caveats.contains(&Caveat::ShortSegments);
    sentences.extend(is_rough.then(|| words::bound(report)));
    sentences.push(words::clock(report));
    sentences
}
