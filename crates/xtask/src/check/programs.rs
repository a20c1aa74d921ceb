//! Programs that `meanwhile program` writes are run, and take as long as the simulator says.
//!
//! One at a time, and none with more than two threads that compute: that is what every machine has.

use super::{Context, Outcome, cargo};
use crate::failure::{Doing, Failure, Result};
use crate::{paths, process, setup};
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Scenarios, settings and styles.
const RUN: &[(&str, &[&str])] = &[
    ("tabs-asyncio.py", &["two-tabs", "--language=python", "--style=asyncio"]),
    ("tabs-threads.py", &["two-tabs", "--set=people=2", "--language=python", "--style=threads"]),
    ("one-core.py", &["ten-and-twenty", "--workers=2", "--cores=1", "--language=python", "--style=threads"]),
    ("phone-processes.py", &["one-phone", "--set=people=2", "--language=python", "--style=processes"]),
    ("requests-loop.mjs", &["requests-in-sequence", "--language=javascript", "--style=event-loop"]),
    ("parts-loop.mjs", &["fetch-and-statistics", "--waiting=overlapping", "--language=javascript"]),
    ("video-workers.mjs", &["video", "--set=cores=2", "--language=javascript", "--style=workers"]),
    ("phone-threads.rs", &["one-phone", "--set=people=2", "--language=rust", "--style=threads"]),
    (
        "gate.rs",
        &[
            "five-tasks",
            "--workers=5",
            "--cores=2",
            "--slicing=to-completion",
            "--language=rust",
            "--style=threads",
        ],
    ),
    ("clicks.rs", &["clicks", "--workers=2", "--cores=2", "--language=rust", "--style=threads"]),
    ("tabs.go", &["two-tabs", "--language=go"]),
    ("chef.go", &["chef", "--language=go"]),
    ("parts.go", &["fetch-and-statistics", "--waiting=overlapping", "--language=go"]),
    ("phone.go", &["one-phone", "--set=people=2", "--language=go"]),
    ("five.go", &["five-tasks", "--workers=5", "--cores=2", "--slicing=to-completion", "--language=go"]),
];

/// Scenarios of which the programs in Rust that use crates are compiled.
const COMPILED: &[(&str, &[&str])] = &[
    ("rayon", &["clicks", "--workers=3", "--cores=2"]),
    ("rayon", &["one-phone", "--set=people=3"]),
    ("async", &["fetch-and-statistics", "--waiting=overlapping"]),
    ("async", &["requests-in-sequence"]),
    ("async", &["clicks", "--waiting=overlapping"]),
];

/// Scenarios of which the programs in Go are looked through by `go vet` and gofmt.
const VETTED: &[(&str, &[&str])] = &[
    ("vetted-tabs.go", &["two-tabs"]),
    ("vetted-clicks.go", &["clicks", "--workers=3", "--cores=2"]),
    ("vetted-phones.go", &["one-phone", "--set=people=3", "--set=phones=2"]),
    ("vetted-parts.go", &["fetch-and-statistics", "--waiting=overlapping"]),
];

/// Each is run so often at most; the best counts, because a machine has other things to do as well.
const RUNS: u32 = 5;
/// How far the best may be off.
const TOLERANCE: f64 = 0.1;

/// All of them.
pub(super) fn run(context: &Context) -> Result<Outcome> {
    let folder = paths::target().join("programs");
    fs::create_dir_all(&folder).doing(|| format!("make the folder {}", folder.display()))?;
    let mut without = Vec::new();
    let go = setup::go().map_err(|failure| without.push(format!("Go: {}", failure.sentence()))).ok();
    // On a machine that is busy a program is run once, to see that it runs; more would only keep it busier.
    let runs = if is_busy() { 1 } else { RUNS };
    let can_run = |(name, _): &&(&str, _)| go.is_some() || !name.ends_with(".go");
    for (name, arguments) in RUN.iter().filter(can_run) {
        match timed((context, go.as_deref()), &folder.join(name), arguments, runs)? {
            Ok((took, predicted)) => {
                println!("{name:<18} {took:.2} s, and the simulator says {predicted:.2} s")
            }
            Err(why) => without.push(format!("{name}: {why}")),
        }
    }
    if let Err(why) = compiled(context, &folder.join("crates"))? {
        without.push(why);
    }
    if let Some(go) = &go {
        vetted(context, go, &folder)?;
    }
    Ok(if without.is_empty() { Outcome::Passed } else { Outcome::PassedWithout(without.join("; ")) })
}

/// The text of a program.
fn written(context: &Context, arguments: &[&str]) -> Result<String> {
    let mut write = cargo(context);
    write.args(["run", "--quiet", "--package", "meanwhile-cli", "--", "program"]);
    process::run_quietly(write.args(arguments))
}

/// The best time and the predicted one, or why it could not be run here.
fn timed(
    (context, go): (&Context, Option<&Path>),
    file: &Path,
    arguments: &[&str],
    runs: u32,
) -> Result<std::result::Result<(f64, f64), String>> {
    let text = written(context, arguments)?;
    fs::write(file, &text).doing(|| format!("write {}", file.display()))?;
    let cpus = text.split_once("taskset --cpu-list ").and_then(|(_, rest)| rest.split(' ').next());
    let mut words = Vec::new();
    if let Some(cpus) = cpus {
        let Some(taskset) = paths::on_path("taskset") else {
            return Ok(Err("there is no taskset".to_owned()));
        };
        words.extend([taskset.into_os_string(), "--cpu-list".into(), cpus.into()]);
    }
    let interpreter = match file.extension().and_then(|extension| extension.to_str()) {
        Some("py") => Some("python3"),
        Some("mjs") => Some("node"),
        _ => None,
    };
    match interpreter.map(|name| (name, paths::on_path(name))) {
        Some((name, None)) => return Ok(Err(format!("there is no {name}"))),
        Some((_, Some(interpreter))) => words.extend([interpreter.into_os_string(), file.into()]),
        None => words.push(built(context, go, file)?.into_os_string()),
    }
    let mut best: Option<(f64, f64)> = None;
    for _ in 0..runs {
        let mut command = process::command(&words[0]);
        let told = process::run_quietly(command.args(&words[1..]))?;
        let times =
            times(&told).ok_or_else(|| Failure::new(format!("{}: it told {told:?}.", file.display())))?;
        if best.is_none_or(|best| times.0 < best.0) {
            best = Some(times);
        }
        if best.is_some_and(is_near) {
            break;
        }
    }
    match best {
        Some(best) if is_near(best) => Ok(Ok(best)),
        Some((took, predicted)) if runs < RUNS || is_busy() => {
            Ok(Err(format!("{took:.2} s for {predicted:.2} s, on a busy machine")))
        }
        best => Err(Failure::new(format!(
            "{}: the best of {runs} is not as predicted: {best:?}.",
            file.display()
        ))),
    }
}

fn is_near((took, predicted): (f64, f64)) -> bool {
    (took - predicted).abs() <= predicted * TOLERANCE
}

/// `1.21 s; the simulator says 1.20 s`, the last line.
fn times(told: &str) -> Option<(f64, f64)> {
    let (took, predicted) = told.lines().last()?.split_once(" s; the simulator says ")?;
    Some((took.parse().ok()?, predicted.strip_suffix(" s")?.parse().ok()?))
}

fn built(context: &Context, go: Option<&Path>, file: &Path) -> Result<PathBuf> {
    let program = file.with_extension(["built", std::env::consts::EXE_SUFFIX].concat());
    if let Some(go) = go.filter(|_| file.extension().is_some_and(|extension| extension == "go")) {
        process::run_quietly(in_go(go).args(["build", "-o"]).arg(&program).arg(file))?;
        return Ok(program);
    }
    let mut rustc = context.tools.rust.command("rustc");
    rustc.args(["--edition", "2024", "-O", "-D", "warnings", "-o"]).arg(&program).arg(file);
    process::run_quietly(&mut rustc)?;
    Ok(program)
}

/// Whether two threads at once take noticeably longer than one alone: then there is nothing to be measured.
fn is_busy() -> bool {
    let work = || {
        let start = Instant::now();
        let mut state = 1_u64;
        for _ in 0..40_000_000 {
            state = black_box(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        }
        start.elapsed()
    };
    let both = || {
        std::thread::scope(|scope| {
            let threads = [scope.spawn(work), scope.spawn(work)];
            threads.into_iter().filter_map(|thread| thread.join().ok()).max().unwrap_or_default()
        })
    };
    let least = |work: &dyn Fn() -> Duration| (0..RUNS).map(|_| work()).min().unwrap_or_default();
    // What a program needs is that nothing else happens for a second, and that is much to ask.
    let most = (0..RUNS).map(|_| both()).max().unwrap_or_default();
    most.as_secs_f64() > least(&work).as_secs_f64() * (1.0 + TOLERANCE)
}

/// A package of their own, with the versions that the workspace has, so that nothing new has to be fetched.
fn compiled(context: &Context, folder: &Path) -> Result<std::result::Result<(), String>> {
    let source = folder.join("src/bin");
    fs::create_dir_all(&source).doing(|| format!("make the folder {}", source.display()))?;
    let manifest = "[package]\nname = \"programs\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
                    [dependencies]\nrayon = \"1\"\ntokio = { version = \"1\", features = [\"macros\", \
                    \"rt-multi-thread\", \"sync\", \"time\"] }\n";
    fs::write(folder.join("Cargo.toml"), manifest).doing(|| "write a manifest".to_owned())?;
    fs::copy(paths::root().join("Cargo.lock"), folder.join("Cargo.lock"))
        .doing(|| "copy Cargo.lock".to_owned())?;
    for (index, (style, arguments)) in COMPILED.iter().enumerate() {
        let style = format!("--style={style}");
        let text = written(context, &[*arguments, &["--language=rust", &style]].concat())?;
        let file = source.join(format!("program_{index}.rs"));
        fs::write(&file, text).doing(|| format!("write {}", file.display()))?;
    }
    let cargo = |subcommand: &str| {
        let mut cargo = context.tools.rust.command("cargo");
        cargo.args([subcommand, "--quiet", "--offline", "--manifest-path"]).arg(folder.join("Cargo.toml"));
        cargo
    };
    let mut resolve: Command = cargo("metadata");
    if process::run_quietly(resolve.args(["--format-version", "1"])).is_err() {
        return Ok(Err("rayon and tokio: they would have to be fetched".to_owned()));
    }
    process::run_quietly(cargo("check").env("RUSTFLAGS", "-D warnings"))?;
    Ok(Ok(()))
}

/// Go's command, as it is there: without fetching another version of itself.
fn in_go(go: &Path) -> Command {
    let mut command = process::command(go.join("go"));
    command.env("GOTOOLCHAIN", "local").env("GOFLAGS", "");
    command
}

/// What Go itself finds suspicious, and what is not as Go is written.
fn vetted(context: &Context, go: &Path, folder: &Path) -> Result<()> {
    for (name, arguments) in VETTED {
        let text = written(context, &[arguments, &["--language=go"][..]].concat())?;
        let file = folder.join(name);
        fs::write(&file, text).doing(|| format!("write {}", file.display()))?;
        process::run_quietly(in_go(go).arg("vet").arg(&file))?;
        let differs = process::run_quietly(process::command(go.join("gofmt")).arg("-d").arg(&file))?;
        if !differs.is_empty() {
            return Err(Failure::new(format!("{} is not as gofmt would have it: {differs}", file.display())));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_a_program_has_both_times() {
        assert_eq!(times("a result after 0.1 s\n1.21 s; the simulator says 1.20 s\n"), Some((1.21, 1.2)));
        assert_eq!(times("Traceback"), None);
        assert_eq!(times(""), None);
    }
}
