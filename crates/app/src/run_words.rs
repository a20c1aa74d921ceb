//! What the page says about real runs: which sentence of the catalogue, and the numbers in it.

use meanwhile_engine::{Caveat, Failure, Method, Report};
use meanwhile_engine_web::{NoThreads, Rung};
use meanwhile_picture::time_text::Clock;
use meanwhile_sim::Micros;
use meanwhile_words::{count, say, text};

/// How long a run may take, as the reader is told.
const MOST_US: Micros = 10_000_000;

/// How this browser will run things, why not better, and what would lift it.
pub fn badge(rung: Option<Rung>) -> &'static str {
    text(match rung {
        None => "badge.finding",
        Some(Rung::Threads) => "badge.threads",
        Some(Rung::PlainWorkers(NoThreads::NotIsolated)) => "badge.not-isolated",
        Some(Rung::PlainWorkers(NoThreads::NoSharedMemory)) => "badge.no-shared-memory",
        Some(Rung::PlainWorkers(NoThreads::Sandboxed)) => "badge.sandboxed",
        Some(Rung::EventLoop) => "badge.loop",
    })
}

/// How far a run is; `which` names it where it is one of several.
pub fn running(which: &str, elapsed_ms: u64, expected_ms: u64) -> String {
    let seconds = |ms: u64| Clock::Seconds.number_fixed(ms * 1_000, 1);
    let expected = Clock::Seconds.with_unit(&seconds(expected_ms));
    let values = [("which", which), ("elapsed", &*seconds(elapsed_ms)), ("expected", &*expected)];
    say(if which.is_empty() { "run.running" } else { "run.running-of" }, &values)
}

/// The run took too long.
pub fn timed_out() -> String {
    say("run.timed-out", &[("most", &Clock::Seconds.time(MOST_US))])
}

/// What was measured beside what was predicted, no finer than the clock can tell.
pub fn measured(which: &str, report: &Report) -> String {
    let step = report.error_step_permille;
    let permille = (report.error_permille.unsigned_abs() + step / 2) / step * step;
    let tenths = if step == 1 { format!(".{}", permille % 10) } else { String::new() };
    let percent = format!("{}{tenths}", permille / 10);
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

/// What the clock can tell.
pub fn clock(report: &Report) -> String {
    let us = report.clock_step_us;
    let step = if us < 1_000 { format!("{us} µs") } else { format!("{} ms", us.div_ceil(1_000)) };
    say("run.clock", &[("step", &step)])
}

/// How far short stretches may make the total wrong.
pub fn bound(report: &Report) -> String {
    say("run.bound", &[("percent", &report.error_bound_permille.div_ceil(10).to_string())])
}

/// How it ran, in a sentence.
pub fn how_it_ran(method: Method, workers: u32) -> String {
    match method {
        Method::EventLoop => text("run.loop").to_owned(),
        Method::Threads => count("run.threads", workers.into(), &[]),
        Method::PlainWorkers => count("run.plain", workers.into(), &[]),
    }
}

/// Why it did not run in a better way, which was tried.
pub fn why_not_better(failure: &Failure) -> String {
    say("run.why-not-better", &[("reason", &reason(failure))])
}

/// What a real run could not honour to the letter.
pub fn caveat(caveat: Caveat, workers: u32, cores: u32) -> String {
    let key = match caveat {
        Caveat::FewerCores => "caveat.fewer-cores",
        Caveat::SwitchCost => "caveat.switch-cost",
        Caveat::LongerQuantum => "caveat.longer-quantum",
        Caveat::LatePreemption => "caveat.late-preemption",
        Caveat::ShortSegments => "caveat.short-segments",
        Caveat::BelowClock => "caveat.below-clock",
    };
    say(key, &[("workers", &workers.to_string()), ("cores", &cores.to_string())])
}

/// Something else was run than the figure shows.
pub fn instead(predicted: String) -> String {
    say("run.instead", &[("predicted", &predicted)])
}

/// Why a run gave no result.
pub fn failure(failure: &Failure) -> String {
    say("run.failed", &[("reason", &reason(failure))])
}

/// What went wrong, in a sentence.
pub fn reason(failure: &Failure) -> String {
    let key = match failure {
        Failure::Plan(error) => return say("failure.plan", &[("error", &error.to_string())]),
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

/// Long words of a browser, cut where a reader would stop.
fn shortened(said: &str) -> String {
    const LONGEST: usize = 120;
    let said = said.trim().trim_end_matches('.');
    if said.chars().count() <= LONGEST {
        said.to_owned()
    } else {
        said.chars().take(LONGEST).chain(['…']).collect()
    }
}
