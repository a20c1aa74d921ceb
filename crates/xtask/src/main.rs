//! The project's commands: `cargo xtask COMMAND`.

mod debian;
mod engine;
mod failure;
mod files;
mod paths;
mod process;
mod rust;
mod setup;
mod tools;

use failure::{Failure, Result};
use pico_args::Arguments;
use std::process::ExitCode;

/// What is printed without a command, and with `--help`.
const HELP: &str = "\
cargo xtask COMMAND

  setup       install whatever building the page takes (--tests: and testing it)
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
