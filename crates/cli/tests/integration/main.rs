//! What the command promises: one file for each promise. Every test runs the built program.

// The helpers of tests may fail as the tests themselves may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

mod bad_input_is_one_line;
mod charts_do_not_lie;
mod examples_are_true;
mod golden_outputs;
mod json_is_the_metrics;
mod names_are_harmless;
mod output_goes_where_it_should;
mod pictures;
mod scenarios_travel_in_addresses;
mod tables_agree_with_the_simulator;
