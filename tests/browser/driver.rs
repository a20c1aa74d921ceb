//! The drivers: one process for all tests of a browser, a session with an empty profile for each test.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::browser::{Browser, Programs};
use crate::console::{Console, Printed};
use crate::outcome::{Context, Outcome, ensure};
use crate::process::Process;

const READY_WITHIN: Duration = Duration::from_secs(20);

/// A running driver, which ends when this is dropped, and its browsers with it.
#[derive(Debug)]
pub struct Driver {
    browser: Browser,
    programs: Programs,
    port: u16,
    printed: Printed,
    // In this order: the display goes last.
    _process: Process,
    _display: Option<Process>,
}

impl Driver {
    /// Starts it on a port of its own, on a display of its own where it needs one, and waits until it listens.
    pub fn start(browser: Browser, programs: &Programs) -> Outcome<Driver> {
        let mut command = Command::new(&programs.driver);
        command.envs(browser.variables().iter().copied());
        let mut display = None;
        if let Some(xvfb) = &programs.xvfb {
            let (process, name) = start_display(Command::new(xvfb))?;
            command.env("DISPLAY", name);
            display = Some(process);
        }
        // WebKit's driver does not say which port it chose, so it is told one that is free.
        let asked = match browser {
            Browser::WebKit | Browser::WebKitSharing => free_port()?,
            Browser::Chromium | Browser::Firefox => 0,
        };
        let (process, printed) = Process::start(command.arg(format!("--port={asked}")))?;
        let port = if asked == 0 { port_told(&printed)? } else { asked };
        wait_for(port)?;
        let (programs, printed) = (programs.clone(), Arc::new(Mutex::new(printed)));
        Ok(Driver { browser, programs, port, printed, _process: process, _display: display })
    }

    /// Which browser it drives.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// Starts a browser with an empty profile.
    pub async fn session(&self) -> Outcome<Client> {
        let capabilities: Capabilities = match self.browser.capabilities(&self.programs) {
            Value::Object(map) => map,
            _ => Capabilities::new(),
        };
        // What an earlier browser has printed is of no concern to this one.
        self.printed.lock().unwrap_or_else(PoisonError::into_inner).try_iter().for_each(drop);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{}", self.port);
        builder.connect(&address).await.context("starting a browser")
    }

    /// How the browser tells of its errors.
    pub fn console(&self) -> Console {
        match self.browser {
            Browser::Chromium => Console::Asked,
            Browser::Firefox => Console::Printed(Arc::clone(&self.printed)),
            Browser::WebKit | Browser::WebKitSharing => Console::Silent,
        }
    }
}

/// “… was started successfully on port 12345.” is what chromedriver says, and geckodriver “Listening on
/// 127.0.0.1:12345”.
fn port_told(printed: &Receiver<String>) -> Outcome<u16> {
    let deadline = Instant::now() + READY_WITHIN;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let line = printed.recv_timeout(left).context("waiting for the driver's port")?;
        if let Some(port) = port_in(&line) {
            return Ok(port);
        }
    }
}

/// Before chromedriver says where it was started, it says that it starts, on port 0.
fn port_in(line: &str) -> Option<u16> {
    let after = |words| line.rsplit_once(words).map(|(_, port)| port);
    let port = after("on port ").or_else(|| after("Listening on 127.0.0.1:"))?;
    port.trim().trim_end_matches('.').parse().ok().filter(|&port| port != 0)
}

fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("looking for a free port")?;
    Ok(listener.local_addr().context("looking for a free port")?.port())
}

fn wait_for(port: u16) -> Outcome {
    let deadline = Instant::now() + READY_WITHIN;
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        ensure(Instant::now() < deadline, format_args!("no driver listens on port {port}"))?;
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// Starts an X server without a screen, and gives the name of its display.
fn start_display(mut xvfb: Command) -> Outcome<(Process, String)> {
    xvfb.args(["-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]);
    let (process, printed) = Process::start(&mut xvfb)?;
    let is_number = |line: &String| line.parse::<u32>().is_ok();
    let deadline = Instant::now() + READY_WITHIN;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let line = printed.recv_timeout(left).context("waiting for the display's number")?;
        if is_number(&line) {
            return Ok((process, format!(":{line}")));
        }
    }
}

/// What chromedriver can do beyond the standard.
#[derive(Debug)]
pub struct Vendor {
    path: &'static str,
    body: Value,
}

impl Vendor {
    /// What has been written to the console since the last time.
    pub fn console() -> Vendor {
        Vendor { path: "se/log", body: json!({ "type": "browser" }) }
    }

    /// The page's size, also below what a window can be made.
    pub fn viewport(width: u32, height: u32) -> Vendor {
        let params = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        Vendor::devtools("Emulation.setDeviceMetricsOverride", params)
    }

    /// Runs a script in every page that is opened from now on, before any script of its own.
    pub fn before_each_page(script: &str) -> Vendor {
        Vendor::devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }))
    }

    /// All pages and Workers of the browser.
    pub fn targets() -> Vendor {
        Vendor::devtools("Target.getTargets", json!({}))
    }

    /// What the reader has asked the system for, by the names of media features.
    pub fn preferences(features: &[(&str, &str)]) -> Vendor {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        Vendor::devtools("Emulation.setEmulatedMedia", json!({ "features": features }))
    }

    /// Throws away what is not in use any more.
    pub fn collect_garbage() -> Vendor {
        Vendor::devtools("HeapProfiler.collectGarbage", json!({}))
    }

    /// How much memory the page's scripts use.
    pub fn heap_usage() -> Vendor {
        Vendor::devtools("Runtime.getHeapUsage", json!({}))
    }

    fn devtools(command: &str, params: Value) -> Vendor {
        Vendor { path: "goog/cdp/execute", body: json!({ "cmd": command, "params": params }) }
    }
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// What a screen reader is told about an element, by the element's name in the session.
#[derive(Debug)]
pub struct Computed {
    path: String,
}

impl Computed {
    /// What it is.
    pub fn role(element: &str) -> Computed {
        Computed { path: format!("element/{element}/computedrole") }
    }

    /// What it is called.
    pub fn label(element: &str) -> Computed {
        Computed { path: format!("element/{element}/computedlabel") }
    }
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}
