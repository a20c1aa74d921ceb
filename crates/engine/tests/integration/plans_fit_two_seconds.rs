use meanwhile_engine::{MAX_WORKERS, Method, Plan, PlanError, PlannedStep, TARGET_US};
use meanwhile_sim::{Machine, Scenario, Strategy, Task, Workload};

use super::{S, tabs};

#[test]
fn a_plan_is_the_scenario_scaled_to_its_makespan() {
    let check = |strategy: Strategy, method, model_s: u64| {
        let plan = Plan::new(&tabs(strategy), 8).unwrap();
        assert_eq!((plan.method, plan.predicted_us), (method, model_s * S));
        assert_eq!(plan.predicted_real_us, TARGET_US);
        assert_eq!(plan.tasks[0][1], PlannedStep::Wait(6 * TARGET_US / model_s));
        assert_eq!(plan.to_model(TARGET_US), model_s * S);
    };
    check(Strategy::blocking(1), Method::Threads, 17);
    check(Strategy::overlapping(1), Method::EventLoop, 12);
    check(Strategy::overlapping(2), Method::Threads, 12);
    check(Strategy::blocking(2), Method::Threads, 12);
}

#[test]
fn where_there_are_fewer_cores_the_run_still_takes_two_seconds() {
    let work = Workload::new((0..4).map(|_| Task::new("dish").compute(10 * S)));
    let scenario = Scenario::new(work, Machine::new(4), Strategy::blocking(4));
    let plan = Plan::new(&scenario, 2).unwrap();
    assert_eq!(plan.predicted_us, 10 * S);
    // Four dishes on two cores take twice as long as on four, so the prediction is half of the expectation.
    assert_eq!(plan.predicted_real_us, TARGET_US / 2);
}

#[test]
fn what_cannot_be_run_is_refused_with_a_reason() {
    let check = |scenario: Scenario, expected| assert_eq!(Plan::new(&scenario, 8), Err(expected));
    check(tabs(Strategy::blocking(MAX_WORKERS + 1)), PlanError::TooManyWorkers(MAX_WORKERS + 1));
    let idle = Scenario::new(Workload::new([Task::new("idle")]), Machine::new(1), Strategy::blocking(1));
    check(idle, PlanError::Nothing);
    let emit = Workload::new([Task::new("e").compute(S).emit()]);
    check(Scenario::new(emit, Machine::new(1), Strategy::blocking(1)), PlanError::Unsupported("emit"));
    let nobody = Scenario::new(Workload::new([]), Machine::new(1), Strategy::blocking(1));
    assert!(matches!(Plan::new(&nobody, 8), Err(PlanError::Scenario(_))));
}

#[test]
fn a_plan_survives_the_journey_and_a_damaged_one_is_noticed() {
    let plan = Plan::new(&tabs(Strategy::overlapping(2)), 8).unwrap();
    let words = plan.encode();
    assert_eq!(Plan::decode(&words), Ok(plan));
    for length in 0..words.len() {
        assert_eq!(Plan::decode(&words[..length]), Err(PlanError::Garbled), "cut to {length}");
    }
    let mut odd = words.clone();
    odd[1] = 0;
    assert_eq!(Plan::decode(&odd), Err(PlanError::Garbled));
}
