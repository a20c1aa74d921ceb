//! The browser's driver: one process for all tests, a browser of its own for each.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::outcome::{Context, Outcome};

const READY_WITHIN: Duration = Duration::from_secs(20);
const GONE_WITHIN: Duration = Duration::from_secs(5);
const FLAGS: [&str; 11] = [
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

/// A running chromedriver, which ends when this is dropped, and its browsers with it.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts it on a port of its choice, and waits until it says which.
    pub fn start(program: &OsStr) -> Outcome<Driver> {
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context(format_args!("starting {}", program.display()))?;
        let stdout = process.stdout.take().context("reading what the driver says")?;
        // From here on, dropping it ends the process, also where it does not get ready.
        let mut driver = Driver { process, port: 0 };
        let (tell, told) = mpsc::channel();
        // Reads on to the end, so that the driver never blocks on a full pipe.
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some(port) = port_in(&line) {
                    let _ = tell.send(port);
                }
            }
        });
        driver.port = told.recv_timeout(READY_WITHIN).context("waiting for the driver's port")?;
        Ok(driver)
    }

    /// Starts a browser with an empty profile.
    pub async fn browser(&self, program: &OsStr) -> Outcome<Client> {
        let capabilities = json!({
            "goog:chromeOptions": { "binary": program.to_string_lossy(), "args": FLAGS },
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "script": 60_000, "pageLoad": 30_000 },
        });
        let capabilities: Capabilities = match capabilities {
            Value::Object(map) => map,
            _ => Capabilities::new(),
        };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{}", self.port);
        builder.connect(&address).await.context("starting a browser")
    }

    /// The driver closes its browsers when it is asked to go, not when it is killed.
    fn ask_to_go(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let asked = self.ask_to_go().is_ok();
        let deadline = Instant::now() + GONE_WITHIN;
        while asked && Instant::now() < deadline {
            if let Ok(Some(_)) = self.process.try_wait() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// “ChromeDriver was started successfully on port 12345.” Before that it says that it starts, on port 0.
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.rsplit_once("on port ")?;
    port.trim().trim_end_matches('.').parse().ok().filter(|&port| port != 0)
}

/// The path of a program in the PATH, because the driver does not look there for the browser.
pub fn in_path(name: &str) -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    found.map_or_else(|| name.into(), Into::into)
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
        let body = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": params });
        Vendor { path: "goog/cdp/execute", body }
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
