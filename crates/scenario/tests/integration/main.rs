//! What scenario files promise: one file for each promise.

// The helpers of tests may fail as the tests themselves may.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

// The simulator's own random scenarios: a file must be able to say each of them.
#[path = "../../../sim/tests/integration/random_scenario.rs"]
mod random_scenario;
mod support;

mod derivations_are_named;
mod durations_are_exact;
mod errors_say_where;
mod every_scenario_has_one_text;
mod limits_are_exact;
mod links_are_small;
mod malformed;
mod mutations_do_no_harm;
mod parameters_are_checked;
mod presets_give_the_golden_numbers;
mod settings_have_the_same_words;
mod the_documentation_is_right;
