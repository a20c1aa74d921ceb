//! What the built site promises, held against real browsers.
//!
//! `cargo xtask test` builds the site and names it, the browsers and their drivers in the environment; see
//! [`lab::Setting`] and [`browser::Browser::programs`]. Every test runs in Chromium, and those that are not about the page
//! alone but about what browsers do differently run in all of them; the browser stands before the test's name. The
//! tests run one after another, because some of them measure time.

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
mod server;

mod access;
mod addresses;
mod bad_input;
mod bets;
mod cancelling;
mod controls;
mod element;
mod embeds;
mod faults;
mod kills;
mod languages;
mod layout;
mod leaks;
mod messages;
mod own;
mod panels;
mod places;
mod playback;
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

use libtest_mimic::{Arguments, Trial};

use crate::lab::{Bench, Setting};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1);
    let setting = Setting::of_environment();
    if setting.is_none() && !arguments.list {
        println!("MEANWHILE_SITE names no built site, so nothing is tested here: use `cargo xtask test`.");
    }
    let benches = browser::ALL.map(|browser| Bench::new(browser, setting.as_ref()));
    let trials = benches.iter().flat_map(promises).flatten().collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn promises(bench: &Bench) -> Vec<Option<Trial>> {
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
        faults::promises(bench),
        layout::promises(bench),
        languages::promises(bench),
        pseudo::promises(bench),
        shifts::promises(bench),
        tab_walk::promises(bench),
        access::promises(bench),
        panels::promises(bench),
        cancelling::promises(bench),
        real_runs::promises(bench),
        places::promises(bench),
        embeds::promises(bench),
        element::promises(bench),
        messages::promises(bench),
        snippets::promises(bench),
        own::promises(bench),
        kills::promises(bench),
        leaks::promises(bench),
    ]
    .into_iter()
    .flatten()
    .collect()
}
