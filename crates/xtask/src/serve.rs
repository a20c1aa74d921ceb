//! `cargo xtask serve`: the page on this machine, rebuilt whenever a source file changes.

use crate::failure::{Failure, Result};
use crate::{engine, paths, process, setup, site};
use std::net::{Ipv4Addr, TcpListener};

/// Where the page is served if nobody says otherwise.
pub(crate) const PORT: u16 = 8080;

/// Sets up what is missing, builds, and serves until it is interrupted.
pub(crate) fn run(port: u16) -> Result<()> {
    let tools = setup::site(false)?;
    free(port)?;
    engine::ahead(&tools, false)?;
    println!("serve: building the page (1-2 minutes the first time, then seconds).");
    println!("serve: it will be at http://127.0.0.1:{port}/ (Ctrl+C ends it)");
    let mut serve = site::trunk(&tools, "serve")?;
    serve.args(["--port", &port.to_string(), "--dist"]).arg(paths::target().join("serve"));
    std::fs::create_dir_all(paths::target().join("serve")).ok();
    process::run(&mut serve)
}

/// Says now, not after the build, that somebody else has the port.
fn free(port: u16) -> Result<()> {
    if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
        return Ok(());
    }
    Err(Failure::new(format!("Port {port} of this machine is taken."))
        .remedy(format!("cargo xtask serve --port {}", port.wrapping_add(1).max(1024))))
}
