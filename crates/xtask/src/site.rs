//! Building the site with Trunk: `cargo xtask dist`, and what `serve`, `test` and `bench` share with it.

use crate::budgets::{ELEMENT_RAW, PAGE_CEILING};
use crate::failure::{Doing, Failure, Result};
use crate::rust::WASM;
use crate::sizes::{self, Sizes};
use crate::tools::Tools;
use crate::{engine, files, minify, paths, process, setup};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Says at which address the site will be, where somebody knows it.
const SITE_URL: &str = "MEANWHILE_URL";

/// How the command was called.
pub(crate) struct Options {
    /// Where the site is wanted; `dist/` if nobody says.
    pub(crate) out: Option<PathBuf>,
    /// Whether to say nothing unless something is wrong.
    pub(crate) quiet: bool,
}

/// The command: builds the site, ready for any static host, and tells its size.
pub(crate) fn run(options: &Options) -> Result<()> {
    let out = options.out.as_deref().map_or_else(|| paths::root().join("dist"), paths::absolute);
    let tools = setup::site(false)?;
    let sizes = build(&tools, &out, options.quiet)?;
    if paths::variable(SITE_URL).is_some() {
        cards(&tools, &out)?;
    }
    sizes::compress(&out)?;
    if !options.quiet {
        sizes.print();
        println!("dist: the site is in {}", out.display());
    }
    within_limit(&tools, &sizes)
}

/// The cards that hosts show beside the address of a figure. They find them by whole addresses only, so that nobody sees
/// them where the site does not know its own.
fn cards(tools: &Tools, out: &Path) -> Result<()> {
    let pictures = out.join("pictures");
    for picture in files::below(&pictures)? {
        let Some(id) = picture.file_stem().and_then(|stem| stem.to_str()) else { continue };
        let mut render = tools.rust.command("cargo");
        render.args(["run", "--quiet", "--release", "--package", "meanwhile-cli", "--", "render", "--card"]);
        let card = pictures.join(format!("{id}-card.png"));
        process::run(render.arg(format!("fig={id}")).arg("--out").arg(card))?;
    }
    Ok(())
}

/// Builds the site into a folder. All addresses are relative, so it works below any path of any host.
pub(crate) fn build(tools: &Tools, out: &Path, quiet: bool) -> Result<Sizes> {
    refuse_to_clear(out)?;
    engine::ahead(tools, quiet)?;
    let mut build = trunk(tools, "build")?;
    build.args(["--public-url", "./", "--dist"]).arg(out);
    if quiet {
        process::run_quietly(&mut build)?;
    } else {
        process::run(&mut build)?;
    }
    minify::scripts(tools, out)?;
    Sizes::of(out)
}

/// Fails if the page is larger than promised, or the element that others put into theirs.
pub(crate) fn within_limit(tools: &Tools, sizes: &Sizes) -> Result<()> {
    let page = ("The page", sizes.page(), PAGE_CEILING);
    let element = ("The element (embed.js, not compressed)", sizes.element_raw(), ELEMENT_RAW);
    // Without esbuild scripts are as long as they are written.
    let held = [Some(page), tools.esbuild.as_ref().map(|_| element)];
    let broken = held.into_iter().flatten().find(|(_, size, limit)| !limit.holds(*size));
    let Some((what, size, limit)) = broken else { return Ok(()) };
    Err(Failure::new(format!("{what} is too large: {size} kB, and the limit is {}.", limit.promise()))
        .remedy("cargo xtask dist   (its table shows which file grew)"))
}

/// Trunk with our tools before all others, so that it uses them and downloads nothing.
pub(crate) fn trunk(tools: &Tools, subcommand: &str) -> Result<Command> {
    fetch(tools)?;
    let mut trunk = process::command(&tools.trunk);
    trunk.args([subcommand, "--offline"]);
    if tools.wasm_opt.is_some() {
        trunk.arg("--release=true");
    } else {
        // A release runs wasm-opt, and without one it would stop. All else that makes a release is said by itself.
        trunk.args(["--release=false", "--cargo-profile", "page", "--minify=true"]);
    }
    // A backtrace of Trunk's insides would bury the compiler's message.
    trunk.env("PATH", tools.path()?).env("RUST_BACKTRACE", "0");
    // This Trunk wants `true` in a variable that everybody else only wants to be set.
    if paths::variable("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    Ok(trunk)
}

/// Downloads the dependencies, because Trunk's "offline" holds for cargo too.
fn fetch(tools: &Tools) -> Result<()> {
    let host = process::answer(tools.rust.command("rustc").args(["--print", "host-tuple"]));
    let mut fetch = tools.rust.command("cargo");
    fetch.args(["fetch", "--quiet", "--target", WASM]);
    if let Some(host) = host {
        fetch.args(["--target", &host]);
    }
    process::run(&mut fetch)
        .map_err(|failure| failure.remedy("look at the message above; the first build needs the network"))
}

/// Trunk clears the folder that it builds into; somebody else's folder must not be lost to a slip of the keyboard.
fn refuse_to_clear(out: &Path) -> Result<()> {
    let entries =
        std::fs::read_dir(out).map(|entries| entries.flatten().collect::<Vec<_>>()).unwrap_or_default();
    // Trunk's own half-built site may be left from a build that failed.
    let occupied = entries.iter().any(|entry| entry.file_name() != ".stage");
    let foreign = occupied && !out.join("index.html").is_file();
    if foreign {
        return Err(Failure::new(format!(
            "{} has files in it that are not a site; they would be lost.",
            out.display()
        ))
        .remedy("name an empty folder: cargo xtask dist --out DIR"));
    }
    std::fs::create_dir_all(out).doing(|| format!("make the folder {}", out.display()))
}
