//! A picture of every figure and of every chapter, at 1280 and at 360 px, light and dark, to be looked at.
//!
//! `cargo xtask screenshots` builds the site, names it and the browser in the environment, and starts this with the folder
//! for the pictures, and with `betting` where the bets are to stay open.

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

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fantoccini::Client;
use serde_json::{Value, json};
use tokio::task::LocalSet;

use crate::browser::{Browser, named};
use crate::driver::{Driver, Vendor};
use crate::outcome::{Context, Outcome};
use crate::server::{Fault, Server};

const WIDTHS: [u32; 2] = [1280, 360];
const SCHEMES: [&str; 2] = ["light", "dark"];
/// Above and below each figure, so that one sees how it stands in the text.
const MARGIN_PX: f64 = 24.0;

/// Waits for the figures, skips the bets where `arguments[0]` says so, and lets everything settle.
const PREPARE: &str = "
    const done = arguments[arguments.length - 1];
    const look = () => {
        if (!document.querySelector('[data-alive]') || document.querySelector('[data-betting]:not([data-alive])')) {
            return setTimeout(look, 20);
        }
        if (arguments[0]) document.querySelectorAll('[data-do=skip]').forEach((button) => button.click());
        setTimeout(() => { document.activeElement?.blur(); done(true); }, 500);
    };
    look();";

/// The names of all chapters and figures, with their tops and heights. A chapter goes to the heading of the next one.
const PLACES: &str = "
    const top = (element) => element.getBoundingClientRect().top + scrollY;
    const chapters = [...document.querySelectorAll('h2[id]')];
    const ends = [...chapters.slice(1), document.querySelector('footer')].map(top);
    const places = chapters.map((chapter, index) => [chapter.id, top(chapter), ends[index] - top(chapter)]);
    for (const figure of document.querySelectorAll('.figure-place')) {
        places.push([figure.id, top(figure), figure.getBoundingClientRect().height]);
    }
    return places;";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = arguments.first().map(PathBuf::from) else {
        eprintln!("Name a folder. `cargo xtask screenshots` does.");
        return ExitCode::FAILURE;
    };
    let is_betting = arguments.iter().any(|word| word == "betting");
    match take_all(&folder, is_betting) {
        Ok(count) => {
            println!("screenshots: {count} pictures in {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("screenshots: {error}");
            ExitCode::FAILURE
        }
    }
}

fn take_all(folder: &Path, is_betting: bool) -> Outcome<usize> {
    std::fs::create_dir_all(folder).context(format_args!("making the folder {}", folder.display()))?;
    let site = named("MEANWHILE_SITE").context("looking for a built site in MEANWHILE_SITE")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let driver = Driver::start(Browser::Chromium, &Browser::Chromium.programs()?)?;
    LocalSet::new().block_on(&runtime.context("starting the runtime")?, async {
        let server = Server::start(&PathBuf::from(site), "/", Fault::None).await?;
        let client = driver.session().await?;
        let mut count = 0;
        for width in WIDTHS {
            for scheme in SCHEMES {
                let look = [("prefers-color-scheme", scheme)];
                client.issue_cmd(Vendor::preferences(&look)).await.context("asking for colours")?;
                client.issue_cmd(Vendor::viewport(width, 900)).await.context("resizing")?;
                client.goto(&server.url()).await.context("opening the page")?;
                client
                    .execute_async(PREPARE, vec![json!(!is_betting)])
                    .await
                    .context("preparing the page")?;
                let name = |place: &str| folder.join(format!("{place}-{width}-{scheme}.png"));
                count += take(&client, width, name).await?;
            }
        }
        let _ = client.close().await;
        Ok(count)
    })
}

/// Every place on the page that is open.
async fn take(client: &Client, width: u32, file: impl Fn(&str) -> PathBuf) -> Outcome<usize> {
    let places = client.execute(PLACES, Vec::new()).await.context("looking for chapters and figures")?;
    let places: Vec<(String, f64, f64)> = serde_json::from_value(places).context("reading the places")?;
    for (place, _, height) in &places {
        let height = (height + 2.0 * MARGIN_PX).ceil();
        client.issue_cmd(Vendor::viewport(width, height as u32)).await.context("resizing")?;
        // In a window as high as the place itself, so that nothing has to be put together.
        let scroll = "const done = arguments[2];\
                      const { top } = document.getElementById(arguments[0]).getBoundingClientRect();\
                      window.scrollBy({ top: top - arguments[1], behavior: 'instant' });\
                      requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
        let arguments: Vec<Value> = vec![json!(place), json!(MARGIN_PX)];
        client.execute_async(scroll, arguments).await.context(format_args!("going to {place}"))?;
        let picture = client.screenshot().await.context(format_args!("taking {place}"))?;
        let file = file(place);
        std::fs::write(&file, picture).context(format_args!("writing {}", file.display()))?;
    }
    Ok(places.len())
}
