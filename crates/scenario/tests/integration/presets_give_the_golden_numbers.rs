//! The golden numbers of the model, through the files: at their defaults and at other values.

use meanwhile_scenario::{Overrides, Values, duration_text, preset, presets};
use meanwhile_sim::{Fate, Metrics, Outcome, SpanKind};

use crate::support::{measure_preset, run_preset};

/// The makespan of a preset with some settings.
fn check(name: &str, settings: &str, makespan: &str) {
    let metrics = measure_preset(name, settings);
    assert_eq!(duration_text(metrics.makespan_us), makespan, "{name} {settings}");
}

/// When the tasks end.
fn check_ends(name: &str, settings: &str, ends: &[&str]) {
    let metrics = measure_preset(name, settings);
    let found: Vec<String> =
        metrics.tasks.iter().map(|task| duration_text(task.ends_us.expect("every task ends"))).collect();
    assert_eq!(found, ends, "{name} {settings}");
}

/// When the results come.
fn check_results(name: &str, settings: &str, results: &[&str]) {
    let metrics = measure_preset(name, settings);
    let found: Vec<String> = metrics.results_us.iter().map(|us| duration_text(*us)).collect();
    assert_eq!(found, results, "{name} {settings}");
}

#[test]
fn ten_and_twenty() {
    check_ends("ten-and-twenty", "", &["10s", "30s"]);
    check_ends("ten-and-twenty", "workers=2 quantum=1000", &["19s", "30s"]);
    check_ends("ten-and-twenty", "workers=2 quantum=5s", &["15s", "30s"]);
    check_ends("ten-and-twenty", "workers=2 quantum=10s", &["10s", "30s"]);
    check_ends("ten-and-twenty", "workers=2 slicing=to-completion", &["10s", "30s"]);
    check_ends("ten-and-twenty", "workers=2 cores=2", &["10s", "20s"]);
    check("ten-and-twenty", "workers=2 cores=2 parts=2", "15s");
    check("ten-and-twenty", "workers=2 quantum=1s switch_cost=100ms", "31900ms");
    check("ten-and-twenty", "workers=2 quantum=5s switch_cost=500ms", "31500ms");
    let switches = |settings: &str| measure_preset("ten-and-twenty", settings).switches;
    assert_eq!(switches("workers=2 quantum=1s switch_cost=100ms"), 19);
    assert_eq!(switches("workers=2 quantum=5s switch_cost=500ms"), 3);
}

#[test]
fn fetch_and_statistics() {
    let name = "fetch-and-statistics";
    check_results(name, "", &["7s", "14s", "21s", "28s", "35s", "42s"]);
    check_results(name, "waiting=overlapping", &["7s", "12s", "17s", "22s", "27s", "32s"]);
    check_results(name, "workers=2 cores=2", &["7s", "12s", "17s", "22s", "27s", "32s"]);
    check_results(name, "chunks=1", &["42s"]);
    check_results(name, "chunks=1 waiting=overlapping", &["42s"]);
    check_results(name, "chunks=2 waiting=overlapping", &["21s", "36s"]);
}

#[test]
fn round_robin_on_one_core() {
    let trace = run_preset("round-robin", "");
    let executing = |task| -> Vec<[u64; 2]> {
        let spans = trace.spans_of(task).iter().filter(|span| span.kind == SpanKind::Executing);
        spans.map(|span| [span.from_us, span.to_us].map(|us| us / 1_000_000)).collect()
    };
    assert_eq!(
        [executing(0), executing(1), executing(2)],
        [vec![[0, 3], [9, 12]], vec![[3, 6], [12, 15]], vec![[6, 9]]]
    );
    assert_eq!(trace.end_us, 15_000_000);
}

#[test]
fn five_tasks_of_an_hour() {
    for (cores, whole, sliced) in [
        (1, "300min", "300min"),
        (2, "180min", "150min"),
        (3, "120min", "100min"),
        (4, "120min", "75min"),
        (5, "60min", "60min"),
    ] {
        check("five-tasks", &format!("workers={cores} cores={cores}"), whole);
        check("five-tasks", &format!("workers=5 cores={cores} quantum=5min"), sliced);
    }
}

#[test]
fn workers_against_cores() {
    let check_table = |name: &str, table: &[(u32, u32, u32)]| {
        for (workers, cores, seconds) in table {
            let metrics = measure_preset(name, &format!("workers={workers} cores={cores}"));
            assert_eq!(metrics.makespan_us, u64::from(*seconds) * 1_000_000, "{name} W{workers} C{cores}");
        }
    };
    check_table(
        "eight-that-compute",
        &[(1, 1, 80), (8, 1, 80), (1, 4, 80), (3, 4, 30), (4, 4, 20), (8, 4, 20), (4, 8, 20), (8, 8, 10)],
    );
    check_table(
        "eight-that-wait",
        &[(1, 1, 80), (1, 8, 80), (2, 1, 41), (2, 2, 40), (4, 1, 23), (8, 1, 17), (8, 8, 10)],
    );
    check("eight-that-wait", "waiting=overlapping", "17s");
    check("poisoned-loop", "", "27s");
    check("poisoned-loop", "workers=4 waiting=blocking", "33s");
    check("poisoned-loop", "workers=2 cores=2", "17s");
    let poisoned = measure_preset("poisoned-loop", "");
    assert!(poisoned.tasks[1..].iter().all(|task| task.starts_us >= Some(10_000_000)));
}

#[test]
fn two_tabs_or_two_devices() {
    check_ends("two-tabs", "", &["12s", "6s"]);
    check_ends("two-tabs", "waiting=blocking", &["12s", "17s"]);
    check_ends("two-tabs", "people=2", &["12s", "5s"]);
    for settings in ["io=0", "io=0 waiting=blocking"] {
        check("two-tabs", settings, "8s");
    }
    assert_eq!(run_preset("two-tabs", "tabs=7").tasks.len(), 7);
}

#[test]
fn the_house_and_the_podcast() {
    check("house-one-after-the-other", "", "100min");
    check("house-airpods", "", "60min");
    check("house-a-friend-helps", "", "70min");
    check("house-one-phone-together", "", "70min");
    check("house-one-phone-in-turn", "", "110min");
    check("house-home-theatre", "", "40min");
    check("house-home-theatre", "podcast=20min", "30min");
}

#[test]
fn the_chef() {
    check("chef", "waiting=blocking", "32min");
    check("chef", "", "28min");
    check("chef-oven-first", "", "22min");
    check("chef", "chefs=3", "22min");
    check("chef", "chefs=3 waiting=blocking", "22min");
}

#[test]
fn the_office_and_the_counter() {
    // How many of the 12 callers hung up, and how many of the 4 visitors left late.
    let missed_and_late = |name: &str, settings: &str| {
        let trace = run_preset(name, settings);
        let missed = trace.tasks.iter().filter(|task| task.fate == Fate::GaveUp).count();
        let late = Metrics::of(&trace).tasks.iter().filter(|task| task.late_us > Some(0)).count();
        (missed, late)
    };
    assert_eq!(missed_and_late("office", ""), (9, 2));
    assert_eq!(missed_and_late("office-fixed-roles", ""), (3, 0));
    assert_eq!(missed_and_late("office", "secretaries=2"), (1, 0));
    assert_eq!(missed_and_late("office", "secretaries=2 walking=5min"), (3, 3));
    assert_eq!(missed_and_late("office", "secretaries=2 walking=0"), (0, 0));
    check("counter", "", "10min");
    check("counter", "waiting=blocking", "24min");
    check("counter", "staff=1", "13min");
    check("counter", "staff=3 waiting=blocking", "16min");
    check("counter", "hand=6min grill=0", "24min");
}

#[test]
fn requests_clicks_and_a_deadlock() {
    check("requests", "", "53ms");
    check("requests", "waiting=blocking", "106ms");
    check("requests", "waiting=blocking workers=3 cores=3", "52ms");
    check("requests-in-sequence", "", "106ms");
    let worst_response = |settings: &str, expected: &str| {
        let metrics = measure_preset("clicks", settings);
        let worst = metrics.tasks[1..].iter().filter_map(|click| click.response_us).max();
        assert_eq!(worst.map(duration_text).as_deref(), Some(expected), "{settings}");
    };
    worst_response("", "970ms");
    worst_response("chunks=10", "102ms");
    worst_response("chunks=10 order=priority", "98ms");
    worst_response("workers=2 slicing=10ms", "8ms");
    worst_response("workers=2 slicing=10ms order=priority", "0s");
    worst_response("workers=2 cores=2", "0s");
    let deadlocked_at = |settings: &str| match run_preset("deadlock", settings).outcome {
        Outcome::Deadlocked(report) => Some(duration_text(report.at_us)),
        _ => None,
    };
    assert_eq!(deadlocked_at("").as_deref(), Some("1s"));
    assert_eq!(deadlocked_at("cores=1").as_deref(), Some("2s"));
    assert_eq!(deadlocked_at("workers=1"), None);
    check("deadlock", "workers=1", "4s");
}

#[test]
fn anomalies() {
    check("graham", "", "12s");
    check("graham", "cores=4", "15s");
    check("graham-shorter-tasks", "", "13s");
    check("graham-fewer-dependencies", "", "16s");
    check("graham-another-list", "", "14s");
    check("anomaly-waits", "cores=1", "28s");
    check("anomaly-waits", "cores=2", "16s");
    check("anomaly-waits", "", "17s");
    check("anomaly-priorities", "cores=2", "14s");
    check("anomaly-priorities", "", "15s");
    check("anomaly-slices", "cores=3", "11s");
    check("anomaly-slices", "", "12s");
    check("anomaly-switch-costs", "cores=3", "11s");
    check("anomaly-switch-costs", "", "12s");
}

#[test]
fn presets_are_sorted_and_found_by_their_names() {
    assert!(presets().windows(2).all(|pair| pair[0].name < pair[1].name));
    assert!(presets().iter().all(|listed| preset(listed.name) == Some(listed)));
    assert_eq!(preset("no such preset"), None);
}

#[test]
fn every_preset_has_a_title_and_runs_at_both_ends_of_each_of_its_parameters() {
    for listed in presets() {
        let file = listed.file().unwrap_or_else(|error| panic!("{}: {error}", listed.name));
        assert!(!file.title().is_empty(), "{}", listed.name);
        for parameter in file.parameters() {
            let largest = parameter.max - (parameter.max - parameter.min) % parameter.step;
            for value in [parameter.min, largest] {
                let values = Values::default().with(&parameter.name, value);
                let trace = file.simulate(&values, &Overrides::default());
                let trace = trace.unwrap_or_else(|error| panic!("{} {values:?}: {error}", listed.name));
                assert!(!trace.tasks.is_empty());
            }
        }
    }
}
