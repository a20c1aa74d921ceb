//! `cargo xtask engine`: the threaded engine, a wasm module of its own that workers load.
//!
//! Shared memory needs std compiled with atomics, so this build differs from the app's in its flags, its std and its
//! target folder. The result is kept in `target/engine/site` and copied to where it is wanted.

use crate::failure::{Doing, Failure, Result};
use crate::rust::{Toolchain, WASM};
use crate::tools::Tools;
use crate::{files, paths, process, rust, setup, tools};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crate that becomes the engine.
const PACKAGE: &str = "meanwhile-engine-worker";

/// The profile of the workspace's manifest that it is built with.
const PROFILE: &str = "engine";

/// What the engine's compiler is told. A bare `+atomics` would link memory that is not shared; the exports are what
/// wasm-bindgen needs to give each thread its own stack and thread-locals; a maximum far above 64 MB fails on phones.
const FLAGS: &[&str] = &[
    "-Ctarget-feature=+atomics,+bulk-memory,+mutable-globals",
    // A panic ends the worker in any case, and nobody would read its message: this saves a third of the module.
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Clink-arg=--shared-memory",
    "-Clink-arg=--max-memory=67108864",
    "-Clink-arg=--import-memory",
    "-Clink-arg=--export=__wasm_init_tls",
    "-Clink-arg=--export=__tls_size",
    "-Clink-arg=--export=__tls_align",
    "-Clink-arg=--export=__tls_base",
];

/// What wasm-opt is told. Features are listed one by one: with all of them it writes what no browser loads.
const OPTIMISE: &[&str] = &[
    "-Os",
    "--enable-threads",
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// How the command was called.
pub(crate) struct Options {
    /// Where the engine's files are wanted.
    pub(crate) out: Option<PathBuf>,
    /// Whether a machine that cannot build it is fine: then one line says why.
    pub(crate) optional: bool,
}

/// The programs of this build.
struct Builder {
    rust: Toolchain,
    wasm_bindgen: PathBuf,
    wasm_opt: Option<PathBuf>,
}

/// Builds the engine and puts it where it is wanted.
pub(crate) fn run(options: &Options) -> Result<()> {
    let builder = match (builder(options.optional), options.optional) {
        (Ok(builder), _) => builder,
        (Err(reason), true) => {
            eprintln!("{}", left_out(&reason));
            return Ok(());
        }
        (Err(reason), false) => return Err(reason),
    };
    let fresh = builder.build()?;
    let out = wanted(options.out.as_deref());
    if out != kept() {
        files::replace(&kept(), &out)?;
    }
    let how = if fresh { "built" } else { "unchanged" };
    println!("engine: {how}, {} bytes, in {}", files::size(&out.join("engine_bg.wasm")), out.display());
    Ok(())
}

/// Builds the engine before Trunk is started, whose hook then has only to copy it. So a compile error is seen first
/// and stops the build, and the message about a machine that cannot build it is not lost among Trunk's.
pub(crate) fn ahead(tools: &Tools, quiet: bool) -> Result<()> {
    let Tools { rust, wasm_bindgen, wasm_opt, .. } = tools.clone();
    match checked(Builder { rust, wasm_bindgen, wasm_opt }) {
        Ok(builder) => builder.build().map(drop),
        Err(reason) => {
            if !quiet {
                eprintln!("{}", left_out(&reason));
            }
            Ok(())
        }
    }
}

/// The folder in which the finished engine is kept.
fn kept() -> PathBuf {
    target().join("site")
}

fn target() -> PathBuf {
    paths::target().join("engine")
}

/// The folder that was asked for; below Trunk's staging folder if Trunk calls us.
fn wanted(out: Option<&Path>) -> PathBuf {
    let staging = paths::variable("TRUNK_STAGING_DIR").map(|dir| paths::absolute(dir).join("engine"));
    out.map(paths::absolute).or(staging).unwrap_or_else(kept)
}

/// Cargo with the engine's flags, for `build` or `clippy`.
pub(crate) fn cargo(rust: &Toolchain, subcommand: &str) -> Command {
    let mut cargo = rust.command("cargo");
    cargo.args([subcommand, "--quiet", "--package", PACKAGE, "--profile", PROFILE, "--target", WASM]);
    cargo
        .args([
            "-Z",
            "build-std=std,panic_abort",
            "-Z",
            "build-std-features=optimize_for_size",
            "--target-dir",
        ])
        .arg(target());
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    cargo
}

/// Finds the programs; installs them only if the engine was asked for in earnest.
fn builder(only_look: bool) -> Result<Builder> {
    let version = tools::wasm_bindgen_version()?;
    if !only_look {
        let rust = rust::ready(false)?;
        let wasm_bindgen = setup::wasm_bindgen(&rust, &version)?;
        return checked(Builder { rust, wasm_bindgen, wasm_opt: setup::wasm_opt()? });
    }
    let missing =
        || Failure::new(format!("wasm-bindgen {version} is not installed.")).remedy("cargo xtask setup");
    let wasm_bindgen = tools::wasm_bindgen(&version).ok_or_else(missing)?;
    checked(Builder { rust: Toolchain::current()?, wasm_bindgen, wasm_opt: tools::any_wasm_opt() })
}

fn checked(builder: Builder) -> Result<Builder> {
    if builder.rust.has_source() {
        return Ok(builder);
    }
    Err(Failure::new("std's source (rust-src) is not installed, and std must be rebuilt for shared memory.")
        .remedy(format!("rustup component add rust-src --toolchain {}", rust::pinned())))
}

/// The one line that says why there is no engine.
fn left_out(reason: &Failure) -> String {
    let why = reason.sentence().trim_end_matches('.');
    let fix = reason.first_remedy().map(|line| format!(" (to have it: {line})")).unwrap_or_default();
    format!("engine: left out: {why}{fix}. The page works without it, on Workers that share no memory.")
}

impl Builder {
    /// Compiles, and makes the site's files unless they are already made from the very same module.
    /// Tells whether there was something to do.
    fn build(&self) -> Result<bool> {
        let site = kept();
        let module = self.compile()?;
        let glue = paths::root().join("crates/engine-worker/coordinator.js");
        let stamp = self.stamp(&[&module, &glue])?;
        let stamp_file = target().join("site.stamp");
        if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp)
            && site.join("engine_bg.wasm").is_file()
        {
            return Ok(false);
        }
        let half = target().join("site.half");
        files::empty(&half)?;
        self.bind(&module, &half)?;
        self.optimise(&half.join("engine_bg.wasm"))?;
        fs::copy(&glue, half.join("coordinator.js")).doing(|| format!("copy {}", glue.display()))?;
        // The stamp goes first and comes last, so that an interruption between the two means work, not a wrong site.
        let _ = fs::remove_file(&stamp_file);
        files::replace(&half, &site)?;
        fs::write(&stamp_file, stamp).doing(|| format!("write {}", stamp_file.display()))?;
        Ok(true)
    }

    /// Runs cargo; tells where the module is.
    fn compile(&self) -> Result<PathBuf> {
        let mut cargo = cargo(&self.rust, "build");
        // The crate's program is for Workers that share no memory, and Trunk builds it.
        cargo.arg("--lib");
        if !target().exists() {
            eprintln!("engine: compiling, std included (about a minute, once).");
        }
        // Silent unless it fails: the compiler warns at every build that atomics are unstable, which we know.
        process::run_quietly(&mut cargo)?;
        let module = target().join(WASM).join(PROFILE).join(format!("{}.wasm", PACKAGE.replace('-', "_")));
        if module.is_file() {
            return Ok(module);
        }
        Err(Failure::new(format!("Cargo built {PACKAGE}, but not as a wasm module."))
            .remedy("see that its Cargo.toml says: [lib] crate-type = [\"cdylib\"]"))
    }

    /// Makes the JavaScript side.
    fn bind(&self, module: &Path, out: &Path) -> Result<()> {
        let mut bind = process::command(&self.wasm_bindgen);
        bind.args(["--target", "web", "--no-typescript", "--out-name", "engine", "--out-dir"]);
        process::run(bind.arg(out).arg(module))
    }

    /// Makes the module smaller and faster, in place. Where this fails, say with an old wasm-opt, it stays as it is.
    fn optimise(&self, module: &Path) -> Result<()> {
        let Some(wasm_opt) = &self.wasm_opt else { return Ok(()) };
        let smaller = module.with_extension("smaller");
        let mut optimise = process::command(wasm_opt);
        optimise.args(OPTIMISE).arg(module).arg("-o").arg(&smaller);
        if let Err(failure) = process::run_quietly(&mut optimise) {
            eprintln!("engine: not optimised: {}", failure.sentence());
            return Ok(());
        }
        fs::rename(&smaller, module).doing(|| format!("rename {}", smaller.display()))
    }

    /// Everything that the site's files are made from, as one line to compare.
    fn stamp(&self, inputs: &[&Path]) -> Result<String> {
        let hashes = inputs.iter().map(|file| files::hash(file)).collect::<Result<Vec<_>>>()?;
        Ok(format!("{hashes:?} {:?} {:?} {OPTIMISE:?}", self.wasm_bindgen, self.wasm_opt))
    }
}
