//! The JSON of a run, read back, is the trace and its metrics, whatever the scenario.

use crate::support::{flags, run, scenario};
use meanwhile_scenario::presets;
use meanwhile_sim::{Metrics, Outcome, Trace, simulate};
use serde_json::{Value, json};

#[test]
fn json_read_back_is_the_trace_and_its_metrics() {
    let settings: [&[(&str, &str)]; 3] = [
        &[],
        &[("workers", "3"), ("cores", "2"), ("waiting", "overlapping"), ("switch_cost", "1ms")],
        &[("workers", "4"), ("cores", "1"), ("waiting", "blocking"), ("order", "priority")],
    ];
    for preset in presets() {
        for settings in settings {
            check(preset.name, settings);
        }
    }
}

fn check(preset: &str, settings: &[(&str, &str)]) {
    let trace = simulate(&scenario(preset, &[], settings)).unwrap();
    let flags = flags(settings);
    let words: Vec<&str> =
        ["simulate", preset, "--format=json"].into_iter().chain(flags.iter().map(String::as_str)).collect();
    let ran = run(&words);
    let deadlocked = matches!(trace.outcome, Outcome::Deadlocked(_));
    assert_eq!(ran.status, if deadlocked { 3 } else { 0 }, "{words:?}");
    let found: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(found, expected(&trace), "{words:?}");
}

/// The fields of the model's section 8, written by hand.
fn expected(trace: &Trace) -> Value {
    let metrics = Metrics::of(trace);
    let outcome = match &trace.outcome {
        Outcome::Completed => "completed",
        Outcome::Stopped => "stopped",
        Outcome::Deadlocked(_) => "deadlocked",
    };
    let task = |index: usize| {
        let of = &metrics.tasks[index];
        json!({
            "name": trace.scenario.workload.tasks[index].name, "state": trace.tasks[index].fate.name(),
            "arrives_us": of.arrives_us, "starts_us": of.starts_us, "ends_us": of.ends_us,
            "executing_us": of.executing_us, "waiting_us": of.waiting_us, "ready_us": of.ready_us,
            "blocked_us": of.blocked_us, "switching_us": of.switching_us,
        })
    };
    let spans = trace.spans.iter().map(|span| {
        json!({
            "task": span.task, "worker": span.worker(), "core": span.core(), "kind": span.kind.name(),
            "from_us": span.from_us, "to_us": span.to_us,
        })
    });
    let mut all = json!({
        "outcome": outcome, "word": metrics.word().name(), "makespan_us": metrics.makespan_us,
        "first_result_us": metrics.first_result_us(), "last_result_us": metrics.last_result_us(),
        "results_us": metrics.results_us, "peak_in_progress": metrics.peak_in_progress,
        "peak_executing": metrics.peak_executing, "switches": metrics.switches, "busy_us": metrics.busy_us,
        "capacity_us": metrics.capacity_us, "tasks": (0..trace.tasks.len()).map(task).collect::<Vec<_>>(),
        "spans": spans.collect::<Vec<_>>(), "digest": format!("{:016x}", trace.digest()),
    });
    if let Outcome::Deadlocked(report) = &trace.outcome {
        // Only the preset `deadlock` gets here: P and Q, one lock each.
        let holders = report.holders.iter().map(|holder| {
            let lock = &trace.scenario.workload.locks[holder.lock as usize].name;
            json!({ "lock": lock, "task": holder.task, "units": holder.units })
        });
        let stuck = json!([
            { "task": 0, "worker": report.stuck[0].worker, "waits_for": { "lock": "b" } },
            { "task": 1, "worker": report.stuck[1].worker, "waits_for": { "lock": "a" } },
        ]);
        all["deadlock"] =
            json!({ "at_us": report.at_us, "holders": holders.collect::<Vec<_>>(), "stuck": stuck });
    }
    all
}
