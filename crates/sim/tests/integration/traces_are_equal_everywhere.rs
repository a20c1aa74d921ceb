//! The same scenario gives the same trace: on replay, in debug and release builds, on every platform.

use crate::random_scenario::random_scenario;
use meanwhile_sim::{Spans, simulate};

/// The digests of ten thousand random scenarios, folded into one. Whoever changes a rule of the model, or the order
/// of spans, changes this number, and should know that. `cargo xtask test` asks a release build and WebAssembly too.
#[test]
fn ten_thousand_scenarios_have_this_digest() {
    let digest = |seed: u64| simulate(&random_scenario(seed)).expect("valid").digest();
    let folded = (0..10_000).fold(0_u64, |folded, seed| folded.rotate_left(5) ^ digest(seed));
    assert_eq!(format!("{folded:016x}"), include_str!("ten_thousand_scenarios.digest").trim());
}

#[test]
fn a_trace_that_differs_in_anything_has_another_digest() {
    let trace = simulate(&random_scenario(3)).expect("valid");
    let mut changed = trace.clone();
    changed.spans[0].to_us += 1;
    assert_ne!(changed.digest(), trace.digest());
    changed.spans = Spans::default();
    assert_ne!(changed.digest(), trace.digest());
}
