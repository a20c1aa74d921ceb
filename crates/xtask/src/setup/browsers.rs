//! The browsers for the tests, and what judges pages in them: Chromium must be there; the rest is installed where that is
//! possible.

use super::{axe, cargo_install, vanished};
use crate::debian;
use crate::failure::{Failure, Result};
use crate::rust::Toolchain;
use crate::tools::{self, Browser, Firefox, GECKODRIVER, WebKit};
use std::path::PathBuf;
use std::process::Command;

/// What the tests run in. A browser that is not there keeps the reason, with which its tests are skipped.
#[derive(Debug)]
pub(crate) struct Browsers {
    chromium: Browser,
    firefox: Result<Firefox>,
    webkit: Result<WebKit>,
    /// The script of axe-core, which judges how accessible a page is.
    axe: Result<PathBuf>,
}

/// All browsers, installed if need be.
pub(crate) fn browsers(rust: &Toolchain) -> Result<Browsers> {
    let browsers = Browsers { chromium: browser()?, firefox: firefox(rust), webkit: webkit(), axe: axe() };
    for (name, failure) in browsers.missing() {
        eprintln!("setup: without {name}, its tests are skipped: {failure}");
    }
    Ok(browsers)
}

impl Browsers {
    /// Tells the tests where everything is, or why it is not.
    pub(crate) fn tell(&self, tests: &mut Command) {
        tests.env("MEANWHILE_CHROMIUM", &self.chromium.chromium);
        tests.env("MEANWHILE_CHROMEDRIVER", &self.chromium.driver);
        match &self.firefox {
            Ok(found) => {
                tests.env("MEANWHILE_FIREFOX", &found.firefox).env("MEANWHILE_GECKODRIVER", &found.driver)
            }
            Err(failure) => tests.env("MEANWHILE_NO_FIREFOX", failure.sentence()),
        };
        match &self.webkit {
            Ok(found) => {
                tests.env("MEANWHILE_WEBKITDRIVER", &found.driver).env("MEANWHILE_XVFB", &found.xvfb)
            }
            Err(failure) => tests.env("MEANWHILE_NO_WEBKIT", failure.sentence()),
        };
        match &self.axe {
            Ok(script) => tests.env("MEANWHILE_AXE", script),
            Err(failure) => tests.env("MEANWHILE_NO_AXE", failure.sentence()),
        };
    }

    /// What is not there, with the reason.
    pub(crate) fn missing(&self) -> Vec<(&'static str, &Failure)> {
        let firefox = self.firefox.as_ref().err().map(|failure| ("Firefox", failure));
        let webkit = self.webkit.as_ref().err().map(|failure| ("WebKitGTK", failure));
        let axe = self.axe.as_ref().err().map(|failure| ("axe", failure));
        firefox.into_iter().chain(webkit).chain(axe).collect()
    }

    /// Prints where everything is.
    pub(crate) fn print(&self) {
        let Browser { chromium, driver } = &self.chromium;
        eprintln!("setup: Chromium, {}, {}", chromium.display(), driver.display());
        if let Ok(Firefox { firefox, driver }) = &self.firefox {
            eprintln!("setup: Firefox, {}, {}", firefox.display(), driver.display());
        }
        if let Ok(WebKit { driver, xvfb }) = &self.webkit {
            eprintln!("setup: WebKitGTK, {}, {}", driver.display(), xvfb.display());
        }
        if let Ok(script) = &self.axe {
            eprintln!("setup: axe, {}", script.display());
        }
    }
}

/// Chromium and its driver.
pub(crate) fn browser() -> Result<Browser> {
    if let Some(found) = tools::browser() {
        return Ok(found);
    }
    let what = "Chromium and its driver for the tests (about a minute, once)";
    debian::install(what, debian::CHROMIUM).map_err(|failure| {
        Failure::new(format!("The tests need Chromium and ChromeDriver on the PATH. {}", failure.sentence()))
            .remedy(debian::by_hand(debian::CHROMIUM))
            .remedy("or install Chromium and the ChromeDriver of the same version yourself, and put both on the PATH")
            .remedy("or name them: MEANWHILE_CHROMIUM=/path/to/chromium MEANWHILE_CHROMEDRIVER=/path/to/chromedriver")
            .remedy("or run the tests that need no browser: cargo xtask test --only native")
    })?;
    tools::browser().ok_or_else(|| vanished("Chromium"))
}

/// Firefox and its driver. Where there is no Firefox, no driver is compiled either.
fn firefox(rust: &Toolchain) -> Result<Firefox> {
    if tools::firefox().is_none() {
        let what = "Firefox for the tests (half a minute, once)";
        debian::install(what, debian::FIREFOX)
            .map_err(|failure| failure.remedy(debian::by_hand(debian::FIREFOX)))?;
    }
    if tools::geckodriver().is_none() {
        eprintln!("setup: compiling geckodriver {GECKODRIVER} (about 1-2 minutes, once).");
        let what = &["geckodriver", "--version", GECKODRIVER, "--locked"];
        cargo_install(rust, "geckodriver", GECKODRIVER, what)?;
    }
    let found = tools::firefox().zip(tools::geckodriver());
    let (firefox, driver) = found.ok_or_else(|| vanished("Firefox or geckodriver"))?;
    Ok(Firefox { firefox, driver })
}

/// WebKitGTK, its driver, and a display to show it on.
fn webkit() -> Result<WebKit> {
    if let Some(found) = tools::webkit() {
        return Ok(found);
    }
    let what = "WebKitGTK, its driver and a display without a screen for the tests (half a minute, once)";
    debian::install(what, debian::WEBKIT)
        .map_err(|failure| failure.remedy(debian::by_hand(debian::WEBKIT)))?;
    tools::webkit().ok_or_else(|| vanished("WebKitGTK"))
}
