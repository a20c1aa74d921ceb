//! Smaller scripts. Trunk's own way of doing it cannot read what wasm-bindgen writes, and leaves it as it is.

use crate::failure::Result;
use crate::tools::Tools;
use crate::{files, process};
use std::path::Path;

/// Makes every script of a built site smaller, in place, where esbuild is at hand. Each stays a module of its own, so
/// that what is loaded when does not change.
pub(crate) fn scripts(tools: &Tools, site: &Path) -> Result<()> {
    let Some(esbuild) = &tools.esbuild else { return Ok(()) };
    let is_script = |file: &Path| file.extension().is_some_and(|extension| extension == "js");
    let scripts = files::below(site)?.into_iter().filter(|file| is_script(file));
    let mut minify = process::command(esbuild);
    minify.args(["--minify", "--format=esm", "--target=es2022", "--allow-overwrite", "--log-level=warning"]);
    minify.arg(format!("--outdir={0}", site.display())).arg(format!("--outbase={0}", site.display()));
    process::run_quietly(minify.args(scripts)).map(drop)
}
