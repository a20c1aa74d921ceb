//! What is said about real runs: which sentence of the catalogue, and the numbers in it.

use meanwhile_engine::{Caveat, Failure, MAX_WORKERS, Method, Plan, PlanError, Report};
use meanwhile_picture::time_text::{Clock, NO_BREAK};
use meanwhile_sim::{Micros, SimError};
use meanwhile_words::{count, say, shortened, text};

/// How long a run may take, as the reader is told.
const MOST_US: Micros = 10_000_000;

/// How far a run is; `which` names it where it is one of several.
pub(crate) fn running(which: &str, elapsed_ms: u64, expected_us: Micros) -> String {
    let seconds = |us: Micros| Clock::Seconds.number_fixed(us, 1);
    let expected = Clock::Seconds.with_unit(&seconds(expected_us));
    let values = [("which", which), ("elapsed", &*seconds(elapsed_ms * 1_000)), ("expected", &*expected)];
    say(if which.is_empty() { "run.running" } else { "run.running-of" }, &values)
}

/// The run took too long.
pub(crate) fn timed_out() -> String {
    say("run.timed-out", &[("most", &Clock::Seconds.time(MOST_US))])
}

/// What was measured beside what was predicted, no finer than the clock can tell.
pub(crate) fn measured(which: &str, report: &Report) -> String {
    let step = report.error_step_permille;
    let permille = (report.error_permille.unsigned_abs() + step / 2) / step * step;
    // Thousandths in per cent, as microseconds in milliseconds are.
    let percent = Clock::Milliseconds.number_fixed(permille * 100, if step == 1 { 1 } else { 0 });
    let gap = match (permille, report.error_permille) {
        (0, _) => text("run.exact").to_owned(),
        (_, 1..) => say("run.longer", &[("percent", &percent)]),
        _ => say("run.shorter", &[("percent", &percent)]),
    };
    let decimals = 3 - (report.told_step_us / Report::FINEST_STEP_US).max(1).ilog10().min(3);
    let time = |us| Clock::Seconds.with_unit(&Clock::Seconds.number_fixed(us, decimals));
    let (measured, predicted) = (time(report.measured_real_us), time(report.predicted_real_us));
    let values = [("which", which), ("measured", &*measured), ("predicted", &*predicted), ("gap", &*gap)];
    say(if which.is_empty() { "run.measured" } else { "run.measured-of" }, &values)
}

/// How the runs of a figure were carried out, each sentence once, however many of them it is true of.
#[derive(Default)]
pub(crate) struct How {
    ran: Vec<String>,
    caveats: Vec<String>,
    /// The largest of them, where stretches are short.
    error_bound_permille: Option<u64>,
    /// The coarsest of them.
    clock_step_us: Micros,
}

impl How {
    /// One more run.
    pub(crate) fn add(&mut self, plan: &Plan, report: &Report, method: Method, why: Option<&Failure>) {
        add(&mut self.ran, how_it_ran(method, report.workers));
        if let Some(why) = why {
            add(&mut self.ran, say("run.why-not-better", &[("reason", &reason(why))]));
        }
        plan.caveats().for_each(|caveat_of| add(&mut self.caveats, caveat(caveat_of, plan)));
        if plan.caveats().any(|caveat| caveat == Caveat::ShortSegments) {
            self.error_bound_permille = self.error_bound_permille.max(Some(report.error_bound_permille));
        }
        self.clock_step_us = self.clock_step_us.max(report.clock_step_us);
    }

    /// Who executed it, what could not be honoured to the letter, and how finely all that may be told.
    pub(crate) fn sentences(&self) -> String {
        let bound = |permille: u64| say("run.bound", &[("percent", &permille.div_ceil(10).to_string())]);
        let mut all: Vec<String> = self.ran.iter().chain(&self.caveats).cloned().collect();
        all.extend(self.error_bound_permille.map(bound));
        all.push(clock(self.clock_step_us));
        all.join(" ")
    }
}

/// A sentence that has not been said yet.
pub(crate) fn add(sentences: &mut Vec<String>, sentence: String) {
    if !sentences.contains(&sentence) {
        sentences.push(sentence);
    }
}

/// What the clock can tell.
fn clock(us: Micros) -> String {
    let step = if us < 1_000 {
        [&us.to_string(), NO_BREAK, text("unit.us")].concat()
    } else {
        Clock::Milliseconds.with_unit(&us.div_ceil(1_000).to_string())
    };
    say("run.clock", &[("step", &step)])
}

/// Who executed it.
fn how_it_ran(method: Method, workers: u32) -> String {
    match method {
        Method::EventLoop => text("run.loop").to_owned(),
        Method::Threads => count("run.threads", workers.into(), &[]),
        Method::PlainWorkers => count("run.plain", workers.into(), &[]),
    }
}

/// What a real run could not honour to the letter.
fn caveat(caveat: Caveat, plan: &Plan) -> String {
    let key = match caveat {
        Caveat::FewerCores => "caveat.fewer-cores",
        Caveat::SwitchCost => "caveat.switch-cost",
        Caveat::LongerQuantum => "caveat.longer-quantum",
        Caveat::LatePreemption => "caveat.late-preemption",
        Caveat::ShortSegments => "caveat.short-segments",
        Caveat::BelowClock => "caveat.below-clock",
    };
    say(key, &[("workers", &plan.workers.to_string()), ("cores", &plan.real_cores.to_string())])
}

/// Something else was run than the figure shows.
pub(crate) fn instead(predicted: &str) -> String {
    say("run.instead", &[("predicted", predicted)])
}

/// Why a run gave no result.
pub(crate) fn failure(failure: &Failure) -> String {
    say("run.failed", &[("reason", &reason(failure))])
}

/// What went wrong, in a sentence.
pub(crate) fn reason(failure: &Failure) -> String {
    let key = match failure {
        Failure::Plan(error) => return no_plan(error),
        Failure::Engine(said) if !said.trim().is_empty() => {
            return say("failure.engine", &[("said", &shortened(said))]);
        }
        Failure::Engine(_) => "failure.no-files",
        Failure::NoWorker => "failure.no-worker",
        Failure::NeverAnswered => "failure.never-answered",
        Failure::FellSilent => "failure.silent",
        Failure::Hidden => "failure.hidden",
        Failure::Frozen => "failure.frozen",
        Failure::WrongResult => "failure.wrong-result",
        Failure::Record => "failure.record",
    };
    text(key).to_owned()
}

/// Why there is nothing that could be run.
fn no_plan(error: &PlanError) -> String {
    match error {
        PlanError::Nothing => text("failure.plan.nothing").to_owned(),
        PlanError::TooManyWorkers(workers) => {
            let (workers, most) = (workers.to_string(), MAX_WORKERS.to_string());
            say("failure.plan.too-many-workers", &[("workers", &workers), ("most", &most)])
        }
        // What the page shows has been simulated already; on other cores it may only have become too much.
        PlanError::TooLong | PlanError::Scenario(SimError::TimeOverflow | SimError::OverLimit { .. }) => {
            text("failure.plan.too-long").to_owned()
        }
        PlanError::Scenario(_) => text("failure.plan.refused").to_owned(),
        PlanError::Garbled => text("failure.plan.garbled").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use meanwhile_words::languages;

    #[test]
    fn why_nothing_can_be_run_is_said_in_every_language() {
        let errors = [
            PlanError::Nothing,
            PlanError::TooManyWorkers(9),
            PlanError::TooLong,
            PlanError::Scenario(SimError::TimeOverflow),
            PlanError::Scenario(SimError::NoCores),
            PlanError::Garbled,
        ];
        for error in errors {
            let failed = Failure::Plan(error);
            let in_each = languages::all().iter().map(|language| {
                language.speak();
                reason(&failed)
            });
            let said: Vec<String> = in_each.collect();
            let is_a_sentence =
                |said: &String| said.ends_with('.') && said.contains(' ') && !said.contains('{');
            assert!(said.iter().all(is_a_sentence), "{said:?}");
            assert!(said.iter().skip(1).all(|other| *other != said[0]), "{said:?}");
        }
    }
}
