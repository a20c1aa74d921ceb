//! The tests can catch bugs: each planted fault is found, by an invariant or by the second implementation, within
//! ten thousand random scenarios.

use crate::naive::simulate_naively;
use crate::naive_agrees::found;
use crate::random_scenario::random_scenario;
use meanwhile_sim::faults::{Fault, simulate_with_fault};
use meanwhile_sim::{Scenario, SimError, Trace, invariant, simulate};

type Simulate = fn(&Scenario) -> Result<Trace, SimError>;

const SCENARIOS: u64 = 10_000;

/// One instance of the scheduler for each fault, in the order of [`Fault::ALL`].
macro_rules! instances {
    ($($number:literal)*) => { [$(simulate_with_fault::<$number> as Simulate),*] };
}

const FAULTY: [Simulate; 20] = instances!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);

/// Who finds a faulty trace: the number of an invariant, or the second implementation.
fn finder(scenario: &Scenario, faulty: Simulate) -> Option<String> {
    // A faulty scheduler may run for ever, which the limit on events turns into an error.
    let Ok(trace) = faulty(scenario) else { return Some("an error".to_owned()) };
    if let Err(violation) = invariant::check_alone(&trace) {
        return Some(format!("invariant {}", violation.rule));
    }
    (found(&trace) != simulate_naively(scenario)).then(|| "the second implementation".to_owned())
}

#[test]
fn within_ten_thousand_scenarios() {
    for (fault, faulty) in Fault::ALL.into_iter().zip(FAULTY) {
        let first = (0..SCENARIOS).find_map(|seed| Some((seed, finder(&random_scenario(seed), faulty)?)));
        let (seed, finder) = first.unwrap_or_else(|| panic!("{fault:?} is not found"));
        let innocent = self::finder(&random_scenario(seed), simulate);
        assert_eq!(innocent, None, "{fault:?}: scenario {seed} fails without the fault, too");
        println!("{fault:?}: found by {finder}, scenario {seed}");
    }
}

#[test]
fn without_a_fault_nothing_is_found() {
    for seed in 0..500 {
        let scenario = random_scenario(seed);
        assert_eq!(finder(&scenario, simulate), None, "seed {seed}");
        assert_eq!(finder(&scenario, simulate_with_fault::<255>), None, "seed {seed}");
    }
}
