//! A report says what was measured beside what was predicted, and refuses records that contradict themselves.

use meanwhile_engine::{Plan, Record, Report};
use meanwhile_sim::{Machine, Scenario, Strategy, Task, Workload};

use super::perfect_machine::run_perfectly;
use super::{S, tabs};

#[test]
fn the_error_is_signed_and_rounded() {
    let scenario = tabs(Strategy::blocking(1));
    let plan = Plan::new(&scenario, 8).unwrap();
    let check = |factor: (u64, u64), expected| {
        let mut record = run_perfectly(&plan, false);
        let stretch = |us: &mut u64| *us = *us * factor.0 / factor.1;
        record.measured.spans.iter_mut().for_each(|span| {
            stretch(&mut span.from_us);
            stretch(&mut span.to_us);
        });
        record.measured.tasks.iter_mut().for_each(|task| {
            task.starts_us.iter_mut().for_each(stretch);
            task.ends_us.iter_mut().for_each(stretch);
        });
        stretch(&mut record.measured.end_us);
        let report = Report::new(&plan, &scenario, record).unwrap();
        assert_eq!(report.error_permille, expected, "{factor:?}");
        assert_eq!((report.clock_step_us, report.workers), (1, 1));
    };
    check((11, 10), 100);
    check((9, 10), -100);
    check((1, 1), 0);
    check((2, 1), 1000);
}

#[test]
fn nothing_is_told_that_the_clock_cannot_tell() {
    let scenario = tabs(Strategy::blocking(1));
    // Two seconds, and the shortest stretch is a seventeenth of that.
    let plan = Plan::new(&scenario, 8).unwrap();
    let check = |clock_step_us, told_step_us, error_step_permille, error_bound_permille| {
        let record = Record { clock_step_us, ..run_perfectly(&plan, false) };
        let report = Report::new(&plan, &scenario, record).unwrap();
        let told = (report.told_step_us, report.error_step_permille, report.error_bound_permille);
        let expected = (told_step_us, error_step_permille, error_bound_permille);
        assert_eq!(told, expected, "a step of {clock_step_us} µs");
    };
    check(0, 1_000, 1, 9);
    check(5, 1_000, 1, 9);
    check(1_000, 1_000, 1, 9);
    check(1_001, 10_000, 1, 9);
    check(2_001, 10_000, 10, 18);
    check(16_667, 100_000, 10, 142);
    check(100_000, 100_000, 100, 850);
    check(1_000_000, 1_000_000, 1_000, 1_000);
}

#[test]
fn a_record_that_contradicts_itself_is_refused() {
    let scenario = tabs(Strategy::blocking(1));
    let plan = Plan::new(&scenario, 8).unwrap();
    let check = |change: fn(&mut Record)| {
        let mut record = run_perfectly(&plan, false);
        change(&mut record);
        assert!(Report::new(&plan, &scenario, record).is_err());
    };
    check(|record| record.measured.spans[1].from_us = record.measured.spans[0].from_us);
    check(|record| record.measured.spans[0].task = 7);
    check(|record| record.measured.tasks.truncate(1));
    check(|record| record.measured.tasks[0].ends_us = Some(1));
    check(|record| record.measured.tasks.clear());
}

#[test]
fn a_record_survives_the_journey() {
    let philosopher = |first, second| {
        Task::new("philosopher").acquire(first).compute(S).acquire(second).release(second).release(first)
    };
    let late = Task::new("late").after([0, 1]).compute(S);
    let reader = Task::new("reader").receive(0);
    let dinner = Workload::new([philosopher(0, 1), philosopher(1, 0), late, reader])
        .lock("fork", 1)
        .lock("knife", 1)
        .channel("letters", Some(1));
    let check = |workload: Workload, strategy: Strategy| {
        let scenario = Scenario::new(workload, Machine::new(3), strategy);
        let record = run_perfectly(&Plan::new(&scenario, 8).unwrap(), false);
        assert_eq!(Record::decode(&record.encode()), Some(record));
    };
    check(dinner.clone(), Strategy::blocking(3));
    check(dinner, Strategy::overlapping(3));
    let emitter = || Task::new("emitter").compute(S).emit();
    check(Workload::new([emitter(), emitter()]), Strategy::blocking(1).stop_after(1));
}

#[test]
fn a_damaged_record_is_noticed() {
    let emitter = Task::new("emitter").compute(S).emit();
    let scenario = Scenario::new(Workload::new([emitter]), Machine::new(1), Strategy::blocking(1));
    let words = run_perfectly(&Plan::new(&scenario, 8).unwrap(), false).encode();
    let span_words = 6;
    for length in (0..words.len()).filter(|length| !(words.len() - length).is_multiple_of(span_words)) {
        assert_eq!(Record::decode(&words[..length]), None, "cut to {length}");
    }
    let mut odd = words.clone();
    odd[2] = u32::MAX;
    assert_eq!(Record::decode(&odd), None, "more tasks than can be");
}
