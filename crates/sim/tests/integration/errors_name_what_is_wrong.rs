//! Everything that can be wrong with a scenario has an error of its own that says where.

use meanwhile_sim::{Machine, Scenario, SimError, Strategy, Task, Workload, simulate};

fn check(workload: Workload, machine: Machine, strategy: Strategy, expected: SimError) {
    assert!(expected.to_string().len() > 15, "{expected}");
    assert_eq!(simulate(&Scenario::new(workload, machine, strategy)), Err(expected));
}

fn check_tasks(tasks: Vec<Task>, expected: SimError) {
    let workload = Workload::new(tasks).lock("lock", 1).channel("channel", None);
    check(workload, Machine::default(), Strategy::default(), expected);
}

fn one() -> Workload {
    Workload::new([Task::new("one").compute(1)])
}

#[test]
fn in_the_machine_and_the_strategy() {
    let (machine, strategy) = (Machine::default, Strategy::default);
    check(Workload::default(), machine(), strategy(), SimError::EmptyWorkload);
    check(one(), Machine::new(0), strategy(), SimError::NoCores);
    check(one(), machine(), Strategy::blocking(0), SimError::NoWorkers);
    check(one(), machine(), strategy().sliced(0), SimError::ZeroQuantum);
    check(one(), machine(), strategy().stop_after(0), SimError::ZeroStopAfter);
    let roles = strategy().roles(&[None, Some("chef")]);
    check(one(), machine(), roles, SimError::RoleWithoutWorker { roles: 2, workers: 1 });
}

#[test]
fn in_the_steps() {
    let task = || Task::new("task");
    check_tasks(vec![task(), task().acquire(1)], SimError::UnknownLock { task: 1, step: 0, lock: 1 });
    check_tasks(vec![task().release(7)], SimError::UnknownLock { task: 0, step: 0, lock: 7 });
    check_tasks(vec![task().send(1)], SimError::UnknownChannel { task: 0, step: 0, channel: 1 });
    check_tasks(vec![task().emit().receive(2)], SimError::UnknownChannel { task: 0, step: 1, channel: 2 });
    let early = task().acquire(0).release(0).release(0);
    check_tasks(vec![early], SimError::ReleaseWithoutAcquire { task: 0, step: 2, lock: 0 });
    check_tasks(vec![task().acquire(0).compute(1)], SimError::EndsHoldingLock { task: 0, lock: 0 });
}

#[test]
fn in_what_tasks_refer_to() {
    let task = || Task::new("task");
    check_tasks(vec![task().after([1])], SimError::UnknownDependency { task: 0, dependency: 1 });
    check_tasks(vec![task().after([0])], SimError::DependencyCycle { tasks: vec![0] });
    let circle = vec![task().after([3]), task().after([2]), task().after([1]), task().after([1, 4]), task()];
    check_tasks(circle, SimError::DependencyCycle { tasks: vec![1, 2] });
    check_tasks(vec![task().role("chef")], SimError::UnknownRole { task: 0, role: "chef".to_owned() });
    check_tasks(vec![Task { part_of: Some(0), ..task() }], SimError::UnknownWhole { task: 0, whole: 0 });
}

#[test]
fn in_what_tasks_share() {
    let (machine, strategy) = (Machine::default(), Strategy::default());
    check(one().lock("phone", 0), machine, strategy.clone(), SimError::ZeroLockCapacity { lock: 0 });
    let channels = one().channel("fine", None).channel("closed", Some(0));
    check(channels, machine, strategy, SimError::ZeroChannelCapacity { channel: 1 });
}
