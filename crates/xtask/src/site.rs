//! Building the site with Trunk: `cargo xtask dist`, and what `serve`, `test` and `bench` share with it.

use crate::budgets::{ELEMENT_RAW, PAGE_CEILING};
use crate::failure::{Doing, Failure, Result};
use crate::rust::WASM;
use crate::sizes::{self, Sizes};
use crate::tools::Tools;
use crate::{engine, files, minify, paths, process, setup};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Says at which address the site will be, where somebody knows it.
const SITE_URL: &str = "MEANWHILE_URL";

/// The command line: its package and its program.
const CLI: (&str, &str) = ("meanwhile-cli", "meanwhile");

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
    let knows_its_address = address(paths::variable(SITE_URL))?;
    let tools = setup::site(false)?;
    let sizes = build(&tools, &out, options.quiet)?;
    if knows_its_address {
        cards(&tools, &out)?;
    }
    sizes::compress(&out)?;
    if !options.quiet {
        sizes.print();
        if let Some(integrity) = integrity(&out.join("embed.js")) {
            println!("dist: who wants only this embed.js asks for integrity=\"{integrity}\" crossorigin");
        }
        println!("dist: the site is in {}", out.display());
    }
    within_limit(&tools, &sizes)
}

/// Whether the site knows its address. What is written into every page must be one.
fn address(told: Option<OsString>) -> Result<bool> {
    let Some(told) = told else { return Ok(false) };
    let url = told.to_string_lossy();
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~:/[]@%".contains(letter);
    if rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(is_plain)) {
        return Ok(true);
    }
    Err(Failure::new(format!("{SITE_URL} is {url:?}, which is not the address of a folder on the web."))
        .remedy(format!("{SITE_URL}=https://example.org/meanwhile/ cargo xtask dist")))
}

/// The hash by which browsers know a script again; nothing where there is no Node to compute it.
fn integrity(script: &Path) -> Option<String> {
    const HASH: &str = "const hash = require('crypto').createHash('sha384');
        console.log('sha384-' + hash.update(require('fs').readFileSync(process.argv[1])).digest('base64'));";
    process::answer(process::command(paths::on_path("node")?).args(["--eval", HASH]).arg(script))
}

/// The cards that hosts show beside the address of a figure, in every language. They find them by whole addresses only, so
/// that nobody sees them where the site does not know its own.
fn cards(tools: &Tools, out: &Path) -> Result<()> {
    process::run(tools.rust.command("cargo").args(["build", "--quiet", "--release", "--package", CLI.0]))?;
    let program = paths::target().join("release").join([CLI.1, std::env::consts::EXE_SUFFIX].concat());
    for picture in files::below(out)?.iter().filter(|file| file.extension().is_some_and(|end| end == "svg")) {
        let parts: Vec<_> = picture.strip_prefix(out).unwrap_or(picture).iter().collect();
        let language = match parts[..] {
            [folder, _] if folder == "pictures" => "en",
            [language, folder, _] if folder == "pictures" => language.to_str().unwrap_or("en"),
            _ => continue,
        };
        let Some(id) = picture.file_stem().and_then(|stem| stem.to_str()) else { continue };
        let mut render = process::command(&program);
        render.args(["render", "--card", "--out"]).arg(picture.with_file_name(format!("{id}-card.png")));
        process::run(render.arg(format!("fig={id}&lang={language}")))?;
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
    minify::remove_unnamed_snippets(out)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_that_of_a_folder_on_the_web() {
        let check = |told: &str, expected| assert_eq!(address(Some(told.into())).ok(), expected, "{told}");
        check("https://example.org", Some(true));
        check("http://127.0.0.1:8080/meanwhile/", Some(true));
        for wrong in [
            "example.org",
            "https://",
            "https:///x",
            "ftp://a/",
            "https://a/?b",
            "https://a/\">",
            "https://a b/",
        ] {
            check(wrong, None);
        }
        assert_eq!(address(None).ok(), Some(false));
    }
}
