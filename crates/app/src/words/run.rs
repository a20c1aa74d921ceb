//! What the page says about real runs.

use meanwhile_engine::{Caveat, Failure, Method, Report};
use meanwhile_engine_web::{NoThreads, Rung};
use meanwhile_picture::time_text::seconds_fixed;
use meanwhile_sim::Micros;

use super::time;

/// How this browser will run things, why not better, and what would lift it.
pub fn badge(rung: Option<Rung>) -> &'static str {
    match rung {
        None => "looking what this browser allows …",
        Some(Rung::Threads) => "in this browser: Web Workers with shared memory",
        Some(Rung::PlainWorkers(NoThreads::NotIsolated)) => {
            "in this browser: Web Workers that send messages. Shared memory needs two headers (COOP and COEP) that this site does not send"
        }
        Some(Rung::PlainWorkers(NoThreads::NoSharedMemory)) => {
            "in this browser: Web Workers that send messages, because it does not share memory with them"
        }
        Some(Rung::PlainWorkers(NoThreads::Sandboxed)) => {
            "in this browser: Web Workers that send messages. The page that holds this figure keeps it in a sandbox; allow-same-origin would give it shared memory"
        }
        Some(Rung::EventLoop) => "in this browser: the event loop only, because no Web Worker starts here",
    }
}

pub const BUSY: &str = "Another figure on this page is running; two at once would measure each other.";
pub const STARTING: &str = "Starting the workers …";
pub const SETTLING: &str =
    "Waiting a few seconds: a worker that was stopped by force still uses this machine …";
pub const WARMING: &str = "Warming up, and measuring how fast this machine computes …";
pub const CALIBRATING: &str = "Measuring how fast this machine computes …";
pub const CANCELLING: &str = "Stopping …";
pub const OF_OTHER_SETTINGS: &str = "What was measured belongs to other settings; run it again for these.";
pub const CANCELLED: &str = "Stopped. Nothing was measured.";
pub const TIMED_OUT: &str = "The run was stopped after 10 s, which is the most that a run may take. The simulation above is not affected.";

/// How far a run is.
pub fn running(elapsed_ms: u64, expected_ms: u64) -> String {
    let ms = |ms: u64| seconds_fixed(ms * 1_000, 1);
    format!("Running: {} of about {} s", ms(elapsed_ms), ms(expected_ms))
}

/// What was measured beside what was predicted, no finer than the clock can tell.
pub fn measured(report: &Report) -> String {
    let decimals = 3 - (report.told_step_us / Report::FINEST_STEP_US).max(1).ilog10().min(3);
    let time = |us| seconds_fixed(us, decimals);
    let step = report.error_step_permille;
    let permille = (report.error_permille.unsigned_abs() + step / 2) / step * step;
    let percent =
        if step == 1 { format!("{}.{}", permille / 10, permille % 10) } else { (permille / 10).to_string() };
    let gap = match (permille, report.error_permille) {
        (0, _) => "exactly as predicted".to_owned(),
        (_, 1..) => format!("{percent} % longer than predicted"),
        _ => format!("{percent} % shorter than predicted"),
    };
    format!(
        "Measured {} s, predicted {} s: {gap}.",
        time(report.measured_real_us),
        time(report.predicted_real_us)
    )
}

/// How exact that is; the bound is told where short stretches make it large.
pub fn exactness(report: &Report, is_rough: bool) -> String {
    let step_us = report.clock_step_us;
    let step =
        if step_us < 1_000 { format!("{step_us} µs") } else { format!("{} ms", step_us.div_ceil(1_000)) };
    let percent = report.error_bound_permille.div_ceil(10);
    let bound = if is_rough {
        format!("; short stretches may make it up to {percent} % wrong")
    } else {
        String::new()
    };
    format!("This browser's clock goes in steps of {step}{bound}.")
}

/// How it ran, in a sentence.
pub fn how_it_ran(method: Method, workers: u32) -> String {
    match (method, workers) {
        (Method::EventLoop, _) => {
            "It ran on this page's event loop: timers waited, and one thread computed one thing at a time."
                .to_owned()
        }
        (Method::Threads, 1) => "It ran on one Web Worker, which really blocked while it waited.".to_owned(),
        (Method::Threads, _) => format!("It ran on {workers} Web Workers that share memory."),
        (Method::PlainWorkers, 1) => "It ran on one Web Worker, which is sent messages.".to_owned(),
        (Method::PlainWorkers, _) => format!("It ran on {workers} Web Workers that are sent messages."),
    }
}

/// Why it did not run in a better way, which was tried.
pub fn why_not_better(failure: &Failure) -> String {
    format!("A better way was tried first. {}", reason(failure))
}

/// What a real run could not honour to the letter.
pub fn caveat(caveat: Caveat, workers: u32, cores: u32) -> String {
    match caveat {
        Caveat::FewerCores => {
            return format!(
                "Your browser reports {cores} cores, which the {workers} workers have to share; that is what was predicted."
            );
        }
        Caveat::SwitchCost => "A real switch costs what it costs, so the prediction has none.",
        Caveat::LongerQuantum => "The turns are longer than set, because shorter ones cannot be timed here.",
        Caveat::LatePreemption => "An urgent task gets its core after some milliseconds, not at once.",
        Caveat::ShortSegments => "Some stretches are shorter than 50 ms, so their lengths are rough.",
        Caveat::BelowClock => "Some stretches are too short for this browser's clock; only their order is real.",
    }
    .to_owned()
}

/// Something else was run than the figure shows.
pub fn instead(predicted_us: Micros) -> String {
    format!(
        "Where no Web Worker starts, only the event loop can run: one person, tabs side by side, predicted {}.",
        time(predicted_us)
    )
}

/// Why a run gave no result.
pub fn failure(failure: &Failure) -> String {
    format!("{} The simulation above is not affected.", reason(failure))
}

/// What went wrong, in a sentence.
pub fn reason(failure: &Failure) -> String {
    let why = match failure {
        Failure::Plan(error) => return format!("This cannot be run for real: {error}."),
        Failure::Engine(said) if !said.trim().is_empty() => {
            return format!("The engine could not be started ({}).", shortened(said));
        }
        Failure::Engine(_) => "The engine's files could not be loaded.",
        Failure::NoWorker => "The browser would not start a Web Worker.",
        Failure::NeverAnswered => "The engine did not answer in time.",
        Failure::FellSilent => "A worker fell silent.",
        Failure::Hidden => {
            "This page was hidden, and browsers slow hidden pages down, so the run was stopped."
        }
        Failure::Frozen => "This page stood still for a second or more, so the run was stopped.",
        Failure::WrongResult => "A worker computed a wrong result, so the measurement does not count.",
        Failure::Record => "The record of the run contradicts itself, so it does not count.",
    };
    why.to_owned()
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
