//! The files in `docs/scenario-files.md` do what the words around them say.

use meanwhile_scenario::{Overrides, Preset, ScenarioFile, Values, limits, presets};
use meanwhile_sim::{Metrics, Waiting};

const DOCUMENT: &str = include_str!("../../../../docs/scenario-files.md");

/// The texts between three backticks and `json`.
fn files() -> Vec<&'static str> {
    DOCUMENT.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn every_file_in_it_runs() {
    let files = files();
    assert!(files.len() >= 3);
    for text in files {
        let file = ScenarioFile::decode(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let trace = file.simulate(&Values::default(), &Overrides::default());
        trace.unwrap_or_else(|error| panic!("{error}\n{text}"));
    }
}

#[test]
fn the_first_example_gives_the_numbers_that_it_promises() {
    let file = ScenarioFile::decode(files()[0]).expect("valid");
    let check = |waiting, expected: [u64; 2]| {
        let overrides = Overrides { waiting: Some(waiting), ..Overrides::default() };
        let metrics = Metrics::of(&file.simulate(&Values::default(), &overrides).expect("valid"));
        let results = [metrics.first_result_us(), metrics.last_result_us()];
        assert_eq!(results, expected.map(|seconds| Some(seconds * 1_000_000)));
    };
    check(Waiting::Blocking, [7, 42]);
    check(Waiting::Overlapping, [7, 32]);
}

#[test]
fn the_limits_in_it_are_the_limits() {
    let check = |text: String| assert!(DOCUMENT.contains(&text), "{text}");
    check(format!("| bytes of a file | {} |", grouped(limits::FILE_BYTES_MAX as u64)));
    check(format!("| lists and objects within each other | {} |", limits::NESTING_MAX));
    check(format!("| parameters | {} |", limits::PARAMETERS_MAX));
    check(format!("| value of a parameter | {} |", grouped(limits::PARAMETER_MAX)));
    check(format!("| bytes of a title, a label, a parameter's name | {} |", limits::TEXT_BYTES_MAX));
    check(format!("| derivations | {} |", limits::DERIVATIONS_MAX));
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    groups.map(String::from_utf8_lossy).collect::<Vec<_>>().join(",")
}

#[test]
fn every_preset_is_listed_in_it() {
    let listed = |preset: &&Preset| DOCUMENT.contains(&format!("`{}`", preset.name));
    assert_eq!(presets().iter().find(|preset| !listed(preset)), None);
}
