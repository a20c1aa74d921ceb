//! `cargo xtask screenshot`: the picture of the page that the README begins with; `cargo xtask screenshots`: one of every
//! figure and chapter, to be looked at.

use crate::failure::{Failure, Result};
use crate::tools::Browser;
use crate::{debian, files, paths, process, setup, site, static_server, tools};
use std::path::PathBuf;
use std::process::Command;

/// How the command was called.
pub(crate) struct Options {
    /// The file to write.
    pub(crate) out: PathBuf,
    /// The width and the height of the window, in CSS pixels; the picture has twice as many.
    pub(crate) size: (u32, u32),
    /// Whether the browser asks for dark colours.
    pub(crate) dark: bool,
    /// Where on the page to begin: an element's id.
    pub(crate) at: Option<String>,
}

/// How the command for all pictures was called.
pub(crate) struct AllOptions {
    /// The folder to write into.
    pub(crate) out: PathBuf,
    /// Whether the bets stay open.
    pub(crate) betting: bool,
}

/// Flags that make a browser quiet and the same every time.
const QUIET: &[&str] = &[
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=2",
    "--virtual-time-budget=4000",
];

/// Builds the site, serves it, and lets a headless Chromium take its picture.
pub(crate) fn run(options: &Options) -> Result<()> {
    let chromium = match tools::chromium() {
        Some(found) => found,
        None => setup::browser()?.chromium,
    };
    let built = paths::target().join("site");
    site::build(&setup::site(false)?, &built, true)?;
    let port = static_server::start(built)?;
    let out = paths::absolute(&options.out);
    let profile = paths::target().join("screenshot-profile");
    files::empty(&profile)?;
    let before = files::size(&out);
    let _ = std::fs::remove_file(&out);
    let mut browser = browser(chromium, options);
    browser
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("--screenshot={}", out.display()));
    let place = options.at.as_deref().map(|id| format!("#{id}")).unwrap_or_default();
    process::run_quietly(browser.arg(format!("http://127.0.0.1:{port}/{place}")))?;
    match files::size(&out) {
        0 => Err(Failure::new("The browser ran, but it wrote no picture.")),
        size => {
            println!("screenshot: {size} bytes ({before} before) in {}", out.display());
            Ok(())
        }
    }
}

/// Builds the site and lets `tests/screenshots` take a picture of every figure and chapter, however it looks.
pub(crate) fn all(options: &AllOptions) -> Result<()> {
    let Browser { chromium, driver } = setup::browser()?;
    let tools = setup::site(false)?;
    let built = paths::target().join("site");
    site::build(&tools, &built, true)?;
    let mut pictures = tools.rust.command("cargo");
    pictures.args(["run", "--quiet", "--package", "meanwhile-tests", "--example", "screenshots", "--"]);
    pictures.arg(paths::absolute(&options.out)).args(options.betting.then_some("betting"));
    pictures.env("MEANWHILE_SITE", built);
    pictures.env("MEANWHILE_CHROMIUM", chromium).env("MEANWHILE_CHROMEDRIVER", driver);
    process::run(&mut pictures)
}

fn browser(chromium: PathBuf, options: &Options) -> Command {
    let mut browser = process::command(chromium);
    let (width, height) = options.size;
    browser.args(QUIET).arg(format!("--window-size={width},{height}"));
    // 0 is dark and 1 is light in Blink; both are said, because the default follows the desktop.
    browser.arg(format!("--blink-settings=preferredColorScheme={}", u8::from(!options.dark)));
    if debian::is_root() {
        browser.arg("--no-sandbox");
    }
    browser
}
