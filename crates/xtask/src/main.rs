//! The project's commands: `cargo xtask COMMAND`.

mod bench;
mod budgets;
mod check;
mod debian;
mod engine;
mod failure;
mod files;
mod minify;
mod paths;
mod process;
mod rust;
mod screenshots;
mod serve;
mod setup;
mod site;
mod sizes;
mod small_std;
mod tidy;
mod tools;

use failure::{Failure, Result};
use pico_args::Arguments;
use std::path::PathBuf;
use std::process::ExitCode;

/// What is printed without a command, and with `--help`.
const HELP: &str = "\
cargo xtask COMMAND

  setup       install whatever building the page takes (--tests: and testing it)
  serve       the page on http://127.0.0.1:8080, rebuilt when a source changes [--port N]
  dist        the site for any static host, and its size [--out DIR] [--quiet]
  test        all checks and tests [--deep] [--only lint|native|browser]
  tidy        only the rules of the house that reading the files can check
  bench       what was promised, measured [--json] [--only NAME]
  screenshots every figure and chapter, wide and narrow, light and dark [--out DIR] [--betting]
  engine      build the threaded engine [--out DIR] [--optional]
";

fn main() -> ExitCode {
    match dispatch(Arguments::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(mut args: Arguments) -> Result<()> {
    let help = args.contains(["-h", "--help"]);
    let command = args.subcommand().map_err(usage)?;
    let Some(command) = command.filter(|command| !help && command != "help") else {
        print!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "setup" => {
            let tests = args.contains("--tests");
            finish(args)?;
            setup::run(tests)
        }
        "serve" => {
            let port = args.opt_value_from_str("--port").map_err(usage)?;
            finish(args)?;
            serve::run(port.unwrap_or(serve::PORT))
        }
        "dist" => {
            let out = args.opt_value_from_str("--out").map_err(usage)?;
            let quiet = args.contains("--quiet");
            finish(args)?;
            site::run(&site::Options { out, quiet })
        }
        "test" => {
            let options = check::Options {
                deep: args.contains("--deep"),
                only: args.opt_value_from_str("--only").map_err(usage)?,
            };
            finish(args)?;
            check::run(&options)
        }
        "tidy" => {
            finish(args)?;
            tidy::check()
        }
        "bench" => {
            let options = bench::Options {
                json: args.contains("--json"),
                only: args.opt_value_from_str("--only").map_err(usage)?,
            };
            finish(args)?;
            bench::run(&options)
        }
        "screenshots" => {
            let out: Option<PathBuf> = args.opt_value_from_str("--out").map_err(usage)?;
            let betting = args.contains("--betting");
            finish(args)?;
            let out = out.unwrap_or_else(|| paths::target().join("screenshots"));
            screenshots::run(&screenshots::Options { out, betting })
        }
        "engine" => {
            let options = engine::Options {
                out: args.opt_value_from_str("--out").map_err(usage)?,
                optional: args.contains("--optional"),
            };
            finish(args)?;
            engine::run(&options)
        }
        other => Err(Failure::new(format!("There is no command `{other}`.")).remedy("cargo xtask --help")),
    }
}

/// Nothing may be left over: a misspelt option should not be ignored silently.
fn finish(args: Arguments) -> Result<()> {
    match args.finish().first() {
        None => Ok(()),
        Some(word) => {
            Err(Failure::new(format!("`{}` is not an option of this command.", word.to_string_lossy()))
                .remedy("cargo xtask --help"))
        }
    }
}

fn usage(error: pico_args::Error) -> Failure {
    Failure::new(format!("The command line cannot be read: {error}.")).remedy("cargo xtask --help")
}
