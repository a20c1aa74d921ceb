//! `cargo xtask test`: every check there is, phase by phase, up to the first that fails.

mod outside;
mod programs;

use crate::failure::Result;
use crate::rust::WASM;
use crate::setup::{Browsers, Renderers};
use crate::tools::Tools;
use crate::{engine, paths, process, serve, setup, site, tidy};
use std::process::Command;
use std::time::{Duration, Instant};

/// Which phases to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Formatting, clippy, the house's invariants.
    Lint,
    /// Tests and doctests that need no browser.
    Native,
    /// The built site in a real browser.
    Browser,
}

impl std::str::FromStr for Kind {
    type Err = &'static str;

    fn from_str(word: &str) -> std::result::Result<Self, Self::Err> {
        match word {
            "lint" => Ok(Kind::Lint),
            "native" => Ok(Kind::Native),
            "browser" => Ok(Kind::Browser),
            _ => Err("it must be lint, native or browser"),
        }
    }
}

/// How the command was called.
pub(crate) struct Options {
    /// Run proofs with their full counts.
    pub(crate) deep: bool,
    /// Run the phases of one kind only.
    pub(crate) only: Option<Kind>,
}

/// What a phase has to say when it has not failed.
enum Outcome {
    Passed,
    /// What could be run has passed; the rest could not be run here.
    PassedWithout(String),
    /// It could not be run here, and that is nobody's fault.
    Skipped(String),
}

/// A phase: its kind, its name, and what it does.
type Phase = (Kind, &'static str, fn(&Context) -> Result<Outcome>);

/// All phases, the quick ones first.
const PHASES: &[Phase] = &[
    (Kind::Lint, "formatting", formatting),
    (Kind::Lint, "house rules", |_| tidy::check().map(|()| Outcome::Passed)),
    (Kind::Lint, "clippy, native", |context| clippy(context, &["--workspace", "--all-targets"])),
    (Kind::Lint, "clippy, browser", |context| {
        clippy(
            context,
            &[
                "-pmeanwhile-app",
                "-pmeanwhile-engine-page",
                "-pmeanwhile-engine-web",
                "-pmeanwhile-engine-worker",
                "-pmeanwhile-words-web",
                "-pmeanwhile-programs-page",
                "-pmeanwhile-scenario-page",
                "--target",
                WASM,
            ],
        )
    }),
    (Kind::Lint, "clippy, engine", engine_clippy),
    (Kind::Native, "native tests", native),
    (Kind::Native, "doctests", doctests),
    (Kind::Native, "digest in wasm", outside::digest),
    (Kind::Native, "SimPy agrees", outside::simpy),
    (Kind::Native, "programs run", programs::run),
    (Kind::Browser, "site and its size", build),
    (Kind::Browser, "page is served", |context| serve::check(&context.tools).map(|()| Outcome::Passed)),
    (Kind::Browser, "browser tests", browser),
];

/// What the phases share.
struct Context {
    tools: Tools,
    /// None where no phase needs them.
    browsers: Option<(Browsers, Renderers)>,
    deep: bool,
}

/// Sets up what is missing and runs the phases.
pub(crate) fn run(options: &Options) -> Result<()> {
    let start = Instant::now();
    let tools = setup::site(true)?;
    let needs_browsers = options.only.is_none_or(|kind| kind == Kind::Browser);
    let browsers = match needs_browsers {
        true => Some((setup::browsers(&tools.rust)?, setup::renderers(&tools.rust))),
        false => None,
    };
    let mut times = vec![("set-up", "passed".to_owned(), start.elapsed())];
    let context = Context { tools, browsers, deep: options.deep };
    let wanted = PHASES.iter().filter(|(kind, ..)| options.only.is_none_or(|only| only == *kind));
    let result = wanted.into_iter().try_for_each(|phase| one(phase, &context, &mut times));
    print_times(&times, start.elapsed());
    result
}

fn one(
    (_, name, run): &Phase,
    context: &Context,
    times: &mut Vec<(&'static str, String, Duration)>,
) -> Result<()> {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = run(context);
    let word = match &outcome {
        Ok(Outcome::Passed) => "passed".to_owned(),
        Ok(Outcome::PassedWithout(what)) => format!("passed, without {what}"),
        Ok(Outcome::Skipped(why)) => format!("skipped: {why}"),
        Err(_) => "FAILED".to_owned(),
    };
    println!("== {name}: {word} ({:.1} s)", start.elapsed().as_secs_f64());
    times.push((*name, word, start.elapsed()));
    outcome.map(drop)
}

fn print_times(times: &[(&str, String, Duration)], total: Duration) {
    println!();
    for (name, word, time) in times {
        println!("{name:<20} {:>7.1} s  {word}", time.as_secs_f64());
    }
    println!("{:<20} {:>7.1} s", "together", total.as_secs_f64());
}

fn formatting(context: &Context) -> Result<Outcome> {
    if !context.tools.rust.has("cargo-fmt") {
        return Ok(Outcome::Skipped("this toolchain has no rustfmt".to_owned()));
    }
    process::run(cargo(context).args(["fmt", "--all", "--check"]))
        .map_err(|failure| failure.remedy("cargo fmt --all"))?;
    // Clippy does not read them: it would have to download and compile every other engine.
    let mut peers = cargo(context);
    peers.arg("fmt").arg("--manifest-path").arg(paths::root().join("peers/Cargo.toml"));
    process::run(peers.args(["--package", "meanwhile-peer-cases", "--package", "meanwhile-race", "--check"]))
        .map_err(|failure| failure.remedy("cargo fmt --manifest-path peers/Cargo.toml --all"))?;
    Ok(Outcome::Passed)
}

fn clippy(context: &Context, what: &[&str]) -> Result<Outcome> {
    if let Some(why) = no_clippy(context) {
        return Ok(Outcome::Skipped(why));
    }
    process::run(cargo(context).args(["clippy", "--quiet"]).args(what).args(["--", "-D", "warnings"]))?;
    Ok(Outcome::Passed)
}

/// Most of the engine's crate exists only where memory is shared, so it is read with the engine's own flags.
fn engine_clippy(context: &Context) -> Result<Outcome> {
    if let Some(why) = no_clippy(context) {
        return Ok(Outcome::Skipped(why));
    }
    if !context.tools.rust.has_source() {
        return Ok(Outcome::Skipped("std's source is not installed".to_owned()));
    }
    process::run(engine::cargo(&context.tools.rust, "clippy").args(["--", "-D", "warnings"]))?;
    Ok(Outcome::Passed)
}

fn no_clippy(context: &Context) -> Option<String> {
    let rust = &context.tools.rust;
    if !rust.has("cargo-clippy") {
        return Some("this toolchain has no clippy".to_owned());
    }
    (!rust.has_wasm_std()).then(|| "this toolchain has no std for the browser".to_owned())
}

/// What `cargo test` is asked for here: all but what can only be tested in browsers.
const NATIVELY: [&str; 4] = ["--quiet", "--workspace", "--exclude", "meanwhile-tests"];

/// Optimised a little, because the proofs simulate millions of scenarios; with the overflow checks of a debug build.
fn native(context: &Context) -> Result<Outcome> {
    process::run(tests(context).args(NATIVELY).args(["--lib", "--bins", "--tests"]))?;
    Ok(Outcome::Passed)
}

fn doctests(context: &Context) -> Result<Outcome> {
    process::run(tests(context).args(NATIVELY).arg("--doc"))?;
    Ok(Outcome::Passed)
}

fn build(context: &Context) -> Result<Outcome> {
    let sizes = site::build(&context.tools, &paths::target().join("site"), true)?;
    sizes.print();
    site::within_limit(&context.tools, &sizes)?;
    Ok(Outcome::Passed)
}

fn browser(context: &Context) -> Result<Outcome> {
    let Some((browsers, renderers)) = &context.browsers else {
        return Ok(Outcome::Skipped("no browser was asked for".to_owned()));
    };
    let mut test = tests(context);
    test.args(["--package", "meanwhile-tests"]);
    test.env("MEANWHILE_SITE", paths::target().join("site"));
    browsers.tell(&mut test);
    renderers.tell(&mut test);
    process::run(&mut test)?;
    let missing: Vec<_> = browsers.missing().into_iter().chain(renderers.missing()).collect();
    if missing.is_empty() {
        return Ok(Outcome::Passed);
    }
    let named = missing.iter().map(|(name, failure)| format!("{name}: {}", failure.sentence()));
    Ok(Outcome::PassedWithout(named.collect::<Vec<_>>().join(" ")))
}

fn tests(context: &Context) -> Command {
    let mut test = cargo(context);
    test.args(["test", "--config", "profile.test.opt-level=1"]);
    if context.deep {
        test.env("MEANWHILE_DEEP", "1");
    }
    test
}

fn cargo(context: &Context) -> Command {
    context.tools.rust.command("cargo")
}
