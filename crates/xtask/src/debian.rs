//! Debian's packages: the second way to get what is missing, where we are root on such a system.

use crate::failure::{Failure, Result};
use crate::rust::Toolchain;
use crate::{paths, process};
use std::path::Path;
use std::process::Command;

/// A compiler with std's source and a linker for wasm; Debian keeps it current for its browsers.
pub(crate) const RUST: &[&str] =
    &["rustc-web", "cargo-web", "rustfmt-web", "rust-web-src", "lld-22", "rust-web-llvm", "build-essential"];

/// The browser that the tests need, and the program that drives it.
pub(crate) const CHROMIUM: &[&str] = &["chromium", "chromium-driver"];

/// Another browser; Debian has no driver for it.
pub(crate) const FIREFOX: &[&str] = &["firefox-esr"];

/// WebKitGTK with its driver and its own small browser, and a display without a screen to show it on.
pub(crate) const WEBKIT: &[&str] = &["webkit2gtk-driver", "xvfb"];

/// The tool that makes wasm smaller; Debian's is old, but better than none.
pub(crate) const BINARYEN: &[&str] = &["binaryen"];

/// Python and its installer.
pub(crate) const PYTHON: &[&str] = &["python3", "python3-pip"];

/// What Jekyll reads Markdown with.
pub(crate) const KRAMDOWN: &[&str] = &["ruby-kramdown-parser-gfm"];

/// Installs packages and says what that is, or says why it cannot be done.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    if paths::on_path("apt-get").is_none() {
        return Err(Failure::new("This is not a Debian-like system (there is no `apt-get`)."));
    }
    if !is_root() {
        return Err(Failure::new("Installing Debian's packages needs root."));
    }
    eprintln!("setup: installing {what}.");
    process::run_quietly(apt().arg("update"))?;
    process::run_quietly(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))?;
    Ok(())
}

/// What a person types to install packages.
pub(crate) fn by_hand(packages: &[&str]) -> String {
    format!("sudo apt-get update && sudo apt-get install -y {}", packages.join(" "))
}

/// Debian's compiler, installed if need be.
pub(crate) fn toolchain() -> Result<Toolchain> {
    if let Some(found) = installed_toolchain() {
        return Ok(found);
    }
    install("Debian's Rust, with std's source and a linker for wasm (1-2 minutes, once)", RUST)?;
    installed_toolchain()
        .ok_or_else(|| Failure::new("Debian's packages are installed, but their compiler has no std source."))
}

/// Debian's compiler, with a cargo in front of it that builds std for the browser too.
fn installed_toolchain() -> Option<Toolchain> {
    if !Path::new("/usr/bin/cargo").is_file() || !Path::new("/usr/bin/rustc").is_file() {
        return None;
    }
    Toolchain::in_folder(Path::new("/usr/bin")).filter(Toolchain::has_source)
}

fn apt() -> Command {
    let mut apt = process::command("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

/// Whether we are root; `id` is everywhere where `apt-get` is.
pub(crate) fn is_root() -> bool {
    process::answer(process::command("id").arg("-u")).is_some_and(|id| id == "0")
}
