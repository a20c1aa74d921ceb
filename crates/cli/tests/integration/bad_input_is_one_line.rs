//! Bad input ends with status 2, with one line that says where and what, and without output.

use crate::support::{Ran, in_crate, run, run_with_input};
use std::fs;

fn check_line(ran: &Ran, expected: &str, what: &str) {
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{what}");
    assert_eq!(ran.stderr, format!("error: {expected}\n"), "{what}");
}

#[test]
fn a_bad_command_line_is_told_in_one_line() {
    let check = |line: &str, expected: &str| {
        check_line(&run(&line.split_whitespace().collect::<Vec<_>>()), expected, line);
    };
    check(
        "",
        "'meanwhile' requires a subcommand but one was not provided \
         [subcommands: simulate, compare, sweep, program, render, link, presets]; see --help",
    );
    check("bogus", "unrecognized subcommand 'bogus'; see --help");
    check("simulate", "the following required arguments were not provided: <FILE|PRESET>; see --help");
    check(
        "simulate two-tabs --wrkers 3",
        "unexpected argument '--wrkers' found; tip: a similar argument exists: '--workers'; see --help",
    );
    check(
        "simulate two-tabs --workers",
        "a value is required for '--workers <N>' but none was supplied; see --help",
    );
    check("simulate two-tabs extra", "unexpected argument 'extra' found; see --help");
    check(
        "simulate two-tabs --workers 1 --workers 2",
        "the argument '--workers <N>' cannot be used multiple times; see --help",
    );
    check(
        "simulate two-tabs --format xml",
        "invalid value 'xml' for '--format <FORMAT>' [possible values: text, json, ascii, csv]; see --help",
    );
    check(
        "simulate two-tabs --width 39",
        "invalid value '39' for '--width <N>': 39 is not in 40..=1000; see --help",
    );
    check(
        "simulate two-tabs --set io",
        "invalid value 'io' for '--set <NAME=VALUE>': it must be NAME=VALUE; see --help",
    );
}

#[test]
fn a_bad_value_is_told_with_what_would_be_one() {
    let check = |line: &str, expected: &str| {
        check_line(&run(&line.split_whitespace().collect::<Vec<_>>()), expected, line);
    };
    check("simulate two-tabs --workers 0", "--workers: expected a whole number from 1 to 64, found \"0\"");
    check("simulate two-tabs --workers -1", "--workers: expected a whole number from 1 to 64, found \"-1\"");
    check("compare two-tabs --workers 65", "--workers: expected a whole number from 1 to 64, found \"65\"");
    check("simulate two-tabs --cores two", "--cores: expected a whole number from 1 to 64, found \"two\"");
    check(
        "simulate two-tabs --waiting idle",
        "--waiting: expected \"blocking\" or \"overlapping\", found \"idle\"",
    );
    check(
        "simulate two-tabs --switch-cost -5ms",
        "--switch-cost: expected a duration such as 250ms, or a whole number of milliseconds, found \"-5ms\"",
    );
    check("simulate two-tabs --set io=999999", "two-tabs: io: 999999 is not between 0 and 10000");
    check(
        "simulate two-tabs --set x=1",
        "two-tabs: there is no parameter \"x\"; there are: people, tabs, io",
    );
}

#[test]
fn a_bad_range_is_told() {
    let check = |line: &str, expected: &str| {
        check_line(&run(&line.split_whitespace().collect::<Vec<_>>()), expected, line);
    };
    check(
        "sweep two-tabs --workers 2",
        "a sweep needs a range: give --workers, --cores or --set NAME= a range such as 1..8",
    );
    check(
        "sweep two-tabs --workers 1..2 --set io=0..200",
        "a sweep has one range, and here are several: workers, io",
    );
    check("sweep two-tabs --workers 1..x", "workers: expected a range such as 1..8, found \"1..x\"");
    check("sweep two-tabs --workers 4..1", "workers: the range 4..1 has nothing in it");
    check("sweep two-tabs --workers 0..2", "--workers: expected a whole number from 1 to 64, found \"0\"");
    check("sweep two-tabs --cores 60..65", "--cores: expected a whole number from 1 to 64, found \"65\"");
    check("sweep two-tabs --cores 1..2000", "cores: the range would be 2000 rows, and 1000 are the most");
    check(
        "sweep two-tabs --set x=1..2",
        "two-tabs: there is no parameter \"x\"; there are: people, tabs, io",
    );
    check("sweep two-tabs --set io=0..10200", "two-tabs: io: 10100 is not between 0 and 10000");
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let absent = in_crate("tests/golden/absent.json");
    let absent = absent.to_str().unwrap();
    check_line(
        &run(&["simulate", absent]),
        &format!(
            "{absent}: there is no such file, and no such preset; `meanwhile presets` lists the presets"
        ),
        "absent",
    );
    let folder = in_crate("tests");
    let ran = run(&["simulate", folder.to_str().unwrap()]);
    assert_eq!((ran.status, ran.stderr.lines().count()), (2, 1));
    assert!(ran.stderr.contains("tests: cannot be read: "), "{}", ran.stderr);
}

#[test]
fn a_bad_file_is_told_with_its_place() {
    let check = |text: &[u8], expected: &str| {
        let ran = run_with_input(&["simulate", "-"], text);
        check_line(&ran, &format!("standard input: {expected}"), expected);
    };
    check(
        b"{ \"meanwhile\": 1,\n \"tasks\": [ { \"name\": \"A\", \"steps\": [ { \"wait\": \"3\" } ] } ] }",
        "line 2, column 49, tasks[0].steps[0].wait: a duration in quotes needs a unit: us, ms, s or min",
    );
    check(
        b"{ \"meanwhile\": 1, \"locks\": { \"k\": 1 },\n \"tasks\": [ { \"name\": \"A\", \"steps\": [ { \"acquire\": \"k\" } ] } ] }",
        "line 2, column 37, tasks[0].steps: \"A\" ends while it holds \"k\"",
    );
    check(b"\"\xff", "byte 1 is not UTF-8");
    check(&vec![b' '; (8 << 20) + 1], "a scenario file has at most 8388608 bytes, and this one has more");
    let path = std::env::temp_dir().join(format!("meanwhile-\u{1b}[31m-{}.json", std::process::id()));
    fs::write(&path, "").unwrap();
    let ran = run(&["simulate", path.to_str().unwrap()]);
    fs::remove_file(&path).unwrap();
    assert_eq!((ran.status, ran.stderr.lines().count(), ran.stderr.contains('\u{1b}')), (2, 1, false));
    assert!(ran.stderr.contains(".json: line 1, column 1: "), "{}", ran.stderr);
}
