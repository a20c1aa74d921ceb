//! Whatever the simulator accepts can be written as a file, in one way, and is read back as it was.

use meanwhile_scenario::{ScenarioFile, Values, encode, presets};
use meanwhile_sim::{Scenario, Slicing, SplitMix64, Step, simulate};

use crate::random_scenario::random_scenario;
use crate::support::{count, for_each_seed, scenario};

fn check(original: &Scenario) {
    let text = encode(original, "A title");
    let file = ScenarioFile::decode(&text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    let read = file.scenario(&Values::default()).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    assert_eq!(&read, original, "{text}");
    assert_eq!(encode(&read, file.title()), text);
}

#[test]
fn random_scenarios_are_read_back_as_they_were() {
    for_each_seed(count(100_000), |seed| check(&decorated(seed)));
}

/// A random scenario with names, durations and fields that the simulator's own generator has no use for.
fn decorated(seed: u64) -> Scenario {
    let mut scenario = random_scenario(seed);
    let mut random = SplitMix64::new(!seed);
    let scale = [1, 1_000, 60_000_000, 1_234_567][random.below(4) as usize];
    let mut name = |name: &mut String| *name = NAMES[random.below(NAMES.len() as u64) as usize].to_owned();
    let workload = &mut scenario.workload;
    workload.tasks.iter_mut().for_each(|task| name(&mut task.name));
    workload.locks.iter_mut().for_each(|lock| name(&mut lock.name));
    workload.channels.iter_mut().for_each(|channel| name(&mut channel.name));
    workload.wholes.push("unused".to_owned());
    workload.wholes.iter_mut().for_each(name);
    for task in &mut workload.tasks {
        task.arrives_us *= scale;
        task.patience_us = task.patience_us.map(|us| us * scale);
        task.due_us = (random.below(3) == 0).then(|| random.below(1_000) * scale);
        task.priority -= random.below(3) as i32;
        for step in &mut task.steps {
            if let Step::Compute(us) | Step::Wait(us) = step {
                *us *= scale;
            }
        }
    }
    scenario.machine.switch_cost_us *= scale;
    if let Slicing::Sliced { quantum_us } = &mut scenario.strategy.slicing {
        *quantum_us *= scale;
    }
    scenario
}

/// Few enough that some of them meet.
const NAMES: &[&str] = &[
    "A",
    "B",
    "",
    "0",
    "emit",
    "task 1",
    "\"quoted\" \\ / \n\t\u{0}\u{7f}",
    "Bärentöter 🐻",
    "{ \"param\": 1 }",
];

#[test]
fn the_digest_of_the_trace_is_the_same_after_encoding_and_decoding() {
    for_each_seed(count(100_000), |seed| {
        let original = random_scenario(seed);
        let read = scenario(&encode(&original, "")).expect("readable");
        let digest = |scenario: &Scenario| simulate(scenario).map(|trace| trace.digest());
        assert_eq!(digest(&read), digest(&original), "{original:?}");
    });
}

#[test]
fn presets_are_read_back_as_they_were() {
    for preset in presets() {
        check(&scenario(preset.text).expect("valid"));
    }
}

#[test]
fn different_scenarios_have_different_texts() {
    let mut texts: Vec<String> = (0..2_000).map(|seed| encode(&decorated(seed), "")).collect();
    let mut scenarios: Vec<String> = (0..2_000).map(|seed| format!("{:?}", decorated(seed))).collect();
    for list in [&mut texts, &mut scenarios] {
        list.sort();
        list.dedup();
    }
    assert_eq!(texts.len(), scenarios.len());
}
