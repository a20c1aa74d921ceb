//! Fewer and smaller scripts. Trunk's own way of making them smaller cannot read what wasm-bindgen writes, and leaves it as
//! it is.

use crate::failure::{Doing, Result};
use crate::tools::Tools;
use crate::{files, process};
use std::fs;
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

/// Removes the snippets that no script of their module names: Trunk gives every module those of all.
pub(crate) fn remove_unnamed_snippets(site: &Path) -> Result<()> {
    for snippet in files::below(site)? {
        let Some((module, path)) = split_at_snippets(&snippet) else { continue };
        let is_named = |script: &Path| fs::read_to_string(script).is_ok_and(|text| text.contains(path));
        let mut scripts = fs::read_dir(module).doing(|| format!("read {}", module.display()))?.flatten();
        if !scripts.any(|script| is_named(&script.path())) {
            fs::remove_file(&snippet).doing(|| format!("remove {}", snippet.display()))?;
        }
    }
    Ok(())
}

/// The folder of the module that a snippet belongs to, and the snippet's path below its `snippets`.
fn split_at_snippets(file: &Path) -> Option<(&Path, &str)> {
    let (module, path) = file.to_str()?.split_once("/snippets/")?;
    Some((Path::new(module), path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_stay_where_a_script_of_their_module_names_them() {
        let site = std::env::temp_dir().join(format!("meanwhile-snippets-{}", std::process::id()));
        for (file, text) in [
            ("app.js", "import { load } from './snippets/door/load.js';"),
            ("snippets/door/load.js", "export {}"),
            ("plain/plain.js", "no import"),
            ("plain/snippets/door/load.js", "export {}"),
        ] {
            let file = site.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        remove_unnamed_snippets(&site).unwrap();
        let left = files::below(&site).unwrap();
        fs::remove_dir_all(&site).unwrap();
        let is_left = |path: &str| left.contains(&site.join(path));
        assert!(is_left("app.js") && is_left("snippets/door/load.js") && is_left("plain/plain.js"));
        assert!(!is_left("plain/snippets/door/load.js"));
    }
}
