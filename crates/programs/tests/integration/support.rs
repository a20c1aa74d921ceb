//! Presets as scenarios.

use std::path::Path;

use meanwhile_programs::{Program, Refusal, Style, write};
use meanwhile_scenario::{Overrides, preset};
use meanwhile_sim::Scenario;

/// A preset with parameters and overrides, `NAME=VALUE` each; what is no parameter of the preset is an override.
pub fn scenario(settings: &str) -> Scenario {
    let (name, settings) = settings.split_once(' ').unwrap_or((settings, ""));
    let file = preset(name).unwrap().file().unwrap();
    let pairs = || settings.split_whitespace().filter_map(|word| word.split_once('='));
    let is_parameter = |name: &str| file.parameters().iter().any(|known| known.name == name);
    let values = file.values(pairs().filter(|(name, _)| is_parameter(name))).unwrap();
    let overrides = Overrides::parse(pairs().filter(|(name, _)| !is_parameter(name))).unwrap();
    let mut scenario = file.scenario(&values).unwrap();
    overrides.apply(&mut scenario);
    scenario
}

/// The program of a preset.
pub fn program(settings: &str, style: Style) -> Result<Program, Refusal> {
    write(&scenario(settings), style)
}

/// Compares with a file beside this crate's tests; with `MEANWHILE_WRITE_GOLDEN=1` the file is written anew.
pub fn check_golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("MEANWHILE_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "{name} is not what it was; MEANWHILE_WRITE_GOLDEN=1 writes it anew");
}
