//! What the built site promises, held against real browsers.
//!
//! `cargo xtask test` builds the site and names it, the browsers and their drivers in the environment; see
//! [`lab::Setting`] and [`browser::Browser::programs`]. Every test runs in Chromium, and those that are not about the page
//! alone but about what browsers do differently run in all of them; the browser stands before the test's name. Tests
//! that measure time or run things for real have the machine for themselves; the others run several at once.

mod around;
mod browser;
mod console;
mod driver;
mod expected;
mod figure;
mod hands;
mod lab;
mod outcome;
mod page;
mod process;
mod renderers;
mod sanitisers;
mod server;

mod access;
mod addresses;
mod bad_input;
mod bets;
mod cancelling;
mod controls;
mod element;
mod element_costs;
mod embeds;
mod faults;
mod isolation;
mod kills;
mod languages;
mod layout;
mod leaks;
mod messages;
mod own;
mod panels;
mod places;
mod playback;
mod posts;
mod programs;
mod prose;
mod pseudo;
mod reading;
mod real_runs;
mod rendering;
mod shifts;
mod sliders;
mod snippets;
mod stepping;
mod tab_walk;
mod totals;

use std::process::ExitCode;
use std::thread;

use libtest_mimic::{Arguments, Trial};

use crate::lab::{Bench, Setting};

/// More browsers than that would wait for each other's memory, however many cores there are.
const MOST_AT_ONCE: usize = 4;
/// So many of the slowest tests are named at the end.
const SLOWEST: usize = 12;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let setting = Setting::of_environment();
    if setting.is_none() && !arguments.list {
        println!("MEANWHILE_SITE names no built site, so nothing is tested here: use `cargo xtask test`.");
    }
    let benches = browser::ALL.map(|browser| Bench::new(browser, setting.as_ref()));
    let at_once = thread::available_parallelism().map_or(1, usize::from).min(MOST_AT_ONCE);
    let run = |threads: usize, promises: fn(&Bench) -> Vec<Option<Trial>>| {
        let arguments = Arguments { test_threads: Some(threads), ..arguments.clone() };
        libtest_mimic::run(&arguments, benches.iter().flat_map(promises).flatten().collect())
    };
    let is_broken = [run(at_once, at_once_with_others), run(1, alone)].iter().any(|ended| ended.has_failed());
    setting.iter().for_each(|setting| setting.print_slowest(SLOWEST));
    if is_broken { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// What is as true on a busy machine.
fn at_once_with_others(bench: &Bench) -> Vec<Option<Trial>> {
    [
        rendering::promises(bench),
        sliders::promises(bench),
        totals::promises(bench),
        bets::promises(bench),
        prose::promises(bench),
        programs::promises(bench),
        reading::promises(bench),
        addresses::promises(bench),
        controls::promises(bench),
        stepping::promises(bench),
        playback::promises(bench),
        bad_input::promises(bench),
        layout::promises(bench),
        languages::promises(bench),
        pseudo::promises(bench),
        shifts::promises(bench),
        tab_walk::promises(bench),
        access::promises(bench),
        snippets::promises(bench),
        posts::promises(bench),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What measures time, or really runs things.
fn alone(bench: &Bench) -> Vec<Option<Trial>> {
    [
        faults::promises(bench),
        panels::promises(bench),
        cancelling::promises(bench),
        real_runs::promises(bench),
        places::promises(bench),
        isolation::promises(bench),
        embeds::promises(bench),
        element::promises(bench),
        element_costs::promises(bench),
        messages::promises(bench),
        own::promises(bench),
        kills::promises(bench),
        leaks::promises(bench),
    ]
    .into_iter()
    .flatten()
    .collect()
}
