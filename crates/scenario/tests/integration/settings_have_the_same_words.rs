//! Flags and addresses use the words of the files.

use meanwhile_scenario::{Overrides, ScenarioFile, Values};
use meanwhile_sim::{Order, Slicing, Waiting};

use crate::support::with_tasks;

#[test]
fn a_setting_means_what_its_word_means_in_a_file() {
    let check = |name: &str, value: &str, field: &str| {
        let tasks = r#""meanwhile": 1, "tasks": [ { "name": "A", "steps": [] } ]"#;
        let file = ScenarioFile::decode(&format!("{{ {tasks}, {field} }}")).expect("valid");
        let written = file.scenario(&Values::default()).expect("small");
        let bare = ScenarioFile::decode(&format!("{{ {tasks} }}")).expect("valid");
        let mut overridden = bare.scenario(&Values::default()).expect("small");
        Overrides::parse([(name, value)]).expect("a setting").apply(&mut overridden);
        assert_eq!(overridden, written, "{name}={value}");
    };
    check("workers", "64", r#""strategy": { "workers": 64 }"#);
    check("cores", "2", r#""machine": { "cores": 2 }"#);
    check("waiting", "overlapping", r#""strategy": { "waiting": "overlapping" }"#);
    check("waiting", "blocking", r#""strategy": { "waiting": "blocking" }"#);
    check("slicing", "to-completion", r#""strategy": { "slicing": "to-completion" }"#);
    check("slicing", "10ms", r#""strategy": { "slicing": { "quantum": "10ms" } }"#);
    check("slicing", "10", r#""strategy": { "slicing": { "quantum": 10 } }"#);
    check("order", "priority", r#""strategy": { "order": "priority" }"#);
    check("order", "fifo", r#""strategy": { "order": "fifo" }"#);
    check("switch_cost", "40us", r#""machine": { "switch_cost": "40us" }"#);
    check("switch_cost", "0", r#""machine": { "switch_cost": 0 }"#);
}

#[test]
fn what_nobody_sets_stays_as_the_file_says() {
    let text = with_tasks(r#"{ "name": "A", "steps": [] }"#);
    let file = ScenarioFile::decode(
        &text.replace("\"tasks\"", r#""strategy": { "workers": 3, "order": "priority" }, "tasks""#),
    );
    let mut scenario = file.expect("valid").scenario(&Values::default()).expect("small");
    let before = scenario.clone();
    Overrides::default().apply(&mut scenario);
    assert_eq!(scenario, before);
    let both = Overrides::parse([("waiting", "blocking"), ("slicing", "1s"), ("waiting", "overlapping")]);
    both.expect("settings").apply(&mut scenario);
    let strategy = &scenario.strategy;
    assert_eq!(
        (strategy.workers, strategy.order, strategy.waiting),
        (3, Order::Priority, Waiting::Overlapping)
    );
    assert_eq!(strategy.slicing, Slicing::Sliced { quantum_us: 1_000_000 });
}

#[test]
fn a_setting_that_is_none_is_refused_by_name() {
    let check = |name: &str, value: &str, sentence: &str| {
        let error = Overrides::parse([("cores", "1"), (name, value)]).expect_err(sentence);
        assert_eq!((error.place.clone(), error.to_string().as_str()), (None, sentence));
    };
    let numbers = "expected a whole number from 1 to 64";
    for value in ["0", "65", "-1", "1.5", "two", "", "99999999999"] {
        check("workers", value, &format!("workers: {numbers}, found {value:?}"));
        check("cores", value, &format!("cores: {numbers}, found {value:?}"));
    }
    check("waiting", "Blocking", "waiting: expected \"blocking\" or \"overlapping\", found \"Blocking\"");
    check("order", "lifo", "order: expected \"fifo\" or \"priority\", found \"lifo\"");
    for value in ["0", "0s", "sliced", "1h", "100000000001"] {
        check(
            "slicing",
            value,
            &format!("slicing: expected \"to-completion\", or a quantum such as 10ms, found {value:?}"),
        );
    }
    check(
        "switch_cost",
        "-1ms",
        "switch_cost: expected a duration such as 250ms, or a whole number of milliseconds, found \"-1ms\"",
    );
    check("colour", "red", "there is no setting \"colour\"");
}

#[test]
fn every_name_is_a_setting() {
    for (name, expected) in Overrides::NAMES {
        let error = Overrides::parse([(*name, "?")]).expect_err("no value").to_string();
        assert_eq!(error, format!("{name}: expected {expected}, found \"?\""));
    }
}
