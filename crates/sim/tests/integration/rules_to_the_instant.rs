//! The rules that a reader of `docs/model.md` could doubt, one small scenario each.

use meanwhile_sim::{
    Fate, Machine, Micros, Outcome, Scenario, SpanKind, Strategy, Task, Trace, Workload, simulate,
};

fn run(workload: Workload, cores: u32, strategy: Strategy) -> Trace {
    simulate(&Scenario::new(workload, Machine::new(cores), strategy)).expect("valid")
}

fn run_tasks<const N: usize>(tasks: [Task; N], cores: u32, strategy: Strategy) -> Trace {
    run(Workload::new(tasks), cores, strategy)
}

fn compute(us: Micros) -> Task {
    Task::new("task").compute(us)
}

/// From when to when a task is doing this.
fn times(trace: &Trace, task: usize, kind: SpanKind) -> Vec<(Micros, Micros)> {
    let spans = trace.spans_of(task).iter().filter(|span| span.kind == kind);
    spans.map(|span| (span.from_us, span.to_us)).collect()
}

fn executing(trace: &Trace, task: usize) -> Vec<(Micros, Micros)> {
    times(trace, task, SpanKind::Executing)
}

#[test]
fn starting_at_the_end_of_ones_patience_is_in_time() {
    let fates = |patience| {
        let trace = run_tasks([compute(5), compute(5).patience(patience)], 1, Strategy::blocking(1));
        (trace.tasks[1].fate, trace.tasks[1].ends_us)
    };
    assert_eq!(fates(5), (Fate::Completed, Some(10)));
    assert_eq!(fates(4), (Fate::GaveUp, Some(4)));
    // Holding a worker is not starting.
    let trace = run_tasks([compute(5), compute(5).patience(4)], 1, Strategy::blocking(2));
    assert_eq!(trace.tasks[1].fate, Fate::GaveUp);
}

#[test]
fn without_patience_one_is_served_at_once_or_lost() {
    let caller = |arrives| compute(3).patience(0).arrives(arrives);
    let trace = run_tasks([caller(0), caller(1), caller(3), caller(5)], 1, Strategy::blocking(1));
    let fates: Vec<&str> = trace.tasks.iter().map(|run| run.fate.name()).collect();
    assert_eq!(fates, ["completed", "gave-up", "completed", "gave-up"]);
    assert_eq!(trace.outcome, Outcome::Completed);
}

#[test]
fn giving_up_is_an_end_for_those_who_come_after() {
    let trace =
        run_tasks([compute(9), compute(1).patience(2), compute(1).after([1])], 2, Strategy::blocking(2));
    assert_eq!(executing(&trace, 1), [(0, 1)], "there is a second core");
    let trace =
        run_tasks([compute(9), compute(1).patience(2), compute(1).after([1])], 1, Strategy::blocking(1));
    assert_eq!(times(&trace, 2, SpanKind::BlockedDependency), [(0, 2)]);
    assert_eq!(executing(&trace, 2), [(9, 10)]);
}

#[test]
fn waits_end_before_computes_and_computes_before_arrivals() {
    let tasks = || {
        let arriving = compute(1).arrives(4);
        let computing = compute(4).yields().compute(1);
        let waiting = Task::new("waiting").wait(4).compute(1);
        [arriving, computing, waiting]
    };
    let trace = run_tasks(tasks(), 2, Strategy::overlapping(2));
    assert_eq!(executing(&trace, 2)[0], (4, 5));
    assert_eq!(executing(&trace, 1), [(0, 4), (4, 5)], "it yields, and is still before the arrival");
    assert_eq!(executing(&trace, 0), [(5, 6)]);
}

#[test]
fn a_quantum_expires_after_arrivals_of_its_instant() {
    let trace = run_tasks([compute(4), compute(1).arrives(2)], 1, Strategy::blocking(2).sliced(2));
    assert_eq!(executing(&trace, 0), [(0, 2), (3, 5)]);
    // Nobody waits at 2, so that a fresh quantum runs until 4.
    let trace = run_tasks([compute(6), compute(1).arrives(3)], 1, Strategy::blocking(2).sliced(2));
    assert_eq!(executing(&trace, 0), [(0, 4), (5, 7)]);
}

#[test]
fn under_priority_a_quantum_expires_only_for_equals_and_betters() {
    let order = || Strategy::blocking(2).sliced(2).by_priority();
    let trace = run_tasks([compute(6).priority(1), compute(2)], 1, order());
    assert_eq!(executing(&trace, 0), [(0, 6)]);
    let trace = run_tasks([compute(6).priority(1), compute(2).priority(1)], 1, order());
    assert_eq!(executing(&trace, 0), [(0, 2), (4, 8)]);
}

#[test]
fn the_more_urgent_takes_the_core_of_the_least_urgent_and_of_several_the_highest() {
    let tasks = [compute(9), compute(9), compute(9).priority(1), compute(1).priority(2).arrives(3)];
    let trace = run_tasks(tasks, 3, Strategy::blocking(4).sliced(100).by_priority());
    let urgent = trace.span_at(3, 3).expect("executes");
    // The first of the equals is on core 1, because the more urgent third took core 0.
    assert_eq!(
        (urgent.core(), trace.span_at(1, 3).map(|span| span.kind)),
        (Some(2), Some(SpanKind::ReadyNoCore))
    );
}

#[test]
fn a_worker_is_never_taken_from_its_task() {
    let trace = run_tasks(
        [compute(5), compute(1).priority(9).arrives(1)],
        1,
        Strategy::blocking(1).sliced(1).by_priority(),
    );
    assert_eq!(times(&trace, 1, SpanKind::ReadyNoWorker), [(1, 5)]);
}

#[test]
fn an_interrupted_switch_is_paid_again_whoever_comes() {
    let workload = Workload::new([
        compute(1),
        compute(1).priority(1).arrives(1).place("desk"),
        compute(1).priority(2).arrives(3).place("desk"),
    ]);
    let machine = Machine::new(1).switch_cost(4);
    let strategy = Strategy::blocking(3).sliced(100).by_priority();
    let trace = simulate(&Scenario::new(workload, machine, strategy)).expect("valid");
    assert_eq!(times(&trace, 1, SpanKind::Switching), [(1, 3)]);
    assert_eq!(
        times(&trace, 2, SpanKind::Switching),
        [(3, 7)],
        "the same place, but the desk was not reached"
    );
    assert_eq!(executing(&trace, 1), [(8, 9)], "now it is");
}

#[test]
fn a_place_costs_nothing_to_stay_in() {
    let end_us = |places: [&str; 3]| {
        let workload = Workload::new(places.map(|place| compute(2).place(place)));
        let machine = Machine::new(1).switch_cost(3);
        simulate(&Scenario::new(workload, machine, Strategy::blocking(1))).expect("valid").end_us
    };
    assert_eq!(end_us(["phone", "phone", "desk"]), 9);
    assert_eq!(end_us(["phone", "desk", "phone"]), 12);
}

#[test]
fn yields_count_once_and_only_where_they_mean_something() {
    let last = |task: Task, strategy: Strategy| executing(&run_tasks([task, compute(1)], 1, strategy), 1);
    let blocking = || Strategy::blocking(1);
    assert_eq!(last(compute(1).yields().compute(1), blocking()), [(1, 2)]);
    assert_eq!(last(compute(1).yields().compute(0).yields().compute(1), blocking()), [(1, 2)]);
    // Before a wait it matters only where the worker would be kept: the other goes first, then the wait begins.
    let waits = |strategy| {
        times(&run_tasks([compute(1).yields().wait(5), compute(1)], 1, strategy), 0, SpanKind::Waiting)
    };
    assert_eq!(waits(blocking()), [(2, 7)]);
    assert_eq!(waits(Strategy::overlapping(1)), [(1, 6)]);
    // At the end it means nothing, so that the task ends without coming back.
    assert_eq!(run_tasks([compute(1).yields(), compute(5)], 1, blocking()).tasks[0].ends_us, Some(1));
}

#[test]
fn a_second_wait_needs_somebody_to_start_it() {
    let tasks = [Task::new("waits twice").wait(2).wait(3), compute(4)];
    let trace = run_tasks(tasks, 1, Strategy::overlapping(1));
    assert_eq!(times(&trace, 0, SpanKind::Waiting), [(0, 2), (4, 7)]);
    let alone = run_tasks([Task::new("waits twice").wait(2).wait(3)], 1, Strategy::overlapping(1));
    assert_eq!(times(&alone, 0, SpanKind::Waiting), [(0, 5)]);
}

#[test]
fn a_lock_is_handed_over_and_nobody_overtakes() {
    let user = |arrives, priority| {
        Task::new("user").acquire(0).compute(2).release(0).compute(1).arrives(arrives).priority(priority)
    };
    let workload = Workload::new([user(0, 0), user(1, 0), user(1, 9)]).lock("phone", 1);
    let trace = run(workload, 3, Strategy::blocking(3).by_priority());
    // At 1 the more urgent got a worker, and so the place in line, first; later urgency does not count.
    assert_eq!(times(&trace, 2, SpanKind::BlockedLock), [(1, 2)]);
    assert_eq!(times(&trace, 1, SpanKind::BlockedLock), [(1, 4)]);
    let again = Task::new("greedy").acquire(0).compute(2).release(0).acquire(0).compute(2).release(0);
    let workload = Workload::new([again, user(1, 0)]).lock("phone", 1);
    let trace = run(workload, 2, Strategy::blocking(2));
    assert_eq!(times(&trace, 0, SpanKind::BlockedLock), [(2, 4)]);
}

#[test]
fn freed_tasks_go_on_after_the_one_that_freed_them_in_the_order_of_being_freed() {
    let reader = || Task::new("reader").receive(0).compute(1);
    let writer = Task::new("writer").compute(1).send(0).send(0).compute(1);
    let workload = Workload::new([reader(), reader(), writer]).channel("news", None);
    let trace = run(workload.clone(), 1, Strategy::blocking(3));
    // The writer keeps its core across the sends.
    assert_eq!(
        (executing(&trace, 2), executing(&trace, 0), executing(&trace, 1)),
        (vec![(0, 2)], vec![(2, 3)], vec![(3, 4)])
    );
    let trace = run(workload, 1, Strategy::overlapping(1));
    assert_eq!(times(&trace, 0, SpanKind::ReadyNoWorker), [(1, 2)], "it queues at the very instant");
}

#[test]
fn room_in_a_full_channel_goes_to_the_first_sender() {
    let sender = || Task::new("sender").send(0).send(0);
    let reader = Task::new("reader").compute(3).receive(0).compute(1).receive(0);
    let workload = Workload::new([sender(), sender(), reader]).channel("box", Some(1));
    let Outcome::Deadlocked(report) = run(workload, 3, Strategy::blocking(3)).outcome else {
        panic!("three sends too many")
    };
    assert_eq!(report.at_us, 4);
    assert_eq!(report.stuck.iter().map(|stuck| stuck.task).collect::<Vec<_>>(), [1]);
}

#[test]
fn the_result_that_stops_a_run_is_the_last_thing_that_happens() {
    let tasks = [
        compute(2).emit(),
        compute(2).emit(),
        compute(2).emit().compute(1),
        compute(2).arrives(2),
        compute(2).arrives(9),
    ];
    let trace = run_tasks(tasks, 3, Strategy::blocking(3).stop_after(1));
    assert_eq!((&trace.outcome, trace.emits.len(), trace.end_us), (&Outcome::Stopped, 1, 2));
    let fates: Vec<Fate> = trace.tasks.iter().map(|run| run.fate).collect();
    assert_eq!(fates[0], Fate::Completed);
    assert!(fates[1..].iter().all(|fate| *fate == Fate::Cancelled));
    assert!(trace.tasks.iter().all(|run| run.ends_us == Some(2)));
    let trace = run_tasks([compute(2).emit().compute(1)], 1, Strategy::blocking(1).stop_after(1));
    assert_eq!(trace.tasks[0].fate, Fate::Cancelled, "something followed");
}

#[test]
fn tasks_without_steps_end_as_soon_as_they_may() {
    let nothing = || Task::new("nothing");
    let trace = run_tasks(
        [compute(3), nothing().after([0]), nothing().arrives(5).after([1])],
        1,
        Strategy::default(),
    );
    let ends: Vec<_> = trace.tasks.iter().map(|run| run.ends_us).collect();
    assert_eq!(ends, [Some(3), Some(3), Some(5)]);
}

#[test]
fn roles_keep_workers_free_for_their_tasks() {
    let call = |arrives| compute(1).role("phone").arrives(arrives);
    let tasks = [compute(5), compute(5), call(1), call(1)];
    let trace = run_tasks(tasks.clone(), 2, Strategy::blocking(2).roles(&[Some("phone"), None]));
    assert_eq!((executing(&trace, 2), executing(&trace, 3)), (vec![(1, 2)], vec![(2, 3)]));
    assert_eq!(times(&trace, 1, SpanKind::ReadyNoWorker), [(0, 5)], "the phone worker does nothing else");
    // A worker without a role takes any task.
    let trace = run_tasks(tasks, 3, Strategy::blocking(3).roles(&[Some("phone")]));
    assert_eq!(executing(&trace, 3), [(2, 3)]);
}

#[test]
fn all_workers_come_before_all_cores() {
    // At 2 the first of the queue is freed by the second, which is more urgent: both were ready before any core.
    let waiter = Task::new("urgent").receive(0).compute(1).priority(5);
    let low = compute(1).priority(1).arrives(2);
    let opener = Task::new("opener").send(0).arrives(2);
    let workload = Workload::new([waiter, low, opener]).channel("door", None);
    let trace = run(workload, 1, Strategy::blocking(3).by_priority());
    assert_eq!((executing(&trace, 0), executing(&trace, 1)), (vec![(2, 3)], vec![(3, 4)]));
}
