//! The Rust toolchain: which one runs us, what it lacks, and how the lack is made good.
//!
//! The page needs the wasm32 target, the threaded engine needs std's source (it is built with atomics). rustup is
//! asked first; where it reaches nothing, Debian's packages do it all; else the person is told what to type.

use crate::failure::{Failure, Result};
use crate::{debian, paths, process};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target of everything that runs in the browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A cargo and the compiler that belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Toolchain {
    /// The folder of `cargo`, `rustc` and the others; it goes to the front of the PATH.
    bin: PathBuf,
    /// Where the compiler keeps its libraries.
    sysroot: PathBuf,
}

impl Toolchain {
    /// The toolchain that runs this very program: cargo says where it is.
    pub(crate) fn current() -> Result<Toolchain> {
        let cargo = paths::variable("CARGO").map(PathBuf::from).or_else(|| paths::on_path("cargo"));
        let bin = cargo.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_path_buf();
        Toolchain::in_folder(&bin).ok_or_else(|| {
            Failure::new("There is no `rustc` beside the `cargo` that runs this, nor on the PATH.")
                .remedy("install Rust as its web site says (rustup), then try again")
        })
    }

    /// The toolchain whose programs are in this folder; a cargo without a compiler beside it uses the PATH's.
    pub(crate) fn in_folder(bin: &Path) -> Option<Toolchain> {
        let beside = bin.join(format!("rustc{}", std::env::consts::EXE_SUFFIX));
        let rustc = if beside.is_file() { beside } else { paths::on_path("rustc")? };
        let sysroot = process::answer(process::command(rustc).args(["--print", "sysroot"]))?;
        Some(Toolchain { bin: bin.to_path_buf(), sysroot: sysroot.into() })
    }

    /// The folder of its programs.
    pub(crate) fn bin(&self) -> &Path {
        &self.bin
    }

    /// The exact version, as the compiler tells it.
    pub(crate) fn version(&self) -> String {
        process::answer(self.command("rustc").arg("--version"))
            .unwrap_or_else(|| "rustc (unknown)".to_owned())
    }

    /// A program of the toolchain, say `cargo`, ready to get its arguments.
    pub(crate) fn command(&self, program: &str) -> Command {
        let own = self.bin.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
        let mut command = if own.is_file() { process::command(own) } else { process::command(program) };
        command.env("PATH", paths::path_with(std::slice::from_ref(&self.bin)));
        command
    }

    /// Whether std for the browser comes ready made.
    pub(crate) fn has_wasm_std(&self) -> bool {
        self.sysroot.join("lib/rustlib").join(WASM).join("lib").is_dir()
    }

    /// Whether std's source is there, so that std can be built.
    pub(crate) fn has_source(&self) -> bool {
        self.sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file()
    }

    /// Whether one of its programs, say `cargo-clippy`, is there.
    pub(crate) fn has(&self, program: &str) -> bool {
        self.bin.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)).is_file()
    }

    /// Whether the page and the engine can both be built.
    pub(crate) fn is_whole(&self) -> bool {
        self.has_source() && (self.has_wasm_std() || self.is_debians())
    }

    /// Debian's compiler lives in `/usr` and has no ready-made std for the browser.
    fn is_debians(&self) -> bool {
        self.sysroot == Path::new("/usr")
    }
}

/// Makes sure of a toolchain that can build everything, installing what is missing.
pub(crate) fn ready(for_tests: bool) -> Result<Toolchain> {
    let current = Toolchain::current()?;
    if current.is_whole() && (!for_tests || has_linters(&current)) {
        return Ok(current);
    }
    if let Some(completed) = from_rustup() {
        return Ok(completed);
    }
    if current.is_whole() {
        println!(
            "setup: rustfmt or clippy is missing and rustup cannot supply it; those checks are skipped."
        );
        return Ok(current);
    }
    match debian::toolchain() {
        Ok(toolchain) => Ok(toolchain),
        Err(_) if current.has_source() => Ok(current), // std for the browser is built from it
        Err(_) if current.has_wasm_std() => {
            eprintln!("setup: std's source is missing, so the threaded engine is left out of the page.");
            Ok(current)
        }
        Err(failure) => Err(remedies(&failure)),
    }
}

fn has_linters(toolchain: &Toolchain) -> bool {
    toolchain.is_debians() || (toolchain.has("cargo-fmt") && toolchain.has("cargo-clippy"))
}

fn remedies(failure: &Failure) -> Failure {
    let pinned = pinned();
    let why = failure.sentence();
    Failure::new(format!(
        "Rust's target for the browser and std's source are missing and could not be installed. {why}"
    ))
    .remedy(format!("rustup target add {WASM} --toolchain {pinned}"))
    .remedy(format!("rustup component add rust-src rustfmt clippy --toolchain {pinned}"))
    .remedy(format!("or, on Debian: {}", debian::by_hand(debian::RUST)))
}

/// Asks rustup for what is missing, by name, because its automatic installation may be switched off.
fn from_rustup() -> Option<Toolchain> {
    paths::on_path("rustup")?;
    let pinned = pinned();
    eprintln!("setup: asking rustup for the browser's target, std's source, rustfmt and clippy (a minute).");
    let mut install = process::command("rustup");
    install.args(["toolchain", "install", &pinned, "--profile", "minimal", "--no-self-update"]);
    install.args(["--target", WASM, "--component", "rust-src,rustfmt,clippy"]);
    if let Err(failure) = process::run(&mut install) {
        eprintln!("setup: rustup cannot supply them: {}", failure.sentence());
        return None;
    }
    let cargo = process::answer(process::command("rustup").args(["which", "cargo", "--toolchain", &pinned]))?;
    Toolchain::in_folder(Path::new(&cargo).parent()?).filter(Toolchain::is_whole)
}

/// The version that `rust-toolchain.toml` names.
pub(crate) fn pinned() -> String {
    let text = std::fs::read_to_string(paths::root().join("rust-toolchain.toml")).unwrap_or_default();
    channel(&text).unwrap_or("stable").to_owned()
}

fn channel(text: &str) -> Option<&str> {
    let line = text.lines().find(|line| line.trim_start().starts_with("channel"))?;
    line.split('"').nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_version_is_read_from_its_file() {
        assert_eq!(channel("# comment\n[toolchain]\nchannel = \"1.95.0\"\n"), Some("1.95.0"));
        assert_eq!(channel("[toolchain]\n"), None);
    }
}
