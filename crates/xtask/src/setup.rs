//! `cargo xtask setup`: everything that is missing, installed once and kept.
//!
//! A tool is installed into a temporary folder beside its place and then renamed, so that an interrupted set-up never
//! leaves half a tool that would be taken for a whole one.

mod browsers;
mod go;
pub(crate) mod pip;
mod renderers;

pub(crate) use browsers::{Browsers, browser, browsers};
pub(crate) use go::go;
pub(crate) use renderers::{Renderers, renderers};

use crate::failure::{Doing, Failure, Result};
use crate::rust::{self, Toolchain};
use crate::tools::{self, AXE, BINARYEN, ESBUILD, TRUNK, Tools};
use crate::{debian, paths, process};
use std::fs::{self, File};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;

/// All that building the site takes.
pub(crate) fn site(for_tests: bool) -> Result<Tools> {
    let rust = rust::ready(for_tests)?;
    let version = tools::wasm_bindgen_version()?;
    let wasm_bindgen = wasm_bindgen(&rust, &version)?;
    let wasm_opt = wasm_opt()?;
    let esbuild = esbuild();
    let trunk = trunk(&rust)?;
    Ok(Tools { rust, trunk, wasm_bindgen, wasm_opt, esbuild })
}

/// wasm-bindgen's command line. `--locked` fails with its present releases, so its dependencies are the newest.
pub(crate) fn wasm_bindgen(rust: &Toolchain, version: &str) -> Result<PathBuf> {
    if let Some(found) = tools::wasm_bindgen(version) {
        return Ok(found);
    }
    eprintln!("setup: compiling wasm-bindgen {version} (about 1-2 minutes, once).");
    cargo_install(rust, "wasm-bindgen", version, &["wasm-bindgen-cli", "--version", version])?;
    tools::wasm_bindgen(version).ok_or_else(|| vanished("wasm-bindgen"))
}

/// Trunk, compiled without optimisation: that takes half the time, and it builds the page as fast.
fn trunk(rust: &Toolchain) -> Result<PathBuf> {
    if let Some(found) = tools::trunk() {
        return Ok(found);
    }
    eprintln!("setup: compiling Trunk {TRUNK} (about 3-6 minutes, once).");
    cargo_install(rust, "trunk", TRUNK, &["trunk", "--version", TRUNK, "--locked"])?;
    tools::trunk().ok_or_else(|| vanished("Trunk"))
}

/// wasm-opt: npm's if Node is there, else Debian's if we may install it, else none, and the files are larger.
pub(crate) fn wasm_opt() -> Result<Option<PathBuf>> {
    if let Some(found) = tools::wasm_opt() {
        return Ok(Some(found));
    }
    if has_npm() {
        eprintln!("setup: fetching wasm-opt (npm's binaryen {BINARYEN}, half a minute, once).");
        match npm_install("binaryen", BINARYEN, &[&format!("binaryen@{BINARYEN}")]) {
            Ok(()) => return Ok(tools::wasm_opt()),
            Err(failure) => eprintln!("setup: npm cannot supply it: {}", failure.sentence()),
        }
    }
    if tools::any_wasm_opt().is_none() {
        let what = "Debian's binaryen for its wasm-opt (half a minute, once)";
        if let Err(failure) = debian::install(what, debian::BINARYEN) {
            eprintln!("setup: Debian cannot supply wasm-opt: {}", failure.sentence());
        }
    }
    match tools::any_wasm_opt() {
        Some(found) => {
            eprintln!("setup: using the wasm-opt at {}; files may be a little larger.", found.display())
        }
        None => {
            eprintln!("setup: there is no wasm-opt (Node or Debian's binaryen has one): files are larger.")
        }
    }
    Ok(tools::any_wasm_opt())
}

/// esbuild, if npm can supply it; else the scripts stay as long as they are.
fn esbuild() -> Option<PathBuf> {
    if tools::esbuild().is_none() && has_npm() {
        eprintln!("setup: fetching esbuild (npm's {ESBUILD}, some seconds, once).");
        if let Err(failure) = npm_install("esbuild", ESBUILD, &[&format!("esbuild@{ESBUILD}")]) {
            eprintln!("setup: npm cannot supply it: {}", failure.sentence());
        }
    }
    let found = tools::esbuild();
    if found.is_none() {
        eprintln!("setup: there is no esbuild (npm has it): scripts are a third larger.");
    }
    found
}

/// axe-core's script, if npm can supply it.
fn axe() -> Result<PathBuf> {
    if tools::axe().is_none() {
        if !has_npm() {
            return Err(Failure::new("Axe comes from npm, and there is no npm on the PATH."));
        }
        eprintln!("setup: fetching axe (npm's axe-core {AXE}, some seconds, once).");
        npm_install("axe-core", AXE, &[&format!("axe-core@{AXE}")])?;
    }
    tools::axe().ok_or_else(|| vanished("axe-core"))
}

fn has_npm() -> bool {
    paths::on_path("npm").is_some() && paths::on_path("node").is_some()
}

/// Compiles a tool from the crates' registry. What was compiled before an interruption is used again.
fn cargo_install(rust: &Toolchain, tool: &str, version: &str, what: &[&str]) -> Result<()> {
    whole(tool, version, |place| {
        let work = paths::tools().join(format!(".build-{tool}"));
        let mut install = rust.command("cargo");
        install.arg("install").args(what).arg("--debug").arg("--root").arg(place);
        install.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_TARGET_DIR", &work);
        if !std::io::stderr().is_terminal() {
            install.arg("--quiet");
        }
        process::run(&mut install).map_err(|failure| offline(failure, &install))?;
        // The compiled parts have served; nobody misses them, so a failure to remove them is none.
        let _ = fs::remove_dir_all(&work);
        Ok(())
    })
}

fn offline(failure: Failure, install: &Command) -> Failure {
    failure
        .remedy(
            "look at the message above; if the network was away, try again: what is compiled already is kept",
        )
        .remedy(format!("or install it yourself, anywhere on the PATH: {}", by_hand(install)))
}

/// The command without our folder.
fn by_hand(install: &Command) -> String {
    let words: Vec<_> = install.get_args().map(|word| word.to_string_lossy()).collect();
    let end = words.iter().position(|word| word == "--root").unwrap_or(words.len());
    format!("cargo {}", words[..end].join(" "))
}

/// Into a folder of the tool's; the packages are named with their versions.
fn npm_install(tool: &str, version: &str, packages: &[&str]) -> Result<()> {
    whole(tool, version, |place| {
        let mut npm = process::command("npm");
        npm.arg("install").arg("--prefix").arg(place).args(["--no-audit", "--no-fund", "--loglevel=error"]);
        process::run_quietly(npm.args(packages)).map(drop)
    })
}

/// Fills a temporary folder and gives it its name only when it is whole. One set-up at a time.
fn whole(tool: &str, version: &str, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let place = tools::folder(tool, version);
    let half = paths::tools().join(format!(".half-{tool}-{version}"));
    fs::create_dir_all(paths::tools()).doing(|| format!("make the folder {}", paths::tools().display()))?;
    let _lock = lock()?;
    if place.exists() {
        return Ok(()); // another set-up was faster
    }
    if half.exists() {
        fs::remove_dir_all(&half).doing(|| format!("remove {}", half.display()))?;
    }
    fs::create_dir(&half).doing(|| format!("make the folder {}", half.display()))?;
    fill(&half)?;
    fs::rename(&half, &place).doing(|| format!("rename {} to {}", half.display(), place.display()))
}

/// Held while something is installed; the system lets go of it even if we are killed.
fn lock() -> Result<File> {
    let path = paths::tools().join(".lock");
    let file = File::create(&path).doing(|| format!("make {}", path.display()))?;
    if file.try_lock().is_err() {
        eprintln!("setup: another set-up is at work; waiting for it.");
        file.lock().doing(|| format!("lock {}", path.display()))?;
    }
    Ok(file)
}

fn vanished(tool: &str) -> Failure {
    Failure::new(format!("{tool} was installed, but it cannot be found in {}.", paths::tools().display()))
        .remedy("remove that folder and try again")
}

/// The command: installs what is missing, and tells what there is.
pub(crate) fn run(for_tests: bool) -> Result<()> {
    let tools = site(for_tests)?;
    eprintln!("setup: {}", tools.rust.version());
    eprintln!("setup: Trunk {TRUNK}, {}", tools.trunk.display());
    eprintln!("setup: wasm-bindgen {}, {}", tools::wasm_bindgen_version()?, tools.wasm_bindgen.display());
    if let Some(wasm_opt) = &tools.wasm_opt {
        eprintln!("setup: wasm-opt, {}", wasm_opt.display());
    }
    if let Some(esbuild) = &tools.esbuild {
        eprintln!("setup: esbuild, {}", esbuild.display());
    }
    if for_tests {
        browsers(&tools.rust)?.print();
        renderers(&tools.rust).print();
    }
    eprintln!("setup: everything is there.");
    Ok(())
}
