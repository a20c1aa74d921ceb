//! What is promised about real runs, measured in Chromium on the built site and, where a promise compares, natively.
//!
//! `cargo xtask bench` builds the site, names it and the browser in the environment, and starts this with the name of
//! one measurement. Its figures go to the standard output, a name and a number on each line; whatever else there is to
//! say goes to the standard error.
//!
//! For most of it the page is a blank one. The module that carries runs out is loaded into it as the site has it, gets plans as words
//! and answers with words, which are made and read here by the same crate that the page's modules are made of.

#[allow(dead_code, reason = "the tests in browsers use more of it")]
#[path = "../browser/browser.rs"]
mod browser;
#[allow(dead_code, reason = "the tests in browsers use more of it")]
#[path = "../browser/console.rs"]
mod console;
#[allow(dead_code, reason = "the tests in browsers use more of it")]
#[path = "../browser/driver.rs"]
mod driver;
#[allow(dead_code, reason = "the tests in browsers use more of it")]
#[path = "../browser/outcome.rs"]
mod outcome;
#[path = "../browser/process.rs"]
mod process;
#[allow(dead_code, reason = "the tests in browsers use more of it")]
#[path = "../browser/server.rs"]
mod server;

mod article;
mod busy;
mod event_loop;
mod figures;
mod kernel_speed;
mod native;
mod page;
mod pool_start;
mod prediction;
mod speed_up;
mod start;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use tokio::task::LocalSet;

use crate::browser::{Browser, named};
use crate::driver::Driver;
use crate::figures::Figures;
use crate::outcome::{Context, Outcome};
use crate::page::Page;

/// No measurement may take longer. All of them together stay below five minutes, because the others are much shorter
/// than the one that is nearly so long.
const LIMIT: Duration = Duration::from_secs(200);

/// What can be measured.
const MEASUREMENTS: [&str; 7] =
    ["speed-up", "kernel", "event-loop", "pool-start", "prediction", "article", "start"];

fn main() -> ExitCode {
    // Cargo adds a word of its own.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let [name] = wanted.as_slice() else {
        eprintln!("Name one measurement: {}. `cargo xtask bench` does.", MEASUREMENTS.join(", "));
        return ExitCode::SUCCESS;
    };
    match measure(name) {
        Ok(figures) => {
            print!("{figures}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{name}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(name: &str) -> Outcome<Figures> {
    let site = named("MEANWHILE_SITE").context("looking for a built site in MEANWHILE_SITE")?;
    let programs = Browser::Chromium.programs()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("starting the runtime")?;
    busy::warn(name);
    let driver = Driver::start(Browser::Chromium, &programs)?;
    let figures = LocalSet::new().block_on(&runtime, async {
        let figures = tokio::time::timeout(LIMIT, figures_of(name, &driver, &PathBuf::from(site))).await;
        figures.context(format_args!("waiting for {LIMIT:?}"))?
    })?;
    busy::warn(name);
    Ok(figures)
}

async fn figures_of(name: &str, driver: &Driver, site: &Path) -> Outcome<Figures> {
    match name {
        "article" => article::measure(driver, site).await,
        "start" => start::measure(driver, site).await,
        _ => {
            let page = Page::open(driver, site).await?;
            let figures = of_blank_page(name, &page).await;
            page.close().await;
            figures
        }
    }
}

async fn of_blank_page(name: &str, page: &Page) -> Outcome<Figures> {
    match name {
        "speed-up" => speed_up::measure(page).await,
        "kernel" => kernel_speed::measure(page).await,
        "event-loop" => event_loop::measure(page).await,
        "pool-start" => pool_start::measure(page).await,
        "prediction" => prediction::measure(page).await,
        _ => Err(format!("there are only {}", MEASUREMENTS.join(", ")).into()),
    }
}
