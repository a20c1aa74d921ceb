//! Exit statuses, colours, closed pipes, help.

use crate::support::{program, ran, run, run_with_input, stdout_of};
use std::io::Read;
use std::process::Stdio;

#[test]
fn a_deadlock_is_status_three_and_still_reported() {
    let report = [
        "Deadlocked at 1 s: from here on nothing can happen.",
        "  P holds a and worker 0, and waits for the lock b.",
        "  Q holds b and worker 1, and waits for the lock a.",
    ];
    for format in ["text", "ascii", "csv"] {
        let ran = run(&["simulate", "deadlock", "--workers=2", "--cores=2", "--format", format]);
        let told = if format == "csv" { &ran.stderr } else { &ran.stdout };
        let last: Vec<&str> = told.lines().skip(told.lines().count().saturating_sub(3)).collect();
        assert_eq!((ran.status, last), (3, report.to_vec()), "{format}");
    }
    // On one worker the second comes after the first, so all goes well.
    assert_eq!(run(&["simulate", "deadlock", "--workers=1"]).status, 0);
    // A table tells the deadlocks of its rows; it has not failed itself.
    let table = stdout_of(&["sweep", "deadlock", "--workers=1..2", "--cores=2"]);
    assert!(table.contains("2      2         1            2          2         0      100.0 %  concurrent and parallel, then deadlocked"), "{table}");
}

#[test]
fn colours_are_for_terminals() {
    let has_colours = |arguments: &[&str]| stdout_of(arguments).contains('\u{1b}');
    assert!(!has_colours(&["simulate", "two-tabs"]));
    assert!(!has_colours(&["simulate", "two-tabs", "--color", "never"]));
    assert!(has_colours(&["simulate", "two-tabs", "--color", "always"]));
    assert!(has_colours(&["--color", "always", "presets"]));
    assert!(!has_colours(&["simulate", "two-tabs", "--color", "always", "--format", "json"]));
    let without = stdout_of(&["simulate", "two-tabs", "--color", "always"]);
    let plain: String =
        without.split('\u{1b}').enumerate().map(|(at, part)| after_escape(at, part)).collect();
    assert_eq!(plain, stdout_of(&["simulate", "two-tabs"]), "colours change nothing but colours");
}

fn after_escape(at: usize, part: &str) -> &str {
    if at == 0 { part } else { part.split_once('m').unwrap().1 }
}

/// Forty thousand slices: more than any pipe holds.
const LONG: &str = r#"{ "meanwhile": 1, "tasks": [ { "name": "A", "steps": [ { "compute": "200ms" } ] },
    { "name": "B", "steps": [ { "compute": "200ms" } ] } ],
    "strategy": { "workers": 2, "slicing": { "quantum": "10us" } } }"#;

#[test]
fn nobody_reads_on_is_no_failure() {
    let path = std::env::temp_dir().join(format!("meanwhile-long-{}.json", std::process::id()));
    std::fs::write(&path, LONG).unwrap();
    for format in ["json", "csv"] {
        let mut command = program(&["simulate", path.to_str().unwrap(), "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut start = [0; 100];
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut start).unwrap();
        drop(out);
        let ran = ran(child.wait_with_output().unwrap());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{format}");
    }
    std::fs::remove_file(&path).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    for arguments in
        [&["simulate", "two-tabs"][..], &["simulate", "two-tabs", "--format=csv"], &["presets"], &["--help"]]
    {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = ran(program(arguments).stdout(full).output().unwrap());
        assert_eq!((ran.status, ran.stderr.lines().count()), (1, 1), "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.starts_with("error: the output cannot be written: "), "{}", ran.stderr);
    }
}

#[test]
fn a_file_on_standard_input_is_as_good_as_one_on_disk() {
    let text = meanwhile_scenario::preset("two-tabs").unwrap().text;
    let from_input = run_with_input(&["simulate", "-", "--format", "json"], text.as_bytes());
    assert_eq!(from_input.stdout, stdout_of(&["simulate", "two-tabs", "--format", "json"]));
}

#[test]
fn help_has_examples_and_fits_a_terminal() {
    for command in ["", "simulate", "compare", "sweep", "presets"] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let help = stdout_of(&arguments);
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        assert!(command == "presets" || help.contains("Examples:\n  meanwhile "), "{help}");
    }
    assert!(stdout_of(&["--version"]).starts_with("meanwhile 0."));
}

#[test]
fn every_preset_is_listed_with_its_parameters() {
    let list = stdout_of(&["presets"]);
    for preset in meanwhile_scenario::presets() {
        let file = preset.file().unwrap();
        let line = list.lines().find(|line| line.split_whitespace().next() == Some(preset.name)).unwrap();
        assert!(line.ends_with(file.title()), "{line}");
        for parameter in file.parameters() {
            assert!(list.contains(&format!("{}={}", parameter.name, parameter.default)), "{}", preset.name);
        }
    }
}
