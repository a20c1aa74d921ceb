//! Every invariant holds on every scenario.

use crate::random_scenario::random_scenario;
use crate::shrink::shrink;
use crate::support::{count, for_each_seed};
use meanwhile_sim::{Outcome, Scenario, SpanKind, invariant, simulate};

fn broken(scenario: &Scenario) -> Option<String> {
    match simulate(scenario) {
        Ok(trace) => invariant::check(&trace).err().map(|violation| violation.to_string()),
        Err(_) => None,
    }
}

#[test]
fn on_random_scenarios() {
    for_each_seed(count(2_000_000), |seed| {
        let scenario = random_scenario(seed);
        assert!(simulate(&scenario).is_ok(), "seed {seed}: {:?}", simulate(&scenario));
        if let Some(violation) = broken(&scenario) {
            let small = shrink(scenario, |smaller| broken(smaller).is_some());
            panic!("seed {seed}: {violation}\nshrunk: {small:#?}\n{:?}", broken(&small));
        }
    });
}

/// A generator that no longer makes deadlocks, or waits for locks, would let every test here pass.
#[test]
fn the_random_scenarios_reach_everything() {
    let traces: Vec<_> = (0..2_000).map(|seed| simulate(&random_scenario(seed)).expect("valid")).collect();
    let share = |count: usize, least: usize| assert!(count >= least, "{count} of 2000, not {least}");
    for kind in SpanKind::ALL {
        share(traces.iter().filter(|trace| trace.spans.iter().any(|span| span.kind == kind)).count(), 100);
    }
    share(traces.iter().filter(|trace| matches!(trace.outcome, Outcome::Deadlocked(_))).count(), 100);
    share(traces.iter().filter(|trace| trace.outcome == Outcome::Stopped).count(), 50);
    share(traces.iter().filter(|trace| trace.outcome == Outcome::Completed).count(), 1_000);
}
