//! `cargo xtask screenshots`: a picture of every figure and chapter, to be looked at. One of them is the README's.

use crate::failure::Result;
use crate::tools::Browser;
use crate::{paths, process, setup, site};
use std::path::PathBuf;

/// How the command was called.
pub(crate) struct Options {
    /// The folder to write into.
    pub(crate) out: PathBuf,
    /// Whether the bets stay open.
    pub(crate) betting: bool,
}

/// Builds the site and lets `tests/screenshots` take a picture of every figure and chapter, however it looks.
pub(crate) fn run(options: &Options) -> Result<()> {
    let Browser { chromium, driver } = setup::browser()?;
    let tools = setup::site(false)?;
    let built = paths::target().join("site");
    site::build(&tools, &built, true)?;
    let mut pictures = tools.rust.command("cargo");
    pictures.args(["run", "--quiet", "--package", "meanwhile-tests", "--example", "screenshots", "--"]);
    pictures.arg(paths::absolute(&options.out)).args(options.betting.then_some("betting"));
    pictures.env("MEANWHILE_SITE", built);
    pictures.env("MEANWHILE_CHROMIUM", chromium).env("MEANWHILE_CHROMEDRIVER", driver);
    process::run(&mut pictures)
}
