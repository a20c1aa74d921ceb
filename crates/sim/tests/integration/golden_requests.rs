//! Golden numbers: requests to third parties, and a page that must answer clicks.

use crate::support::{blocking, overlapping};
use meanwhile_sim::{Machine, Metrics, Micros, Scenario, Strategy, Task, Workload, regular_stream, simulate};

#[test]
fn three_requests() {
    let requests = || -> Vec<Task> {
        [30, 50, 20].map(|wait| Task::new("request").compute(1).wait(wait).compute(1)).to_vec()
    };
    assert_eq!(blocking(requests(), 1, 1).makespan_us, 106);
    assert_eq!(overlapping(requests(), 1, 1).makespan_us, 53);
    assert_eq!(blocking(requests(), 3, 3).makespan_us, 52);
}

/// A job of a second and twenty clicks, in milliseconds.
fn page() -> Workload {
    let mut tasks = vec![Task::new("job").compute(1000)];
    let click = Task::new("click").compute(2).arrives(30).priority(1);
    tasks.extend(regular_stream(&click, 50, 20).expect("few"));
    Workload::new(tasks)
}

fn worst_response(workload: Workload, cores: u32, strategy: Strategy) -> Option<Micros> {
    let trace = simulate(&Scenario::new(workload, Machine::new(cores), strategy)).expect("valid");
    let metrics = Metrics::of(&trace);
    metrics.tasks[1..].iter().map(|click| click.response_us.expect("executed")).max()
}

#[test]
fn a_page_that_freezes_for_a_second_and_some_that_do_not() {
    let chunked = || page().chunk(0, 10).expect("divisible");
    let check = |workload, cores, strategy, expected| {
        assert_eq!(worst_response(workload, cores, strategy), Some(expected));
    };
    check(page(), 1, Strategy::blocking(1), 970);
    check(page(), 1, Strategy::overlapping(1), 970);
    check(chunked(), 1, Strategy::blocking(1), 102);
    check(chunked(), 1, Strategy::blocking(1).by_priority(), 98);
    check(page(), 1, Strategy::blocking(2).sliced(10), 8);
    check(page(), 1, Strategy::blocking(2).sliced(10).by_priority(), 0);
    check(page(), 2, Strategy::blocking(2), 0);
}
