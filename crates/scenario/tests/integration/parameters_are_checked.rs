//! Parameters stand for durations and counts, and take only the values that they allow.

use meanwhile_scenario::{ErrorKind, FileError, Parameter, ScenarioFile, Unit, Values};
use meanwhile_sim::{Scenario, Step};

const FILE: &str = r#"{ "meanwhile": 1, "title": "Pages",
  "parameters": [
    { "name": "io", "label": "page load", "min": 0, "max": 10000, "step": 100, "default": 6000 },
    { "name": "n", "min": 1, "max": 9, "default": 3 } ],
  "take": { "param": "n", "times": [2, 3] },
  "locks": { "phone": { "param": "n" } },
  "channels": { "mail": { "param": "n" } },
  "tasks": [
    { "name": "A", "arrives": { "param": "io" }, "patience": { "param": "io" }, "due": { "param": "io", "times": [3, 1] },
      "steps": [ { "wait": { "param": "io", "times": [1, 3] } }, { "repeat": { "param": "n" }, "steps": [ "emit" ] } ] },
    { "name": "B", "every": { "param": "io" }, "count": { "param": "n" }, "steps": [] },
    { "name": "C", "poisson": { "mean": { "param": "io" }, "seed": 7 }, "count": { "param": "n" }, "steps": [] },
    { "name": "D", "steps": [] }, { "name": "E", "steps": [] }, { "name": "F", "steps": [] } ],
  "machine": { "cores": { "param": "n" }, "switch_cost": { "param": "io", "times": [1, 1000] } },
  "strategy": { "workers": { "param": "n" }, "slicing": { "quantum": { "param": "io" } }, "stop_after": { "param": "n" } } }"#;

fn file() -> ScenarioFile {
    ScenarioFile::decode(FILE).expect("valid")
}

fn with(values: &[(&str, u64)]) -> Result<Scenario, FileError> {
    let values = values.iter().fold(Values::default(), |values, (name, value)| values.with(name, *value));
    file().scenario(&values)
}

#[test]
fn a_file_says_what_can_be_changed() {
    let io = Parameter {
        name: "io".to_owned(),
        label: "page load".to_owned(),
        min: 0,
        max: 10_000,
        step: 100,
        default: 6_000,
        unit: Unit::Milliseconds,
    };
    let n = Parameter {
        name: "n".to_owned(),
        label: "n".to_owned(),
        min: 1,
        max: 9,
        step: 1,
        default: 3,
        unit: Unit::Count,
    };
    assert_eq!(file().parameters(), [io, n]);
    assert_eq!(file().title(), "Pages");
}

#[test]
fn a_parameter_may_stand_wherever_a_duration_or_a_count_may() {
    let scenario = with(&[("io", 1_000), ("n", 4)]).expect("in range");
    let (workload, strategy) = (&scenario.workload, &scenario.strategy);
    // Two thirds of four, rounded down: A and the stream B.
    assert_eq!(
        workload.tasks.iter().map(|task| task.name.as_str()).collect::<Vec<_>>(),
        ["A", "B 1", "B 2", "B 3", "B 4"]
    );
    let task = &workload.tasks[0];
    assert_eq!(
        (task.arrives_us, task.patience_us, task.due_us),
        (1_000_000, Some(1_000_000), Some(3_000_000))
    );
    assert_eq!(task.steps, [vec![Step::Wait(333_333)], vec![Step::Emit; 4]].concat());
    assert_eq!(workload.tasks[4].arrives_us, 3_000_000);
    assert_eq!((workload.locks[0].capacity, workload.channels[0].capacity), (4, Some(4)));
    assert_eq!((scenario.machine.cores, scenario.machine.switch_cost_us), (4, 1_000));
    assert_eq!((strategy.workers, strategy.stop_after), (4, Some(4)));
    assert_eq!(strategy.slicing, meanwhile_sim::Slicing::Sliced { quantum_us: 1_000_000 });
    assert_eq!(with(&[("n", 9)]).expect("in range").workload.tasks.len(), 1 + 9 + 9 + 3);
}

#[test]
fn the_default_is_taken_for_whatever_nobody_sets() {
    assert_eq!(with(&[]), with(&[("io", 6_000), ("n", 3)]));
    assert_ne!(with(&[]), with(&[("io", 6_100)]));
}

#[test]
fn a_value_that_a_parameter_may_not_have_is_refused() {
    let check = |name: &str, value, sentence: &str| {
        let error = with(&[(name, value)]).expect_err(sentence);
        assert_eq!((error.place.clone(), error.to_string().as_str()), (None, sentence));
    };
    check("io", 10_100, "io: 10100 is not between 0 and 10000");
    check("n", 0, "n: 0 is not between 1 and 9");
    check("n", u64::MAX, "n: 18446744073709551615 is not between 1 and 9");
    check("io", 50, "io: 50 is not 0 plus a multiple of 100");
    check("oi", 1, "there is no parameter \"oi\"; there are: io, n");
}

#[test]
fn typed_values_are_read_in_the_unit_of_the_parameter() {
    let check = |name, text, value: u64| {
        assert_eq!(file().values([(name, text)]), Ok(Values::default().with(name, value)), "{text}");
    };
    check("io", "3000", 3_000);
    check("io", "3000ms", 3_000);
    check("io", "3s", 3_000);
    check("io", "0.1min", 6_000);
    check("n", "2", 2);
    let check = |name, text, sentence: &str| {
        let error = file().values([("n", "2"), (name, text)]).expect_err(text);
        assert_eq!((error.place.clone(), error.to_string().as_str()), (None, sentence));
    };
    check("io", "3h", "io: expected whole milliseconds, such as 250, 250ms or 1.5s, found \"3h\"");
    check("io", "100us", "io: expected whole milliseconds, such as 250, 250ms or 1.5s, found \"100us\"");
    check("io", "", "io: expected whole milliseconds, such as 250, 250ms or 1.5s, found \"\"");
    check("io", "150ms", "io: 150 is not 0 plus a multiple of 100");
    check("n", "2s", "n: expected a whole number, found \"2s\"");
    check("n", "-1", "n: expected a whole number, found \"-1\"");
    check("n", "10", "n: 10 is not between 1 and 9");
    check("m", "1", "there is no parameter \"m\"; there are: io, n");
}

#[test]
fn a_value_at_which_the_scenario_makes_no_sense_is_an_error_in_the_text() {
    let text = r#"{ "meanwhile": 1, "parameters": [ { "name": "n", "min": 0, "max": 100, "default": 1 } ],
        "tasks": [ { "name": "A", "steps": [] } ], "strategy": { "workers": { "param": "n" } } }"#;
    let file = ScenarioFile::decode(text).expect("valid");
    let error = |value| {
        file.simulate(&Values::default().with("n", value), &Default::default()).expect_err("no sense")
    };
    assert_eq!(
        error(0).to_string(),
        "line 2, column 77, strategy.workers: there must be at least one worker"
    );
    assert_eq!(error(65).to_string(), "line 2, column 77, strategy.workers: workers: 65 is more than 64");
    assert!(matches!(error(65).kind, ErrorKind::OverLimit { value: 65, max: 64, .. }));
}
