//! Golden numbers: two tasks of ten and twenty seconds, round robin drawn by hand, two tabs.

use crate::support::{S, blocking, ends, measure, overlapping, run};
use meanwhile_sim::{Machine, Metrics, Micros, SpanKind, Strategy, Task, Word};

fn ten_and_twenty() -> Vec<Task> {
    vec![Task::new("A").compute(10 * S), Task::new("B").compute(20 * S)]
}

fn check_ten_and_twenty(machine: Machine, strategy: Strategy, expected_us: [Micros; 4]) {
    let metrics = measure(ten_and_twenty(), machine, strategy);
    let first_b_us = metrics.tasks[1].response_us.expect("B executes");
    let ends = ends(&metrics);
    assert_eq!([metrics.makespan_us, ends[0], ends[1], first_b_us], expected_us);
}

#[test]
fn ten_seconds_and_twenty_take_thirty_on_one_core_and_twenty_on_two() {
    let two = Strategy::blocking(2);
    let sliced = |quantum_us: Micros| two.clone().sliced(quantum_us);
    let one = Machine::new(1);
    check_ten_and_twenty(one, Strategy::blocking(1), [30 * S, 10 * S, 30 * S, 10 * S]);
    check_ten_and_twenty(one, sliced(S), [30 * S, 19 * S, 30 * S, S]);
    check_ten_and_twenty(one, sliced(5 * S), [30 * S, 15 * S, 30 * S, 5 * S]);
    check_ten_and_twenty(one, sliced(10 * S), [30 * S, 10 * S, 30 * S, 10 * S]);
    check_ten_and_twenty(one, sliced(15 * S), [30 * S, 10 * S, 30 * S, 10 * S]);
    check_ten_and_twenty(one, sliced(40 * S), [30 * S, 10 * S, 30 * S, 10 * S]);
    check_ten_and_twenty(Machine::new(2), two, [20 * S, 10 * S, 20 * S, 0]);
}

#[test]
fn turning_to_another_task_costs_what_it_costs() {
    let check = |quantum_us, cost_us, makespan_us, switches| {
        let machine = Machine::new(1).switch_cost(cost_us);
        let metrics = measure(ten_and_twenty(), machine, Strategy::blocking(2).sliced(quantum_us));
        assert_eq!((metrics.makespan_us, metrics.switches), (makespan_us, switches));
        assert_eq!(metrics.switching_us, cost_us * switches as Micros);
    };
    check(S, S / 10, 31_900_000, 19);
    check(5 * S, S / 2, 31_500_000, 3);
    check(S, 0, 30 * S, 19);
    check(5 * S, 0, 30 * S, 3);
}

#[test]
fn round_robin_is_the_chart_that_was_meant() {
    let tasks =
        vec![Task::new("A").compute(6 * S), Task::new("B").compute(6 * S), Task::new("C").compute(3 * S)];
    let trace = run(tasks, Machine::new(1), Strategy::blocking(3).sliced(3 * S));
    let executing = |task: usize| -> Vec<(Micros, Micros)> {
        let spans = trace.spans_of(task).iter().filter(|span| span.kind == SpanKind::Executing);
        spans.map(|span| (span.from_us / S, span.to_us / S)).collect()
    };
    assert_eq!(executing(0), [(0, 3), (9, 12)]);
    assert_eq!(executing(1), [(3, 6), (12, 15)]);
    assert_eq!(executing(2), [(6, 9)]);
    let metrics = Metrics::of(&trace);
    assert_eq!((metrics.makespan_us, metrics.busy_us), (15 * S, 15 * S));
}

fn tabs(feed_wait: Micros, mail_wait: Micros) -> Vec<Task> {
    let feed = Task::new("Feed").compute(S).wait(feed_wait * S).compute(5 * S);
    vec![feed, Task::new("Mail").compute(S).wait(mail_wait * S).compute(S)]
}

#[test]
fn two_tabs_or_two_devices() {
    let check = |metrics: Metrics, makespan, mail_ends, word| {
        let found = (metrics.makespan_us / S, ends(&metrics)[1] / S, metrics.word());
        assert_eq!(found, (makespan, mail_ends, word));
    };
    check(blocking(tabs(6, 3), 1, 1), 17, 17, Word::Sequential);
    check(overlapping(tabs(6, 3), 1, 1), 12, 6, Word::Concurrent);
    check(blocking(tabs(6, 3), 2, 2), 12, 5, Word::ConcurrentAndParallel);
    check(overlapping(tabs(6, 3), 2, 2), 12, 5, Word::ConcurrentAndParallel);
}

#[test]
fn one_person_gains_only_what_waiting_offers() {
    for metrics in [blocking(tabs(0, 0), 1, 1), overlapping(tabs(0, 0), 1, 1), blocking(tabs(0, 0), 2, 1)] {
        assert_eq!(metrics.makespan_us, 8 * S);
    }
}
