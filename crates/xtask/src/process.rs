//! Starting other programs: with a clean environment, and with an error that names the program.

use crate::failure::{Doing, Failure, Result};
use crate::paths;
use std::env;
use std::ffi::OsStr;
use std::process::{Command, ExitStatus, Stdio};

/// Variables of whoever started us that would change what is built.
///
/// The first group is what cargo tells the program that it runs; the second are compiler flags and the like, which
/// would make one machine's site differ from another's, and the threaded engine fail.
const LEAKS: &[&str] = &[
    "CARGO_PKG_",
    "CARGO_MANIFEST_",
    "CARGO_BIN_",
    "CARGO_CRATE_NAME",
    "CARGO_PRIMARY_PACKAGE",
    "RUSTFLAGS",
    "RUSTDOCFLAGS",
    "RUSTC_BOOTSTRAP",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_TARGET_WASM32",
    "CARGO_UNSTABLE_",
    "CARGO_PROFILE_",
];

/// A command in the workspace's root, without a standard input and without the variables that leak.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root()).stdin(Stdio::null());
    for (name, _) in env::vars_os() {
        if leaks(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    if let Some(dir) = paths::variable("CARGO_TARGET_DIR") {
        // Cargo reads a relative folder from where it runs, and that is the root now.
        command.env("CARGO_TARGET_DIR", paths::absolute(dir));
    }
    command
}

fn leaks(name: &str) -> bool {
    LEAKS.iter().any(|prefix| name.starts_with(prefix))
}

/// Runs a command whose output goes straight to the terminal; anything but success is a failure.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().doing(|| format!("start {}", name(command)))?;
    if status.success() { Ok(()) } else { Err(failed(command, status)) }
}

/// Runs a command silently; its output is shown only when it fails.
pub(crate) fn run_quietly(command: &mut Command) -> Result<String> {
    let output = command.output().doing(|| format!("start {}", name(command)))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Err(failed(command, output.status))
}

/// What a command prints, or nothing when it cannot be started or fails: for questions, not for work.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn failed(command: &Command, status: ExitStatus) -> Failure {
    Failure::new(format!("`{}` failed ({status}).", shown(command)))
}

fn name(command: &Command) -> String {
    format!("`{}`", command.get_program().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_of_the_outer_build_leak_and_the_users_settings_do_not() {
        assert!(
            leaks("RUSTFLAGS")
                && leaks("CARGO_PKG_NAME")
                && leaks("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS")
        );
        assert!(
            !leaks("CARGO_HOME")
                && !leaks("CARGO_TARGET_DIR")
                && !leaks("RUSTUP_TOOLCHAIN")
                && !leaks("PATH")
        );
    }

    #[test]
    fn a_command_is_shown_as_it_is_typed() {
        let mut echo = command("echo");
        echo.args(["a", "b"]);
        assert_eq!(shown(&echo), "echo a b");
    }
}
