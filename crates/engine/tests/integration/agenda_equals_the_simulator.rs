//! On a perfect machine a real run is what the simulator says, to the microsecond: the agenda and the scheduler share
//! no code, and agree on thousands of random scenarios.

use meanwhile_engine::{Plan, PlanError, Report};
use meanwhile_sim::{Scenario, Slicing, Step, Trace, simulate};

use super::perfect_machine::run_perfectly;
use super::random_scenario::random_scenario;
use super::shrink::shrink;
use super::support::count;

/// The unit of the random scenarios, in real microseconds: the longest errand under priority and slicing, so that a
/// worker can be preempted at any instant.
const TICK_US: u64 = 5_000;

/// In ticks, and without the switch cost, which no real run can ask for.
fn in_ticks(mut scenario: Scenario) -> Scenario {
    for task in &mut scenario.workload.tasks {
        task.arrives_us *= TICK_US;
        task.patience_us.iter_mut().for_each(|us| *us *= TICK_US);
        for step in &mut task.steps {
            if let Step::Compute(us) | Step::Wait(us) = step {
                *us *= TICK_US;
            }
        }
    }
    if let Slicing::Sliced { quantum_us } = &mut scenario.strategy.slicing {
        *quantum_us *= TICK_US;
    }
    scenario.machine.switch_cost_us = 0;
    scenario
}

/// What the simulator says and what the perfect machine did; none for a scenario in which nothing takes time.
fn both(scenario: &Scenario, foresight: bool) -> Option<(Trace, Trace)> {
    let simulated = simulate(scenario).expect("valid");
    let plan = match Plan::lasting(scenario, 64, simulated.end_us) {
        Ok(plan) => Plan::decode(&plan.encode()).expect("it arrives"),
        Err(PlanError::Nothing) => return None,
        Err(error) => panic!("{error}: {scenario:?}"),
    };
    assert_eq!(plan.predicted_us, simulated.end_us);
    let record = run_perfectly(&plan, foresight);
    let report =
        Report::new(&plan, scenario, record).unwrap_or_else(|error| panic!("{error:?}: {scenario:#?}"));
    Some((simulated, Trace { origin: meanwhile_sim::Origin::Simulated, ..report.trace }))
}

fn differs(scenario: &Scenario) -> bool {
    let scenario = in_ticks(scenario.clone());
    simulate(&scenario).is_ok() && both(&scenario, false).is_some_and(|(simulated, run)| simulated != run)
}

#[test]
fn to_the_microsecond() {
    let mut compared = 0;
    for seed in 0..count(100_000) {
        let scenario = random_scenario(seed + (1 << 41));
        if differs(&scenario) {
            let small = in_ticks(shrink(scenario, differs));
            panic!("seed {seed}\nshrunk: {small:#?}\nsimulated and run: {:#?}", both(&small, false));
        }
        compared += u64::from(simulate(&scenario).is_ok_and(|trace| trace.end_us > 0));
    }
    assert!(compared > count(100_000) * 9 / 10, "{compared} were worth comparing");
}
