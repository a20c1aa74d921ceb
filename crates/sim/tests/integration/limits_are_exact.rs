//! Each limit holds: what is at the limit runs, what is one past it is refused by name.

use meanwhile_sim::limits::*;
use meanwhile_sim::{
    Machine, Scenario, SimError, Step, Strategy, Task, Workload, simulate, simulate_untraced,
};

/// Tries a size at its limit and one past it.
fn check(max: u64, scenario: impl Fn(u64) -> Scenario) {
    let outcome = simulate_untraced(&scenario(max));
    assert!(outcome.is_ok(), "{outcome:?}");
    match simulate_untraced(&scenario(max + 1)) {
        Err(SimError::OverLimit { value, max: named, .. }) => assert_eq!((value, named), (max + 1, max)),
        other => panic!("{other:?}"),
    }
}

fn plain(workload: Workload) -> Scenario {
    Scenario { workload, ..Scenario::default() }
}

fn task() -> Task {
    Task::new("task").compute(1)
}

fn of_one(task: Task) -> Scenario {
    plain(Workload::new([task]))
}

#[test]
fn of_tasks_and_steps() {
    check(TASKS_MAX as u64, |count| plain(Workload::new((0..count).map(|_| task()))));
    check(STEPS_MAX as u64, |count| {
        let steps = |count: u64| vec![Step::Compute(1); count as usize];
        let task = |count| Task { steps: steps(count), ..Task::default() };
        plain(Workload::new([task(count / 2), task(count - count / 2)]))
    });
    check(DEPENDENCIES_MAX as u64, |count| {
        plain(Workload::new([task(), task().after(vec![0; count as usize])]))
    });
    check(TASKS_MAX as u64, |count| {
        plain(Workload { wholes: vec![String::new(); count as usize], ..Workload::new([task()]) })
    });
}

#[test]
fn of_locks_and_channels() {
    let one = || Workload::new([task()]);
    check(LOCKS_MAX as u64, |count| plain((0..count).fold(one(), |workload, _| workload.lock("lock", 1))));
    check(CHANNELS_MAX as u64, |count| {
        plain((0..count).fold(one(), |workload, _| workload.channel("c", None)))
    });
}

#[test]
fn of_workers_and_cores() {
    let with = |workers: u64, cores: u64| {
        let workload = Workload::new((0..100).map(|_| task()));
        Scenario::new(workload, Machine::new(cores as u32), Strategy::blocking(workers as u32).sliced(1))
    };
    check(u64::from(WORKERS_MAX), |count| with(count, 64));
    check(u64::from(CORES_MAX), |count| with(64, count));
    assert_eq!(simulate(&with(64, 64)).map(|trace| trace.end_us), Ok(2));
}

#[test]
fn of_names() {
    let max = NAME_BYTES_MAX as u64;
    let name = |bytes: u64| "n".repeat(bytes as usize);
    check(max, |bytes| of_one(Task::new(&name(bytes))));
    check(max, |bytes| of_one(task().place(&name(bytes))));
    check(max, |bytes| plain(Workload::new([task()]).lock(&name(bytes), 1)));
    check(max, |bytes| plain(Workload::new([task()]).channel(&name(bytes), None)));
    check(max, |bytes| plain(Workload { wholes: vec![name(bytes)], ..Workload::new([task()]) }));
    check(max, |bytes| {
        let strategy = Strategy::default().roles(&[Some(&name(bytes))]);
        Scenario { strategy, ..of_one(task().role(&name(bytes))) }
    });
}

#[test]
fn of_times() {
    check(TIME_US_MAX, |us| of_one(Task::new("task").compute(us)));
    check(TIME_US_MAX, |us| of_one(Task::new("task").wait(us)));
    check(TIME_US_MAX, |us| of_one(Task::new("task").arrives(us)));
    check(TIME_US_MAX, |us| of_one(task().patience(us)));
    check(TIME_US_MAX, |us| of_one(task().due(us)));
    check(TIME_US_MAX, |us| Scenario { machine: Machine::new(1).switch_cost(us), ..of_one(task()) });
    check(TIME_US_MAX, |us| Scenario { strategy: Strategy::default().sliced(us), ..of_one(task()) });
}

#[test]
fn of_the_length_of_a_run() {
    let last = |steps: Task| simulate(&of_one(steps)).map(|trace| trace.end_us);
    let half = TIME_US_MAX / 2;
    assert_eq!(last(Task::new("task").compute(half).wait(half)), Ok(TIME_US_MAX));
    assert_eq!(last(Task::new("task").compute(half + 1).wait(half)), Err(SimError::TimeOverflow));
    assert_eq!(
        last(Task::new("task").arrives(TIME_US_MAX).compute(TIME_US_MAX)),
        Err(SimError::TimeOverflow)
    );
    let slow = Machine::new(1).switch_cost(TIME_US_MAX);
    let scenario = Scenario { machine: slow, ..plain(Workload::new([task(), task()])) };
    assert_eq!(simulate(&scenario), Err(SimError::TimeOverflow));
}

/// Two tasks in turns of a microsecond: every microsecond is an event.
#[test]
fn of_events() {
    check(EVENTS_MAX, |events| {
        let turns = |us| Task::new("turns").compute(us);
        let odd = (events % 2 == 1).then(|| turns(1));
        let workload = Workload::new([turns(events / 2), turns(events / 2)].into_iter().chain(odd));
        Scenario::new(workload, Machine::new(1), Strategy::blocking(3).sliced(1))
    });
}

/// A long chain of tasks that end at once must not be a deep recursion, nor a circle a slow search.
#[test]
fn and_within_them_nothing_is_deep_or_slow() {
    let chain = (0..TASKS_MAX as u32).map(|task| Task::new("link").after((task > 0).then(|| task - 1)));
    assert_eq!(simulate(&plain(Workload::new(chain.clone()))).map(|trace| trace.end_us), Ok(0));
    let mut circle: Vec<Task> = chain.collect();
    circle[0].after.push(TASKS_MAX as u32 - 1);
    match simulate(&plain(Workload::new(circle))) {
        Err(SimError::DependencyCycle { tasks }) => assert_eq!(tasks.len(), TASKS_MAX),
        other => panic!("{other:?}"),
    }
}
