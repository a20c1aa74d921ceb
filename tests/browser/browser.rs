//! The browsers, and what is particular to each.

use std::env;
use std::ffi::OsString;

use serde_json::{Value, json};

/// A browser in which the tests run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    Chromium,
    Firefox,
    /// As it comes: it calls a page isolated and yet shares no memory with Workers.
    WebKit,
    /// Started with the variable that makes it share memory, as Safari does.
    WebKitSharing,
}

/// All of them, in the order of the columns of every table.
pub const ALL: [Browser; 4] = [Browser::Chromium, Browser::Firefox, Browser::WebKit, Browser::WebKitSharing];

/// A browser's programs.
#[derive(Clone, Debug)]
pub struct Programs {
    /// What speaks WebDriver.
    pub driver: OsString,
    /// The browser itself; WebKit's driver knows where that is.
    pub browser: Option<OsString>,
    /// The display without a screen, for a browser that needs a window.
    pub xvfb: Option<OsString>,
}

const CHROMIUM_FLAGS: [&str; 11] = [
    "--headless=new",
    // Needed as root; what is opened here are our own files.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    // As on a phone: they take no room.
    "--hide-scrollbars",
    "--window-size=1280,1000",
];

impl Browser {
    /// Its name, as it stands before the names of its tests.
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "Chromium",
            Browser::Firefox => "Firefox",
            Browser::WebKit => "WebKitGTK",
            Browser::WebKitSharing => "WebKitGTK, memory shared",
        }
    }

    /// Where it is, by the variables that `cargo xtask test` sets or by the PATH, or a sentence that says why not.
    pub fn programs(self) -> Result<Programs, String> {
        match self {
            Browser::Chromium => Ok(Programs {
                driver: program("MEANWHILE_CHROMEDRIVER", "chromedriver")?,
                browser: Some(program("MEANWHILE_CHROMIUM", "chromium")?),
                xvfb: None,
            }),
            Browser::Firefox => Ok(Programs {
                browser: Some(unless_missing("MEANWHILE_NO_FIREFOX", "MEANWHILE_FIREFOX", "firefox-esr")?),
                driver: program("MEANWHILE_GECKODRIVER", "geckodriver")?,
                xvfb: None,
            }),
            Browser::WebKit | Browser::WebKitSharing => Ok(Programs {
                driver: unless_missing("MEANWHILE_NO_WEBKIT", "MEANWHILE_WEBKITDRIVER", "WebKitWebDriver")?,
                browser: None,
                xvfb: Some(program("MEANWHILE_XVFB", "Xvfb")?),
            }),
        }
    }

    /// What a session is asked for: a window of about 1280 by 1000, an empty profile, and nothing sent anywhere.
    pub fn capabilities(self, programs: &Programs) -> Value {
        let binary = programs.browser.as_deref().unwrap_or_default().to_string_lossy();
        let timeouts = json!({ "script": 60_000, "pageLoad": 30_000 });
        match self {
            Browser::Chromium => json!({
                "goog:chromeOptions": { "binary": binary, "args": CHROMIUM_FLAGS },
                "goog:loggingPrefs": { "browser": "ALL" },
                "timeouts": timeouts,
            }),
            Browser::Firefox => json!({
                "moz:firefoxOptions": { "binary": binary, "args": ["-headless"] },
                "timeouts": timeouts,
            }),
            Browser::WebKit | Browser::WebKitSharing => json!({ "timeouts": timeouts }),
        }
    }

    /// What the driver's surroundings must say, and with them the browser's.
    pub fn variables(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Browser::Chromium | Browser::WebKit => &[],
            // A headless Firefox is as large as it is told to be here.
            Browser::Firefox => &[("MOZ_HEADLESS_WIDTH", "1280"), ("MOZ_HEADLESS_HEIGHT", "1000")],
            Browser::WebKitSharing => &[("JSC_useSharedArrayBuffer", "1")],
        }
    }
}

/// A program, unless a variable says why there is none.
fn unless_missing(why_not: &str, variable: &str, name: &str) -> Result<OsString, String> {
    match named(why_not) {
        Some(why) => Err(why.to_string_lossy().into_owned()),
        None => program(variable, name),
    }
}

/// The path of a program, because a driver does not look for a browser in the PATH.
fn program(variable: &str, name: &str) -> Result<OsString, String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let in_path = || env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    let found = named(variable).or_else(|| in_path().map(Into::into));
    found.ok_or_else(|| format!("{name} is not on the PATH."))
}

/// What a variable says, if it is set and not empty.
pub fn named(variable: &str) -> Option<OsString> {
    env::var_os(variable).filter(|value| !value.is_empty())
}
