//! The simulator against other engines: gets SimPy, builds the WebAssembly, runs the race of `peers/`, reads its table.

use crate::failure::{Failure, Result};
use crate::rust::{self, Toolchain, WASM};
use crate::{debian, paths, process, setup, tools};
use std::path::PathBuf;
use std::process::Command;

/// The Python engine, in the version of which the promises speak.
const SIMPY: &str = "4.1.2";

/// The tables that the race has printed.
pub(crate) struct Race(String);

impl Race {
    /// Runs it with everybody who can be had here; the others are left out, with a line that says why.
    pub(crate) fn run() -> Result<Race> {
        let mut race = cargo(&Toolchain::current()?, "run");
        race.args(["--release", "--package", "meanwhile-race", "--"]);
        match simpy() {
            Ok(folder) => drop(race.arg("--simpy").arg(folder)),
            Err(failure) => eprintln!("bench: without SimPy: {}", failure.sentence()),
        }
        if paths::on_path("node").is_some() {
            let rust = rust::ready(false)?;
            race.arg("--wasm").arg(wasm(&rust, "release")?).arg("--page").arg(wasm(&rust, "page")?);
        } else {
            eprintln!("bench: without WebAssembly: there is no `node` on the PATH.");
        }
        let table = process::run_quietly(&mut race)?;
        eprintln!("{table}");
        Ok(Race(table))
    }

    /// An engine's best time ÷ the simulator's.
    pub(crate) fn ratio(&self, engine: &str) -> Option<f64> {
        self.numbers(engine)?.last().copied()
    }

    /// The simulator's best time with its trace ÷ the one without.
    pub(crate) fn trace_ratio(&self) -> Option<f64> {
        self.ratio("untraced").map(|untraced| 1.0 / untraced)
    }

    /// The time of a recompute: the first number of its line is native, the second is WebAssembly's.
    pub(crate) fn recompute_ms(&self, figure: &str, column: usize) -> Option<f64> {
        self.numbers(figure)?.get(column).map(|us| us / 1e3)
    }

    /// The time of a frame of a million spans ÷ that of a thousand; columns as above.
    pub(crate) fn frame_ratio(&self, column: usize) -> Option<f64> {
        let us = |spans| self.numbers(spans)?.get(column).copied();
        Some(us("million spans")? / us("thousand spans")?)
    }

    /// The numbers of the line that begins so, from its first column of numbers on.
    fn numbers(&self, begin: &str) -> Option<Vec<f64>> {
        let line = self.0.lines().find_map(|line| line.strip_prefix(begin))?;
        Some(line.split_whitespace().filter_map(|word| word.parse().ok()).collect())
    }
}

/// Cargo in the peers' workspace, with an output folder beside ours.
fn cargo(rust: &Toolchain, subcommand: &str) -> Command {
    let mut cargo = rust.command("cargo");
    cargo.args([subcommand, "--quiet", "--manifest-path"]);
    cargo.arg(paths::root().join("peers/Cargo.toml")).arg("--target-dir").arg(target());
    cargo
}

fn target() -> PathBuf {
    paths::target().join("peers")
}

/// The peers' cases as WebAssembly, built with a profile of their workspace; the folder that has `cases.js`, which
/// Node and browsers load alike.
pub(crate) fn wasm(rust: &Toolchain, profile: &str) -> Result<PathBuf> {
    let mut build = cargo(rust, "build");
    process::run_quietly(build.args([
        "--package",
        "meanwhile-peer-cases",
        "--target",
        WASM,
        "--profile",
        profile,
    ]))?;
    let module = target().join(WASM).join(profile).join("meanwhile_peer_cases.wasm");
    let folder = target().join(format!("wasm-{profile}"));
    let mut bind = process::command(setup::wasm_bindgen(rust, &tools::wasm_bindgen_version()?)?);
    bind.args(["--target", "no-modules", "--no-typescript", "--out-name", "cases", "--out-dir"]);
    process::run_quietly(bind.arg(&folder).arg(module))?;
    Ok(folder)
}

/// The folder from which Python loads SimPy, installed if need be.
pub(crate) fn simpy() -> Result<PathBuf> {
    let folder = tools::folder("simpy", SIMPY);
    let answers = |code: &str| {
        process::answer(process::command("python3").env("PYTHONPATH", &folder).args(["-c", code]))
    };
    let is_there =
        || answers("import simpy; print(simpy.__version__)").is_some_and(|version| version == SIMPY);
    if is_there() {
        return Ok(folder);
    }
    if answers("import pip").is_none() {
        debian::install("Python and pip for SimPy (half a minute, once)", debian::PYTHON)?;
    }
    eprintln!("setup: fetching SimPy {SIMPY} (a few seconds, once).");
    let mut pip = process::command("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade", "--target"]);
    process::run_quietly(pip.arg(&folder).arg(format!("simpy=={SIMPY}")))?;
    match is_there() {
        true => Ok(folder),
        false => Err(Failure::new("SimPy was installed, but Python cannot load it.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read_by_the_beginnings_of_their_lines() {
        let race = Race(
            "engine best ÷ simulator\nuntraced 4.00 ms 0.800\nnexosim 55.00 ms 11.000\n\n\
             recompute native page\n8 tasks 6 us 24 us\n1000 tasks 1460 us -\n\n\
             frame native page\nthousand spans 100 us 200 us\nmillion spans 120 us 300 us\n"
                .to_owned(),
        );
        assert_eq!(race.ratio("nexosim"), Some(11.0));
        assert_eq!(race.trace_ratio(), Some(1.25));
        assert_eq!(race.ratio("SimPy"), None);
        assert_eq!(race.recompute_ms("8 tasks", 1), Some(0.024));
        assert_eq!(race.recompute_ms("1000 tasks", 1), None);
        assert_eq!(race.frame_ratio(1), Some(1.5));
    }
}
