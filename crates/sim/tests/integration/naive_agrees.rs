//! Two implementations of one wording agree on every tick.

use crate::naive::{Found, simulate_naively};
use crate::random_scenario::random_scenario;
use crate::shrink::shrink;
use crate::support::{count, for_each_seed};
use meanwhile_sim::{Micros, Scenario, Trace, simulate};

/// The trace in the terms of the naive simulator.
pub(crate) fn found(trace: &Trace) -> Found {
    let moment =
        |task: usize, t: Micros| trace.span_at(task, t).map(|span| (span.kind, span.worker(), span.core()));
    let tasks = trace.tasks.len();
    Found {
        ticks: (0..trace.end_us).map(|t| (0..tasks).map(|task| moment(task, t)).collect()).collect(),
        starts: trace.tasks.iter().map(|run| run.starts_us).collect(),
        ends: trace.tasks.iter().map(|run| run.ends_us).collect(),
        fates: trace.tasks.iter().map(|run| run.fate).collect(),
        emits: trace.emits.iter().map(|emit| (emit.at_us, emit.task as usize)).collect(),
        end: trace.end_us,
    }
}

fn differs(scenario: &Scenario) -> bool {
    simulate(scenario).is_ok_and(|trace| found(&trace) != simulate_naively(scenario))
}

#[test]
fn on_random_scenarios() {
    for_each_seed(count(50_000), |seed| {
        // Other seeds than those of the invariants.
        let scenario = random_scenario(seed + (1 << 40));
        if differs(&scenario) {
            let small = shrink(scenario, differs);
            let trace = simulate(&small).expect("valid");
            panic!(
                "seed {seed}\nshrunk: {small:#?}\nfast: {:#?}\nnaive: {:#?}",
                (&trace.spans, &trace.tasks),
                simulate_naively(&small)
            );
        }
    });
}
