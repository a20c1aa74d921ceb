//! Golden numbers: workers are not cores.

use crate::support::{S, blocking, copies, measure, overlapping};
use meanwhile_sim::{Bounds, Machine, Micros, Scenario, Strategy, Task, Workload};

#[test]
fn five_tasks_of_an_hour_on_one_to_five_cores() {
    let check = |cores: u32, whole, sliced, bound| {
        let hours = || copies(5, Task::new("hour").compute(60 * S));
        let metrics = blocking(hours(), cores, cores);
        assert_eq!(metrics.makespan_us / S, whole, "{cores} cores, whole tasks");
        let scenario = Scenario::new(Workload::new(hours()), Machine::new(cores), Strategy::blocking(cores));
        assert_eq!(Bounds::of(&scenario).makespan_us() / S, bound, "{cores} cores, bound");
        let metrics = measure(hours(), Machine::new(cores), Strategy::blocking(5).sliced(5 * S));
        assert_eq!(metrics.makespan_us / S, sliced, "{cores} cores, sliced");
    };
    check(1, 300, 300, 300);
    check(2, 180, 150, 150);
    check(3, 120, 100, 100);
    check(4, 120, 75, 75);
    check(5, 60, 60, 60);
}

#[test]
fn compute_alone_takes_as_many_cores_as_workers() {
    let check = |workers, cores, makespan: Micros| {
        let metrics = blocking(copies(8, Task::new("job").compute(10 * S)), workers, cores);
        assert_eq!(metrics.makespan_us / S, makespan, "W{workers} C{cores}");
    };
    check(1, 1, 80);
    check(8, 1, 80);
    check(1, 4, 80);
    check(3, 4, 30);
    check(4, 4, 20);
    check(8, 4, 20);
    check(4, 8, 20);
    check(8, 8, 10);
}

fn mostly_waiting() -> Vec<Task> {
    copies(8, Task::new("request").compute(S).wait(9 * S))
}

#[test]
fn waiting_takes_workers_or_an_event_loop() {
    let check = |workers, cores, makespan: Micros| {
        let metrics = blocking(mostly_waiting(), workers, cores);
        assert_eq!(metrics.makespan_us / S, makespan, "W{workers} C{cores}");
    };
    check(1, 1, 80);
    check(1, 8, 80);
    check(2, 1, 41);
    check(2, 2, 40);
    check(4, 1, 23);
    check(8, 1, 17);
    check(8, 8, 10);
    assert_eq!(overlapping(mostly_waiting(), 1, 1).makespan_us / S, 17);
}

#[test]
fn one_long_compute_poisons_an_event_loop() {
    let poisoned = || {
        let mut tasks = vec![Task::new("poison").compute(10 * S)];
        tasks.extend(mostly_waiting());
        tasks
    };
    let event_loop = overlapping(poisoned(), 1, 1);
    assert_eq!(event_loop.makespan_us / S, 27);
    assert!(event_loop.tasks[1..].iter().all(|task| task.starts_us >= Some(10 * S)));
    assert_eq!(blocking(poisoned(), 4, 1).makespan_us / S, 33);
    assert_eq!(overlapping(poisoned(), 2, 2).makespan_us / S, 17);
}
