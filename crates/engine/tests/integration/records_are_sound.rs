//! However late, slow and out of order a machine is: what the agenda writes down could have happened.

use meanwhile_engine::{Plan, Report};
use meanwhile_sim::{
    Fate, Machine, Metrics, Scenario, Step, Strategy, Task, Trace, Workload, invariant, simulate,
};

use super::S;
use super::perfect_machine::run_perfectly;
use super::random_scenario::random_scenario;
use super::sloppy_machine::run_sloppily;
use super::support::count;

/// The unit of the random scenarios: about what a sloppy machine is late by.
const UNIT_US: u64 = 5_000;

#[test]
fn on_random_scenarios() {
    let mut foreseen = 0;
    for seed in 0..count(100_000) {
        let scenario = random_scenario(seed + (1 << 43));
        let Ok(simulated) = simulate(&scenario) else { continue };
        let Ok(plan) = Plan::lasting(&scenario, 64, simulated.end_us * UNIT_US) else { continue };
        let (record, in_flight) = run_sloppily(&plan, seed);
        foreseen += in_flight;
        let report =
            Report::new(&plan, &scenario, record).unwrap_or_else(|error| panic!("seed {seed}: {error:?}"));
        assert_eq!(invariant::check(&report.trace), Ok(()), "seed {seed}");
        check_against(&simulated, &report.trace, seed);
    }
    assert!(foreseen as u64 > count(100_000) / 4, "{foreseen} errands were in flight beside another");
}

/// What comes out the same however fast anything is: where nobody can get into anybody's way, the same tasks complete
/// with the same results.
fn check_against(simulated: &Trace, run: &Trace, seed: u64) {
    let Scenario { workload, strategy, machine } = &simulated.scenario;
    let shares = |step: &Step| matches!(step, Step::Acquire(_) | Step::Send(_) | Step::Receive(_));
    let can_be_late = |task: &Task| task.patience_us.is_some() || task.steps.iter().any(shares);
    assert!(Metrics::of(run).peak_executing as u32 <= strategy.workers.min(machine.cores), "seed {seed}");
    if strategy.stop_after.is_none() && !workload.tasks.iter().any(can_be_late) {
        let fates = |trace: &Trace| -> Vec<Fate> { trace.tasks.iter().map(|task| task.fate).collect() };
        assert_eq!(fates(run), fates(simulated), "seed {seed}");
        assert_eq!(run.emits.len(), simulated.emits.len(), "seed {seed}");
    }
}

#[test]
fn two_errands_in_flight_keep_equal_tasks_as_fast_as_predicted() {
    let check = |tasks: u64, workers: u32, strategy: Strategy| {
        let work = Workload::new((0..tasks).map(|_| Task::new("dish").compute(S / 20)));
        let scenario = Scenario::new(work, Machine::new(workers), strategy);
        let plan = Plan::lasting(&scenario, 64, simulate(&scenario).unwrap().end_us).unwrap();
        let report = Report::new(&plan, &scenario, run_perfectly(&plan, true)).unwrap();
        assert_eq!(report.error_permille, 0);
        let (record, foreseen) = run_sloppily(&plan, tasks);
        assert!(Report::new(&plan, &scenario, record).is_ok());
        assert!(foreseen as u64 >= tasks - 2 * u64::from(workers), "{foreseen} of {tasks} foreseen");
    };
    for workers in 1..=4 {
        check(40, workers, Strategy::blocking(workers));
        check(40, workers, Strategy::overlapping(workers));
    }
}
