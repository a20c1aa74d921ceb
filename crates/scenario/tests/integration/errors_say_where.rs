//! Every error says where it is, in one line: line, column, path, and what is wrong.

use std::time::{Duration, Instant};

use meanwhile_scenario::{FileError, ScenarioFile, Values};
use meanwhile_sim::SimError;

use crate::malformed::{MALFORMED, Malformed};
use crate::support::{BASE, run, with_tasks};

/// An optimized build has 5 ms for each.
const LIMIT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 50 } else { 5 });

fn text_of(row: &Malformed) -> String {
    if row.find.is_empty() {
        return row.replace.to_owned();
    }
    assert_eq!(BASE.matches(row.find).count(), 1, "{:?} is in the base file once", row.find);
    BASE.replace(row.find, row.replace)
}

/// The name of an error's variant.
fn variant(error: &FileError) -> String {
    let debug = format!("{:?}", error.kind);
    debug.chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[test]
fn the_base_file_is_valid() {
    assert_eq!(run(BASE).map(|trace| trace.tasks.len()), Ok(11));
}

#[test]
fn each_class_of_malformed_file_has_its_place_and_its_sentence() {
    for row in MALFORMED {
        let error = run(&text_of(row)).expect_err(row.says);
        let found = (variant(&error), error.to_string());
        assert_eq!((found.0.as_str(), found.1.as_str()), (row.variant, row.says), "{row:?}");
        assert!(error.place.is_some() && !found.1.contains('\n'), "{row:?}");
    }
}

#[test]
fn each_is_found_at_once() {
    let time = |text: &str| {
        let start = Instant::now();
        let _ = run(text);
        start.elapsed()
    };
    for row in MALFORMED {
        let text = text_of(row);
        let best = (0..3).map(|_| time(&text)).min();
        assert!(best < Some(LIMIT), "{best:?} for {row:?}");
    }
}

#[test]
fn columns_count_characters_and_lines_may_end_in_two() {
    let check = |text: &str, expected: &str| {
        assert_eq!(run(text).expect_err(expected).to_string().split(':').next(), Some(expected));
    };
    check("{ \"meanwhile\": 1,\r\n \"title\": \"äöü€😀\", \"x\": 1 }", "line 2, column 20, x");
    check("\u{feff}{ \"meanwhile\": 2 }", "line 1, column 16, meanwhile");
    check("{ \"meanwhile\": 1, \"ti\\u0074les\": 1 }", "line 1, column 19, titles");
    check("{ \"meanwhile\": 1, \"wörds here\": 1 }", "line 1, column 19, [\"wörds here\"]");
    check("{ \"meanwhile\": 1, \"\": 1 }", "line 1, column 19, [\"\"]");
    check("{ \"meanwhile\": 1, \"a\\\"]}\": 1 }", "line 1, column 19, [\"a\\\"]}\"]");
}

#[test]
fn what_a_stranger_wrote_is_shortened_and_kept_on_one_line() {
    let long = "x\\n".repeat(5_000);
    for text in [
        with_tasks(&format!(r#"{{ "name": "A", "{long}": 1, "steps": [] }}"#)),
        with_tasks(&format!(r#"{{ "name": "A", "after": ["{long}"], "steps": [] }}"#)),
        with_tasks(&format!(r#"{{ "name": "A", "steps": ["{long}"] }}"#)),
        format!("{{ \"meanwhile\": {} }}", "9".repeat(10_000)),
    ] {
        let sentence = run(&text).expect_err("malformed").to_string();
        assert!(sentence.len() < 500 && !sentence.contains('\n'), "{sentence}");
    }
}

#[test]
fn errors_that_need_the_whole_run_have_no_place() {
    let long =
        with_tasks(r#"{ "name": "A", "steps": [ { "compute": "100000000s" }, { "compute": "1us" } ] }"#);
    let error = run(&long).expect_err("too long");
    assert_eq!((error.place.is_none(), error.to_string()), (true, SimError::TimeOverflow.to_string()));
}

#[test]
fn a_caller_who_simulates_by_itself_gets_the_place_too() {
    let text = with_tasks(r#"{ "name": "A", "role": "cook", "steps": [] }"#);
    let file = ScenarioFile::decode(&text).expect("well-formed");
    let scenario = file.scenario(&Values::default()).expect("small");
    let error = meanwhile_sim::simulate(&scenario).expect_err("there is no cook");
    let explained = file.explain(&Values::default(), error).to_string();
    assert_eq!(
        explained,
        r#"line 1, column 53, tasks[0].role: "A" asks for the role "cook", which no worker has"#
    );
}
