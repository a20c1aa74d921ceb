//! `cargo xtask serve`: the page on this machine, rebuilt whenever a source file changes.

use crate::failure::{Doing, Failure, Result};
use crate::tools::Tools;
use crate::{engine, paths, process, setup, site};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where the page is served if nobody says otherwise.
pub(crate) const PORT: u16 = 8080;

/// How long the page may take until it is there, in the test of this command.
const PATIENCE: Duration = Duration::from_secs(300);

/// Sets up what is missing, builds, and serves until it is interrupted.
pub(crate) fn run(port: u16) -> Result<()> {
    let tools = setup::site(false)?;
    free(port)?;
    engine::ahead(&tools, false)?;
    println!("serve: building the page (1-2 minutes the first time, then seconds).");
    println!("serve: it will be at http://127.0.0.1:{port}/ (Ctrl+C ends it)");
    process::run(&mut trunk(&tools, port)?)
}

fn trunk(tools: &Tools, port: u16) -> Result<Command> {
    let out = paths::target().join("serve");
    std::fs::create_dir_all(&out).doing(|| format!("make the folder {}", out.display()))?;
    let mut serve = site::trunk(tools, "serve")?;
    serve.args(["--port", &port.to_string(), "--dist"]).arg(out);
    Ok(serve)
}

/// Says now, not after the build, that somebody else has the port.
fn free(port: u16) -> Result<()> {
    if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
        return Ok(());
    }
    Err(Failure::new(format!("Port {port} of this machine is taken."))
        .remedy(format!("cargo xtask serve --port {}", port.wrapping_add(1).max(1024))))
}

/// The test of this command: the page comes, with the headers that isolate it, and so does the engine's module.
pub(crate) fn check(tools: &Tools) -> Result<()> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    let port = port.doing(|| "find a free port".to_owned())?.port();
    let mut trunk = trunk(tools, port)?;
    trunk.stdout(Stdio::null()).stderr(Stdio::null());
    let mut serving = Served(trunk.spawn().doing(|| "start Trunk".to_owned())?);
    let start = Instant::now();
    let page = loop {
        if let Some(answer) = get(port, "/") {
            break answer;
        }
        if serving.has_ended() || start.elapsed() > PATIENCE {
            return Err(Failure::new("Trunk did not serve the page.").remedy("cargo xtask serve"));
        }
        std::thread::sleep(Duration::from_millis(200));
    };
    let isolated = ["cross-origin-opener-policy: same-origin", "cross-origin-embedder-policy: require-corp"];
    let module = get(port, "/runner/runner.js").unwrap_or_default();
    if isolated.iter().all(|header| page.to_lowercase().contains(header))
        && page.contains("data-figure")
        && module.starts_with("HTTP/1.1 200")
    {
        return Ok(());
    }
    Err(Failure::new("Trunk serves the page without its headers, or without the module that runs things."))
}

/// The whole answer to one request, if there is one yet.
fn get(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    Some(String::from_utf8_lossy(&answer).into_owned())
}

/// Ends with the test, however that ends.
struct Served(Child);

impl Served {
    fn has_ended(&mut self) -> bool {
        self.0.try_wait().is_ok_and(|status| status.is_some())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // If it has ended already, there is nothing to do.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
