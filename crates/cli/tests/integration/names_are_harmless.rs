//! Names may come from a stranger, and a terminal obeys control characters.

use crate::support::run_with_input;
use serde_json::{Value, json};

/// A terminal would turn red and change its title; an eye would read the end backwards.
const NAME: &str = "a\u{1b}[31m\u{1b}]0;b\u{7}\u{9b}2J\u{7f}\u{202e}\r\nc";

fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c)
}

/// A lock that its holder asks for once more: a deadlock, so that its report names everything.
fn scenario() -> Value {
    let steps = json!([{ "compute": "1s" }, { "acquire": NAME }, { "acquire": NAME }, { "release": NAME }, { "release": NAME }]);
    json!({
        "meanwhile": 1, "title": NAME, "locks": { NAME: 1 },
        "tasks": [{ "name": NAME, "role": NAME, "steps": steps }],
        "strategy": { "workers": 1, "roles": [NAME] },
    })
}

#[test]
fn no_format_prints_a_character_that_a_terminal_obeys() {
    let text = scenario().to_string();
    for arguments in [
        &["simulate", "-", "--format", "text"][..],
        &["simulate", "-", "--format", "ascii"],
        &["simulate", "-", "--format", "json"],
        &["simulate", "-", "--format", "csv"],
        &["compare", "-"],
        &["compare", "-", "--format", "json"],
        &["compare", "-", "--format", "csv"],
        &["sweep", "-", "--workers", "1..2"],
    ] {
        let ran = run_with_input(arguments, text.as_bytes());
        let expected = if arguments[0] == "simulate" { 3 } else { 0 };
        assert_eq!(ran.status, expected, "{arguments:?}: {}", ran.stderr);
        assert!(
            !ran.stdout.contains(is_hidden) && !ran.stderr.contains(is_hidden),
            "{arguments:?}: {:?}",
            ran.stdout
        );
        assert!(ran.stdout.contains('a'));
    }
}

#[test]
fn json_still_has_the_name_as_it_is() {
    let ran = run_with_input(&["simulate", "-", "--format", "json"], scenario().to_string().as_bytes());
    let found: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(found["tasks"][0]["name"], NAME);
    assert_eq!(found["deadlock"]["stuck"][0]["waits_for"]["lock"], NAME);
}

#[test]
fn errors_spell_such_characters_out() {
    let text = json!({ "meanwhile": 1, NAME: 1 }).to_string();
    let ran = run_with_input(&["simulate", "-"], text.as_bytes());
    assert_eq!((ran.status, ran.stderr.lines().count()), (2, 1));
    assert!(!ran.stderr.contains(is_hidden) && ran.stderr.contains("there is no field"), "{}", ran.stderr);
}
