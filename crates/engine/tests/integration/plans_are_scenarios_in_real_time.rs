//! A plan is the scenario in real time, says what cannot be honoured, and is checked when it arrives.

use meanwhile_engine::{Caveat, MAX_WORKERS, Method, Plan, PlanError, TARGET_US};
use meanwhile_scenario::{Values, presets};
use meanwhile_sim::{Machine, Micros, Scenario, Step, Strategy, Task, Workload, limits};

use super::random_scenario::random_scenario;
use super::support::count;
use super::{S, tabs};

/// So many workers, each with a core and a dish of ten seconds.
fn dishes(workers: u32, strategy: Strategy) -> Scenario {
    let work = Workload::new((0..4).map(|_| Task::new("dish").compute(10 * S)));
    Scenario::new(work, Machine::new(workers), strategy)
}

fn caveats(plan: &Plan) -> Vec<Caveat> {
    plan.caveats().collect()
}

#[test]
fn scaled_to_two_seconds() {
    let check = |strategy: Strategy, method, model_s: u64| {
        let plan = Plan::new(&tabs(strategy), 8).unwrap();
        assert_eq!((plan.method, plan.predicted_us), (method, model_s * S));
        assert_eq!(plan.predicted_real_us(), TARGET_US);
        assert_eq!(plan.tasks[0].steps[1], Step::Wait((6 * TARGET_US).div_ceil(model_s)));
        assert_eq!(plan.scale.to_model(TARGET_US), model_s * S);
        assert_eq!(caveats(&plan), []);
    };
    check(Strategy::blocking(1), Method::Threads, 17);
    check(Strategy::overlapping(1), Method::EventLoop, 12);
    check(Strategy::overlapping(2), Method::Threads, 12);
    check(Strategy::blocking(2), Method::Threads, 12);
}

#[test]
fn longer_where_segments_would_be_short() {
    let check =
        |click_us: Micros, real_us: Micros, shortest_us: Micros, error_permille, expected: &[Caveat]| {
            let click = Task::new("click").compute(click_us);
            let job = Task::new("job").compute(S - click_us);
            let scenario = Scenario::new(Workload::new([click, job]), Machine::new(1), Strategy::blocking(1));
            let plan = Plan::new(&scenario, 8).unwrap();
            assert_eq!((plan.predicted_real_us(), plan.shortest_us), (real_us, shortest_us));
            let bound_permille = plan.error_bound_permille(5);
            assert_eq!((bound_permille, caveats(&plan).as_slice()), (error_permille, expected));
        };
    check(S / 20, 2 * S, 100_000, 10, &[]);
    check(S / 40, 2 * S, 50_000, 20, &[]);
    check(S / 80, 4 * S, 50_000, 20, &[]);
    check(S / 160, 8 * S, 50_000, 20, &[]);
    check(S / 1_000, 8 * S, 8_000, 125, &[Caveat::ShortSegments]);
    check(S / 100_000, 8 * S, 80, 1_000, &[Caveat::ShortSegments, Caveat::BelowClock]);
}

#[test]
fn with_all_that_a_scenario_can_ask_for() {
    let sender = Task::new("sender").arrives(S).compute(S).send(0).emit().priority(-3).patience(5 * S);
    let receiver = Task::new("receiver").role("cook").receive(0).acquire(0).wait(0).yields().release(0);
    let last = Task::new("last").after([0, 1]).compute(2 * S);
    let workload = Workload::new([sender, receiver, last])
        .lock("pan", 2)
        .channel("window", Some(3))
        .channel("bin", None);
    let strategy = Strategy::blocking(2).roles(&[Some("cook")]).sliced(S).by_priority().stop_after(9);
    let scenario = Scenario::new(workload, Machine::new(1).switch_cost(S), strategy);
    // The cook must be asked for by name, and somebody else is there for the others.
    let plan = Plan::lasting(&scenario, 8, 4 * S).unwrap();
    assert_eq!((plan.workers, plan.cores, plan.quantum_us, plan.stop_after), (2, 1, Some(S), Some(9)));
    assert_eq!((plan.locks.as_slice(), plan.channels.as_slice()), (&[2][..], &[Some(3), None][..]));
    assert_eq!(plan.worker_roles, [1, 0]);
    let [sender, receiver, last] = plan.tasks.as_slice() else { panic!("three tasks") };
    assert_eq!(
        (sender.arrives_us, sender.priority, sender.patience_us, sender.role),
        (S, -3, Some(5 * S), 0)
    );
    assert_eq!(sender.steps, [Step::Compute(S), Step::Send(0), Step::Emit]);
    assert_eq!(receiver.role, 1);
    assert_eq!(receiver.steps, [Step::Receive(0), Step::Acquire(0), Step::Yield, Step::Release(0)]);
    assert_eq!((last.after.as_slice(), last.steps.as_slice()), (&[0, 1][..], &[Step::Compute(2 * S)][..]));
    assert_eq!(caveats(&plan), [Caveat::SwitchCost, Caveat::LatePreemption]);
    assert_eq!(plan.total_compute_us(), 3 * S);
}

#[test]
fn predicted_with_the_cores_that_there_are() {
    let check = |cores, model_s: u64, expected: &[Caveat]| {
        let plan = Plan::new(&dishes(4, Strategy::blocking(4)), cores).unwrap();
        assert_eq!((plan.predicted_us, plan.predicted_real_us()), (model_s * S, TARGET_US), "{cores} cores");
        assert_eq!(caveats(&plan), expected);
        assert_eq!(plan.cores, 4, "the system shares out what there is, not the agenda");
    };
    check(8, 10, &[]);
    check(4, 10, &[]);
    check(2, 20, &[Caveat::FewerCores]);
    check(1, 40, &[Caveat::FewerCores]);
}

#[test]
fn predicted_with_the_quantum_that_is_used() {
    let check = |quantum_us, expected_us, expected: &[Caveat]| {
        let plan = Plan::new(&dishes(1, Strategy::blocking(4).sliced(quantum_us)), 8).unwrap();
        assert_eq!((plan.quantum_us, caveats(&plan).as_slice()), (Some(expected_us), expected));
        assert_eq!(plan.predicted_us, 40 * S);
    };
    check(S, 50_000, &[]);
    check(S / 10, 5_000, &[]);
    check(S / 20, 5_000, &[Caveat::LongerQuantum]);
    check(S / 1_000, 5_000, &[Caveat::LongerQuantum]);
    let enough_cores = Plan::new(&dishes(4, Strategy::blocking(4).sliced(1)), 8).unwrap();
    assert_eq!((enough_cores.quantum_us, caveats(&enough_cores)), (None, vec![]));
}

#[test]
fn or_refused_with_a_reason() {
    let check = |scenario: Scenario, expected| assert_eq!(Plan::new(&scenario, 8), Err(expected));
    let one = |task| Scenario::new(Workload::new([task]), Machine::new(1), Strategy::blocking(1));
    check(tabs(Strategy::blocking(MAX_WORKERS + 1)), PlanError::TooManyWorkers(MAX_WORKERS + 1));
    check(one(Task::new("idle")), PlanError::Nothing);
    check(one(Task::new("late").arrives(S)), PlanError::Nothing);
    let long = Task { steps: vec![Step::Compute(1); 20_001], ..Task::new("long") };
    check(one(long), PlanError::TooLong);
    let nobody = Scenario::new(Workload::new([]), Machine::new(1), Strategy::blocking(1));
    assert!(matches!(Plan::new(&nobody, 8), Err(PlanError::Scenario(_))));
}

#[test]
fn for_every_preset_with_few_workers() {
    for preset in presets() {
        let file = preset.file().expect("it is tested where it lives");
        let scenario = file.scenario(&Values::default()).expect("its defaults are valid");
        match Plan::new(&scenario, 4) {
            Ok(plan) => {
                let real_us = plan.predicted_real_us();
                assert!((TARGET_US..=8 * S + 1).contains(&real_us), "{}: {real_us} us", preset.name);
            }
            Err(error) => {
                let workers = scenario.strategy.workers;
                assert_eq!(error, PlanError::TooManyWorkers(workers), "{}", preset.name);
                assert!(workers > MAX_WORKERS, "{}", preset.name);
            }
        }
    }
}

#[test]
fn that_survives_the_journey() {
    let check = |plan: Plan| {
        let words = plan.encode();
        for length in 0..words.len() {
            assert_eq!(Plan::decode(&words[..length]), Err(PlanError::Garbled), "cut to {length}");
        }
        let longer: Vec<u32> = words.iter().copied().chain([0]).collect();
        assert_eq!(Plan::decode(&longer), Err(PlanError::Garbled), "something is left over");
        assert_eq!(Plan::decode(&words), Ok(plan));
    };
    check(Plan::new(&tabs(Strategy::overlapping(2)), 8).unwrap());
    (0..count(1_000)).filter_map(|seed| Plan::new(&random_scenario(seed), 2).ok()).for_each(check);
}

#[test]
fn and_points_nowhere_that_does_not_exist() {
    let send = Task::new("send").compute(S).send(0).acquire(0).release(0).after([1]);
    let workload = Workload::new([send, Task::new("first")]).lock("lock", 1).channel("channel", None);
    let scenario = Scenario::new(workload, Machine::new(1), Strategy::blocking(1));
    let plan = Plan::new(&scenario, 8).unwrap();
    let check = |change: fn(&mut Plan)| {
        let mut plan = plan.clone();
        change(&mut plan);
        assert_eq!(Plan::decode(&plan.encode()), Err(PlanError::Garbled), "{plan:?}");
    };
    check(|plan| plan.workers = 0);
    check(|plan| plan.workers = MAX_WORKERS + 1);
    check(|plan| plan.cores = 0);
    check(|plan| plan.cores = limits::CORES_MAX + 1);
    check(|plan| plan.quantum_us = Some(0));
    check(|plan| plan.scale.model_us = 0);
    check(|plan| plan.scale.real_us = 0);
    check(|plan| plan.tasks[0].after = vec![2]);
    check(|plan| plan.tasks[0].steps[0] = Step::Compute(0));
    check(|plan| plan.tasks[0].steps[1] = Step::Send(1));
    check(|plan| plan.tasks[0].steps[1] = Step::Receive(1));
    check(|plan| plan.tasks[0].steps[2] = Step::Acquire(1));
    check(|plan| plan.tasks[0].steps[2] = Step::Release(1));
    check(|plan| plan.tasks[0].steps = vec![Step::Emit; 20_001]);
}
