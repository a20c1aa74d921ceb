//! Running the program.

use meanwhile_scenario::{Overrides, ScenarioFile, Values, preset};
use meanwhile_sim::Scenario;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run of the program left.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The program, with these words after its name, away from the terminal of whoever runs the tests.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meanwhile"));
    command.args(arguments).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command
}

/// Runs it.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    ran(program(arguments).output().unwrap())
}

/// Runs it with a text on its standard input.
pub(crate) fn run_with_input(arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = program(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The program stops reading at its limit, and then this end finds the pipe closed.
    let _ = child.stdin.take().unwrap().write_all(input);
    ran(child.wait_with_output().unwrap())
}

pub(crate) fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().expect("no signal ended the program"),
        stdout: String::from_utf8(output.stdout).expect("the output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("the errors are UTF-8"),
    }
}

/// Runs it where nothing can be wrong.
pub(crate) fn stdout_of(arguments: &[&str]) -> String {
    let ran = run(arguments);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{arguments:?}");
    ran.stdout
}

/// A preset under other settings, without the program.
pub(crate) fn scenario(name: &str, set: &[(&str, u64)], settings: &[(&str, &str)]) -> Scenario {
    let file: ScenarioFile = preset(name).unwrap().file().unwrap();
    let values = set.iter().fold(Values::default(), |values, (name, value)| values.with(name, *value));
    let mut scenario = file.scenario(&values).unwrap();
    Overrides::parse(settings.iter().copied()).unwrap().apply(&mut scenario);
    scenario
}

/// Settings as the words of a command line.
pub(crate) fn flags(settings: &[(&str, &str)]) -> Vec<String> {
    settings.iter().map(|(name, value)| format!("--{}={value}", name.replace('_', "-"))).collect()
}

/// Compares a text with what a file of this crate or of the project says. Where `MEANWHILE_WRITE_GOLDEN` is set, writes
/// the file instead, for somebody to look at the difference.
pub(crate) fn check_golden(file: &str, found: &str) {
    let path = in_crate(file);
    if std::env::var_os("MEANWHILE_WRITE_GOLDEN").is_some() {
        fs::write(&path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(
        expected == found,
        "{} is not what the program prints now. If that is meant, run the tests with MEANWHILE_WRITE_GOLDEN=1.\n\
         --- found:\n{found}",
        path.display()
    );
}

/// A path from the folder of this crate.
pub(crate) fn in_crate(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}
