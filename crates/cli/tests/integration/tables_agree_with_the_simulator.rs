//! `compare` and `sweep` say of each row what the simulator says.

use crate::support::{scenario, stdout_of};
use meanwhile_scenario::presets;
use meanwhile_sim::{Metrics, Micros, Outcome, Scenario, SimError, Slicing, Waiting, simulate};
use serde_json::{Value, json};

#[test]
fn a_comparison_has_the_five_modes_of_the_model() {
    const QUANTUM_US: Micros = 1_000_000;
    for preset in presets() {
        let words = ["compare", preset.name, "--workers=3", "--slicing=1s", "--format=json"];
        let found: Value = serde_json::from_str(&stdout_of(&words)).unwrap();
        let mode = |name: &str, workers, cores, waiting, slicing| {
            let mut scenario = scenario(preset.name, &[], &[]);
            (scenario.strategy.workers, scenario.machine.cores) = (workers, cores);
            (scenario.strategy.waiting, scenario.strategy.slicing) = (waiting, slicing);
            row(json!(name), &scenario)
        };
        let (blocking, overlapping, whole) = (Waiting::Blocking, Waiting::Overlapping, Slicing::ToCompletion);
        let expected = json!([
            mode("sequential", 1, 1, blocking, whole),
            mode("concurrent (event loop)", 1, 1, overlapping, whole),
            mode("threads on one core", 3, 1, blocking, Slicing::Sliced { quantum_us: QUANTUM_US }),
            mode("parallel threads", 3, 3, blocking, whole),
            mode("parallel event loops", 3, 3, overlapping, whole),
        ]);
        assert_eq!(found["rows"], expected, "{}", preset.name);
        assert_eq!((&found["by"], &found["title"]), (&json!("mode"), &json!(preset.file().unwrap().title())));
    }
}

#[test]
fn a_sweep_has_a_row_for_each_value() {
    let check = |words: &[&str], name: &str, values: Vec<u64>, scenario_of: &dyn Fn(u64) -> Scenario| {
        let found: Value = serde_json::from_str(&stdout_of(&[words, &["--format=json"]].concat())).unwrap();
        let expected: Vec<Value> =
            values.iter().map(|value| row(json!(value), &scenario_of(*value))).collect();
        assert_eq!((&found["by"], &found["rows"]), (&json!(name), &json!(expected)), "{words:?}");
    };
    check(
        &["sweep", "eight-that-compute", "--workers=1..16", "--cores=4"],
        "workers",
        (1..=16).collect(),
        &|value| scenario("eight-that-compute", &[], &[("workers", &value.to_string()), ("cores", "4")]),
    );
    check(&["sweep", "graham", "--cores=1..8"], "cores", (1..=8).collect(), &|value| {
        scenario("graham", &[], &[("cores", &value.to_string())])
    });
    check(
        &["sweep", "two-tabs", "--set=io=0..1s", "--set=tabs=3"],
        "io",
        (0..=10).map(|n| n * 100).collect(),
        &|value| scenario("two-tabs", &[("io", value), ("tabs", 3)], &[]),
    );
}

#[test]
fn csv_and_json_of_a_table_are_the_same() {
    let words = ["compare", "fetch-and-statistics"];
    let json: Value = serde_json::from_str(&stdout_of(&[&words[..], &["--format=json"]].concat())).unwrap();
    let csv = stdout_of(&[&words[..], &["--format=csv"]].concat());
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let rows = json["rows"].as_array().unwrap();
    for (cells, row) in lines.by_ref().zip(rows) {
        assert_eq!(header.len(), row.as_object().unwrap().len());
        for (name, cell) in header.iter().zip(cells) {
            let expected = match &row[*name] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(cell, expected, "{name}");
        }
    }
    assert_eq!(csv.lines().count(), 1 + rows.len());
}

#[test]
fn what_cannot_be_run_is_told_in_its_row() {
    let text = r#"{ "meanwhile": 1, "strategy": { "workers": 2, "roles": ["phone", "desk"] },
        "tasks": [ { "name": "call", "role": "phone", "steps": [ { "compute": "1s" } ] } ] }"#;
    let ran = crate::support::run_with_input(&["sweep", "-", "--workers=1..2"], text.as_bytes());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let rows: Vec<&str> = ran.stdout.lines().skip(1).take(2).collect();
    assert!(
        rows[0].ends_with("not possible: 2 roles are listed, but the number of workers is 1"),
        "{}",
        rows[0]
    );
    assert!(rows[1].ends_with("100.0 %  sequential"), "{}", rows[1]);
}

fn row(value: Value, scenario: &Scenario) -> Value {
    let run = simulate(scenario);
    let metrics = run.as_ref().map(Metrics::of).ok();
    let metrics = metrics.as_ref();
    let outcome = run.as_ref().ok().map(|trace| match trace.outcome {
        Outcome::Completed => "completed",
        Outcome::Stopped => "stopped",
        Outcome::Deadlocked(_) => "deadlocked",
    });
    let waiting = if scenario.strategy.waiting == Waiting::Blocking { "blocking" } else { "overlapping" };
    json!({
        "value": value,
        "workers": scenario.strategy.workers,
        "cores": scenario.machine.cores,
        "waiting": waiting,
        "quantum_us": if let Slicing::Sliced { quantum_us } = scenario.strategy.slicing { Some(quantum_us) } else { None },
        "error": run.as_ref().err().map(SimError::to_string),
        "outcome": outcome,
        "word": metrics.map(|metrics| metrics.word().name()),
        "makespan_us": metrics.map(|metrics| metrics.makespan_us),
        "first_result_us": metrics.and_then(Metrics::first_result_us),
        "last_result_us": metrics.and_then(Metrics::last_result_us),
        "peak_in_progress": metrics.map(|metrics| metrics.peak_in_progress),
        "peak_executing": metrics.map(|metrics| metrics.peak_executing),
        "switches": metrics.map(|metrics| metrics.switches),
        "busy_us": metrics.map(|metrics| metrics.busy_us),
        "capacity_us": metrics.map(|metrics| metrics.capacity_us),
    })
}
