//! On a perfect machine a real run is what the simulator says, to the microsecond: the agenda and the scheduler share
//! no code, and agree on thousands of random scenarios.

use meanwhile_engine::{Plan, PlanError, Report};
use meanwhile_sim::{Order, Scenario, Slicing, Step, Trace, simulate};

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

fn differs(scenario: &Scenario, foresight: bool) -> bool {
    let scenario = in_ticks(scenario.clone());
    simulate(&scenario).is_ok() && both(&scenario, foresight).is_some_and(|(simulated, run)| simulated != run)
}

/// Compares them on random scenarios of which something is true, from this seed on; says how many took any time.
fn compare(count: u64, first_seed: u64, foresight: bool, fits: impl Fn(&Scenario) -> bool) -> u64 {
    let mut compared = 0;
    for seed in first_seed..first_seed + count {
        let scenario = random_scenario(seed);
        if !fits(&scenario) {
            continue;
        }
        if differs(&scenario, foresight) {
            let small = in_ticks(shrink(scenario, |scenario| differs(scenario, foresight)));
            panic!("seed {seed}\nshrunk: {small:#?}\nsimulated and run: {:#?}", both(&small, foresight));
        }
        compared += u64::from(simulate(&scenario).is_ok_and(|trace| trace.end_us > 0));
    }
    compared
}

#[test]
fn to_the_microsecond() {
    let all = count(100_000);
    assert!(compare(all, 1 << 41, false, |_| true) > all * 9 / 10);
}

/// First in first out, a worker may be promised a further task while there are many, which is another order.
#[test]
fn with_what_workers_are_promised_of_the_same_task() {
    let all = count(100_000);
    let by_priority = |scenario: &Scenario| scenario.strategy.order == Order::Priority;
    assert!(compare(all, 1 << 42, true, by_priority) > all * 4 / 10);
}
