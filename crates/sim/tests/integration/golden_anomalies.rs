//! More cores can be slower. Never claim otherwise in general.

use crate::support::{blocking, measure};
use meanwhile_sim::{Machine, Micros, Strategy, Task};

/// Graham 1969: nine tasks by list position, the last after the first, the fifth to eighth after the fourth.
fn graham(shorter: Micros, without: &[usize], order: [usize; 9]) -> Vec<Task> {
    let lengths = [3, 2, 2, 2, 4, 4, 4, 4, 9];
    let place_of = |task: usize| order.iter().position(|listed| *listed == task).expect("listed") as u32;
    let before = |task: usize| match task {
        9 => Some(1),
        5..=8 if !without.contains(&task) => Some(4),
        _ => None,
    };
    let task = |number: usize| {
        let task = Task::new(&format!("T{number}")).compute(lengths[number - 1] - shorter);
        task.after(before(number).map(place_of)).priority(-(place_of(number) as i32))
    };
    order.map(task).to_vec()
}

fn graham_makespan(tasks: Vec<Task>, cores: u32) -> Micros {
    measure(tasks, Machine::new(cores), Strategy::blocking(cores).by_priority()).makespan_us
}

#[test]
fn grahams_anomalies() {
    let listed = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    assert_eq!(graham_makespan(graham(0, &[], listed), 3), 12);
    assert_eq!(graham_makespan(graham(0, &[], listed), 4), 15, "one more core");
    assert_eq!(graham_makespan(graham(1, &[], listed), 3), 13, "every task shorter");
    assert_eq!(graham_makespan(graham(0, &[5, 6], listed), 3), 16, "fewer dependencies");
    assert_eq!(graham_makespan(graham(0, &[], [1, 2, 4, 5, 6, 3, 9, 7, 8]), 3), 14, "another list");
}

#[test]
fn with_waits_a_third_core_can_be_slower() {
    let tasks = || -> Vec<Task> {
        let task = |(first, wait, last)| Task::new("task").compute(first).wait(wait).compute(last);
        [(4, 2, 5), (4, 6, 6), (3, 5, 3), (1, 5, 2)].map(task).to_vec()
    };
    let makespans = [1, 2, 3].map(|cores| blocking(tasks(), 4, cores).makespan_us);
    assert_eq!(makespans, [28, 16, 17]);
}

#[test]
fn with_priorities_and_arrivals_too() {
    let tasks = || -> Vec<Task> {
        let task = |(compute, arrives, priority)| {
            Task::new("task").compute(compute).arrives(arrives).priority(priority)
        };
        [(6, 1, 3), (3, 1, 3), (3, 0, 1), (3, 4, 0), (8, 5, 1), (4, 2, 0)].map(task).to_vec()
    };
    assert_eq!([2, 3].map(|cores| graham_makespan(tasks(), cores)), [14, 15]);
}

#[test]
fn sliced_with_arrivals_too() {
    let tasks = || -> Vec<Task> {
        let task = |(compute, arrives)| Task::new("task").compute(compute).arrives(arrives);
        [(1, 5), (5, 1), (7, 1), (6, 3), (8, 3)].map(task).to_vec()
    };
    let makespan = |cores, workers| {
        measure(tasks(), Machine::new(cores), Strategy::blocking(workers).sliced(2)).makespan_us
    };
    assert_eq!((makespan(3, 5), makespan(4, 5)), (11, 12));
}

#[test]
fn sliced_with_switch_costs_too() {
    let tasks = || -> Vec<Task> { [2, 8, 2, 9, 1].map(|us| Task::new("task").compute(us)).to_vec() };
    let makespan = |cores| {
        measure(tasks(), Machine::new(cores).switch_cost(1), Strategy::blocking(5).sliced(1)).makespan_us
    };
    assert_eq!((makespan(3), makespan(4)), (11, 12));
}

/// Three that a search over 300,000 small workloads of each kind found: the shortest of their kind.
#[test]
fn a_fourth_core_can_be_slower_in_event_loops_with_switch_costs_and_with_preemption() {
    let check = |tasks: Vec<Task>, cost_us, strategy: &dyn Fn(u32) -> Strategy, expected: [Micros; 2]| {
        let makespan = |cores| {
            let machine = Machine::new(cores).switch_cost(cost_us);
            measure(tasks.clone(), machine, strategy(cores)).makespan_us
        };
        assert_eq!([makespan(3), makespan(4)], expected);
    };
    let waiting = |(first, wait, last)| Task::new("task").compute(first).wait(wait).compute(last);
    let waits = [(3, 3, 3), (5, 1, 3), (6, 1, 5), (2, 4, 2), (1, 3, 2)].map(waiting);
    check(waits.to_vec(), 0, &Strategy::overlapping, [12, 13]);
    let computes = [4, 4, 4, 5, 2].map(|us| Task::new("task").compute(us));
    check(computes.to_vec(), 1, &|_| Strategy::blocking(5).sliced(2), [8, 9]);
    let urgent = |(us, arrives, priority)| Task::new("task").compute(us).arrives(arrives).priority(priority);
    let mixed = [(6, 0, 0), (2, 2, 1), (6, 2, 0), (4, 0, 0), (1, 3, 1)].map(urgent);
    check(mixed.to_vec(), 0, &|_| Strategy::blocking(5).sliced(2).by_priority(), [8, 9]);
}
