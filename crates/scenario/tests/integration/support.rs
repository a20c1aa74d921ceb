//! What the promises share.

use meanwhile_scenario::{FileError, Overrides, Preset, ScenarioFile, Values, preset};
use meanwhile_sim::{Metrics, Scenario, Trace};

/// A file in which nearly everything occurs that may occur.
pub(crate) const BASE: &str = include_str!("base.json");

/// How many random cases a test tries: all where `MEANWHILE_DEEP` is set, else a twentieth.
pub(crate) fn count(deep: u64) -> u64 {
    if std::env::var_os("MEANWHILE_DEEP").is_some() { deep } else { deep / 20 }
}

/// Tries every seed below `count`, on two threads.
pub(crate) fn for_each_seed(count: u64, attempt: impl Fn(u64) + Sync) {
    std::thread::scope(|scope| {
        let attempt = &attempt;
        let halves = [0, 1].map(|half| scope.spawn(move || (half..count).step_by(2).for_each(attempt)));
        for half in halves {
            if let Err(failure) = half.join() {
                std::panic::resume_unwind(failure);
            }
        }
    });
}

/// The whole way from a text to a trace, with the defaults of all parameters.
pub(crate) fn run(text: &str) -> Result<Trace, FileError> {
    ScenarioFile::decode(text)?.simulate(&Values::default(), &Overrides::default())
}

/// The scenario of a text, with the defaults of all parameters.
pub(crate) fn scenario(text: &str) -> Result<Scenario, FileError> {
    ScenarioFile::decode(text)?.scenario(&Values::default())
}

/// A file with one list of tasks and nothing else.
pub(crate) fn with_tasks(tasks: &str) -> String {
    format!(r#"{{ "meanwhile": 1, "tasks": [ {tasks} ] }}"#)
}

/// Runs a preset with settings such as `workers=2 waiting=overlapping`: parameters of the file where it has one of that
/// name, overrides otherwise.
pub(crate) fn run_preset(name: &str, settings: &str) -> Trace {
    let file = preset(name).map(Preset::file).expect("a preset of this name").expect("valid");
    let pairs = settings.split_whitespace().map(|pair| pair.split_once('=').expect("a pair"));
    let is_parameter = |(name, _): &(&str, &str)| file.parameters().iter().any(|p| p.name == *name);
    let (parameters, others): (Vec<_>, Vec<_>) = pairs.partition(is_parameter);
    let values = file.values(parameters).expect("values");
    let overrides = Overrides::parse(others).expect("overrides");
    file.simulate(&values, &overrides).expect("valid")
}

/// The same, measured.
pub(crate) fn measure_preset(name: &str, settings: &str) -> Metrics {
    Metrics::of(&run_preset(name, settings))
}
