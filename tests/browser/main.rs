//! What the built site promises, held against a real browser.
//!
//! `cargo xtask test` builds the site and names it, the browser and its driver in the environment; see [`lab::Setting`].
//! The tests run one after another, because some of them measure time.

mod driver;
mod expected;
mod lab;
mod outcome;
mod page;
mod server;

mod bad_input;
mod cancelling;
mod faults;
mod layout;
mod playback;
mod real_runs;
mod rendering;
mod sliders;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

use crate::lab::Setting;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1);
    let setting = Setting::of_environment();
    if setting.is_none() && !arguments.list {
        println!("MEANWHILE_SITE names no built site, so nothing is tested here: use `cargo xtask test`.");
    }
    libtest_mimic::run(&arguments, promises(setting.as_ref())).exit_code()
}

fn promises(setting: Option<&Setting>) -> Vec<Trial> {
    [
        rendering::promises(setting),
        sliders::promises(setting),
        playback::promises(setting),
        bad_input::promises(setting),
        faults::promises(setting),
        layout::promises(setting),
        cancelling::promises(setting),
        real_runs::promises(setting),
    ]
    .into_iter()
    .flatten()
    .collect()
}
