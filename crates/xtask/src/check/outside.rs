//! Checks of the simulator from outside its own tests: other builds of it, and another simulator.

use super::{Context, Outcome, cargo};
use crate::bench::peers;
use crate::failure::{Doing, Failure, Result};
use crate::{debian, paths, process, tools};
use std::fs;
use std::path::Path;

/// The random scenarios of the simulator's own test have the same digest in a release build and in WebAssembly.
pub(super) fn digest(context: &Context) -> Result<Outcome> {
    let golden = paths::root().join("crates/sim/tests/integration/ten_thousand_scenarios.digest");
    let golden = fs::read_to_string(&golden).doing(|| format!("read {}", golden.display()))?;
    let mut release = cargo(context);
    release.args(["test", "--quiet", "--release", "--package", "meanwhile-sim", "--test", "integration"]);
    process::run_quietly(release.arg("ten_thousand_scenarios"))?;
    if !context.tools.rust.has_wasm_std() {
        return Ok(Outcome::Skipped("in WebAssembly: this toolchain has no std for the browser".to_owned()));
    }
    let module = peers::wasm(&context.tools.rust, "release")?;
    let Some(found) = digest_in_wasm(&module)? else {
        return Ok(Outcome::Skipped("in WebAssembly: there is neither Node nor a browser".to_owned()));
    };
    println!("native release and WebAssembly: {found}");
    if found == golden.trim() {
        return Ok(Outcome::Passed);
    }
    Err(Failure::new(format!("The digest in WebAssembly is {found}, and natively it is {}.", golden.trim())))
}

/// The rules, written down once more in Python with SimPy, give the same on random scenarios.
pub(super) fn simpy(context: &Context) -> Result<Outcome> {
    let folder = match peers::simpy() {
        Ok(folder) => folder,
        Err(failure) => return Ok(Outcome::Skipped(failure.sentence().to_owned())),
    };
    let mut export = cargo(context);
    export.args(["run", "--quiet", "--package", "meanwhile-sim", "--example", "oracle_cases", "--"]);
    let cases = process::run_quietly(export.arg(if context.deep { "20000" } else { "1000" }))?;
    let file = paths::target().join("oracle_cases.jsonl");
    fs::write(&file, cases).doing(|| format!("write {}", file.display()))?;
    let mut python = process::command("python3");
    python.env("PYTHONPATH", folder).env("PYTHONDONTWRITEBYTECODE", "1");
    process::run(python.arg("crates/sim/tests/oracle/simpy_agrees.py").arg(file))?;
    Ok(Outcome::Passed)
}

/// By Node, or else by a browser; nothing where there is neither.
fn digest_in_wasm(module: &Path) -> Result<Option<String>> {
    if let Some(node) = paths::on_path("node") {
        let mut node = process::command(node);
        node.arg(paths::root().join("peers/cases/in_node.mjs")).arg(module).args(["digest", "10000"]);
        return process::run_quietly(&mut node).map(|told| Some(told.trim().to_owned()));
    }
    tools::chromium().map(|chromium| digest_in_browser(&chromium, module)).transpose()
}

/// A page with the module in it writes the digest as its text; files may not be fetched by a page that is a file.
fn digest_in_browser(chromium: &Path, module: &Path) -> Result<String> {
    let wasm = module.join("cases_bg.wasm");
    let bytes = fs::read(&wasm).doing(|| format!("read {}", wasm.display()))?;
    let page = module.join("digest.html");
    let html = format!(
        "<body><script src=cases.js></script><script>\
         wasm_bindgen.initSync({{ module: new Uint8Array({bytes:?}) }});\
         document.body.textContent = wasm_bindgen.digest_of_random_scenarios(10000);</script>"
    );
    fs::write(&page, html).doing(|| format!("write {}", page.display()))?;
    let mut browser = process::command(chromium);
    if debian::is_root() {
        browser.arg("--no-sandbox");
    }
    browser.args(["--headless", "--disable-gpu", "--dump-dom"]).arg(page);
    let dom = process::run_quietly(&mut browser)?;
    let body = dom.split_once("<body>").and_then(|(_, rest)| rest.split_once("</body>"));
    body.map(|(text, _)| text.to_owned())
        .ok_or_else(|| Failure::new(format!("The browser showed no digest, but {dom:?}.")))
}
