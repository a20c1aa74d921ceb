//! What the simulator promises: one file for each promise.

// The helpers of tests may fail as the tests themselves may.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod naive;
mod random_scenario;
mod shrink;
mod support;

mod errors_name_what_is_wrong;
mod faults_are_found;
mod golden_anomalies;
mod golden_chunks;
mod golden_cores;
mod golden_deadlock;
mod golden_kitchens;
mod golden_modes;
mod golden_requests;
mod golden_streams;
mod invariants_hold;
mod limits_are_exact;
mod measured_runs;
mod naive_agrees;
mod rules_to_the_instant;
mod theory_agrees;
mod traces_are_equal_everywhere;
