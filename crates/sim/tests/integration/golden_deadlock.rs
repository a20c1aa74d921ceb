//! A deadlock is an outcome with a report: who holds what, who waits for what.

use meanwhile_sim::{
    Deadlock, Fate, Holder, Machine, Outcome, Scenario, Strategy, StuckTask, Task, Trace, WaitsFor, Workload,
    simulate,
};

fn two_locks(workers: u32, cores: u32) -> Trace {
    let user = |name, first, second| {
        Task::new(name).acquire(first).compute(1).acquire(second).compute(1).release(first).release(second)
    };
    let workload = Workload::new([user("P", 0, 1), user("Q", 1, 0)]).lock("a", 1).lock("b", 1);
    simulate(&Scenario::new(workload, Machine::new(cores), Strategy::blocking(workers))).expect("valid")
}

#[test]
fn two_locks_in_opposite_order() {
    let deadlock = |at_us| {
        let stuck = |task, lock| StuckTask { task, worker: Some(task), waits_for: WaitsFor::Lock(lock) };
        Outcome::Deadlocked(Deadlock {
            at_us,
            holders: vec![Holder { lock: 0, task: 0, units: 1 }, Holder { lock: 1, task: 1, units: 1 }],
            stuck: vec![stuck(0, 1), stuck(1, 0)],
        })
    };
    assert_eq!(two_locks(2, 2).outcome, deadlock(1));
    assert_eq!(two_locks(2, 1).outcome, deadlock(2));
    let lucky = two_locks(1, 1);
    assert_eq!((lucky.outcome, lucky.end_us), (Outcome::Completed, 4));
}

#[test]
fn stuck_tasks_are_in_progress_to_the_end_of_the_run() {
    let trace = two_locks(2, 1);
    assert!(trace.tasks.iter().all(|run| run.fate == Fate::Stuck && run.ends_us.is_none()));
    assert_eq!(trace.gauges_at(1).in_progress, 2);
    assert_eq!(trace.gauges_at(2).in_progress, 0, "the run is over");
}

#[test]
fn the_report_names_what_each_stuck_task_waits_for() {
    let workload = Workload::new([
        Task::new("reads").receive(0),
        Task::new("writes").acquire(0).acquire(0).send(1).send(1).release(0).release(0),
        Task::new("comes after").compute(1).after([0, 1, 4, 0]),
        Task::new("has no worker").compute(1),
        Task::new("is done first").arrives(0),
        Task::new("wants both").acquire(0).release(0),
    ])
    .lock("pair", 2)
    .channel("empty", None)
    .channel("full", Some(1));
    let scenario = Scenario::new(workload, Machine::new(1), Strategy::blocking(2));
    let trace = simulate(&scenario).expect("valid");
    let stuck = |task, worker, waits_for| StuckTask { task, worker, waits_for };
    let expected = Deadlock {
        at_us: 0,
        holders: vec![Holder { lock: 0, task: 1, units: 2 }],
        stuck: vec![
            stuck(0, Some(0), WaitsFor::Message(0)),
            stuck(1, Some(1), WaitsFor::Room(1)),
            stuck(2, None, WaitsFor::Tasks(vec![0, 1])),
            stuck(3, None, WaitsFor::Worker),
            stuck(5, None, WaitsFor::Worker),
        ],
    };
    assert_eq!(trace.outcome, Outcome::Deadlocked(expected));
    assert_eq!(trace.tasks[4].fate, Fate::Completed);
    let event_loop = Scenario { strategy: Strategy::overlapping(1), ..scenario };
    let Outcome::Deadlocked(report) = simulate(&event_loop).expect("valid").outcome else {
        panic!("the reader still has nothing to read")
    };
    assert_eq!(report.stuck[3], stuck(5, None, WaitsFor::Lock(0)));
}

#[test]
fn a_task_can_wait_for_itself() {
    let workload =
        Workload::new([Task::new("twice").acquire(0).acquire(0).release(0).release(0)]).lock("a", 1);
    let trace = simulate(&Scenario::new(workload, Machine::new(1), Strategy::overlapping(1))).expect("valid");
    let Outcome::Deadlocked(report) = trace.outcome else { panic!("it holds what it waits for") };
    assert_eq!(report.holders, [Holder { lock: 0, task: 0, units: 1 }]);
    assert_eq!(report.stuck[0].waits_for, WaitsFor::Lock(0));
}
