//! The pool on native threads: the code that the page's workers run.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use meanwhile_engine::calibration::{Calibration, clock_step_us};
use meanwhile_engine::{Clock, Plan, Pool, Record, Report, Shared};
use meanwhile_sim::{
    Fate, Machine, Metrics, Micros, Outcome, Scenario, Span, SpanKind, Strategy, Task, WaitsFor, Workload,
    invariant, simulate,
};

use super::S;

#[derive(Clone, Copy)]
struct NativeClock(Instant);

impl Clock for NativeClock {
    fn now_us(&self) -> Micros {
        self.0.elapsed().as_micros() as Micros
    }
}

/// How long the runs of these tests take, but for those that are about time.
const SHORT_US: Micros = 200_000;

fn run_plan(plan: &Plan, shared: &Shared) -> Option<Record> {
    let clock = NativeClock(Instant::now());
    let rate = Calibration::new(0).run(&clock, &Shared::new(), 0).unwrap();
    let pool = Pool::new(plan, vec![rate], shared, clock);
    std::thread::scope(|scope| {
        for worker in 0..plan.workers {
            let pool = &pool;
            scope.spawn(move || pool.work(worker));
        }
    });
    pool.into_record(clock_step_us(&clock))
}

fn run(scenario: &Scenario, real_us: Micros) -> Report {
    let plan = Plan::lasting(scenario, 64, real_us).unwrap();
    let record = run_plan(&plan, &Shared::new()).expect("the kernel is right");
    Report::new(&plan, scenario, record).unwrap()
}

fn scenario(tasks: Vec<Task>, cores: u32, strategy: Strategy) -> Scenario {
    let workload = Workload::new(tasks).lock("phone", 1).lock("pen", 1).channel("letters", Some(1));
    Scenario::new(workload, Machine::new(cores), strategy)
}

fn copies(count: usize, task: Task) -> Vec<Task> {
    vec![task; count]
}

fn spans(report: &Report, kind: SpanKind) -> Vec<Span> {
    let mut spans: Vec<Span> = report.trace.spans.iter().copied().filter(|span| span.kind == kind).collect();
    spans.sort_unstable_by_key(|span| span.from_us);
    spans
}

/// Runs it for real and compares with the simulator all that does not depend on how fast this machine is: how tasks
/// ended, who emitted, how many computed at once. Every report has been checked for what no machine can do.
fn check(scenario: &Scenario) -> Report {
    check_lasting(scenario, SHORT_US)
}

fn check_lasting(scenario: &Scenario, real_us: Micros) -> Report {
    let report = run(scenario, real_us);
    let simulated = simulate(scenario).unwrap();
    let fates =
        |trace: &meanwhile_sim::Trace| -> Vec<Fate> { trace.tasks.iter().map(|task| task.fate).collect() };
    assert_eq!(fates(&report.trace), fates(&simulated));
    let emitters =
        |trace: &meanwhile_sim::Trace| -> Vec<u32> { trace.emits.iter().map(|emit| emit.task).collect() };
    assert_eq!(emitters(&report.trace), emitters(&simulated));
    assert_eq!(invariant::check(&report.trace), Ok(()));
    assert!(Metrics::of(&report.trace).peak_executing <= scenario.machine.cores as usize);
    report
}

#[test]
fn that_wait() {
    let waits = copies(2, Task::new("wait").compute(S / 100).wait(S));
    for strategy in [Strategy::blocking(1), Strategy::blocking(2), Strategy::overlapping(2)] {
        let report = check(&scenario(waits.clone(), 2, strategy));
        assert_eq!(spans(&report, SpanKind::Waiting).len(), 2);
        // Waits cannot be shorter than planned, however busy the machine is.
        assert!(report.error_permille >= -20, "{} permille", report.error_permille);
    }
}

#[test]
fn a_blocking_worker_holds_its_task_while_it_waits() {
    let report = check(&scenario(copies(2, Task::new("wait").wait(S)), 2, Strategy::blocking(1)));
    let waits = spans(&report, SpanKind::Waiting);
    assert!(waits[0].to_us <= waits[1].from_us, "{waits:?}");
    assert_eq!(waits[0].worker(), Some(0));
}

#[test]
fn on_fewer_cores_than_workers_in_turns() {
    let dishes = copies(3, Task::new("dish").compute(S));
    let report = check(&scenario(dishes.clone(), 1, Strategy::blocking(3).sliced(S / 5)));
    let turns = spans(&report, SpanKind::Executing);
    assert!(turns.len() > 6, "{} turns", turns.len());
    assert!(turns[..3].iter().map(|turn| turn.task).eq(0..3), "{turns:?}");
    let report = check(&scenario(dishes, 1, Strategy::blocking(3)));
    let whole = spans(&report, SpanKind::Executing);
    assert!(whole.iter().map(|turn| turn.task).eq(0..3), "to completion: {whole:?}");
    let queued = spans(&report, SpanKind::ReadyNoCore);
    for task in [1, 2] {
        assert!(queued.iter().any(|span| span.task == task && span.to_us >= whole[0].to_us), "{queued:?}");
    }
}

#[test]
fn the_more_urgent_first() {
    // So long that it is neither over nor still to begin when the urgent one comes, however busy this machine is.
    let long = Task::new("long").compute(40 * S);
    let urgent = Task::new("urgent").arrives(4 * S).compute(S).priority(1);
    let tasks = vec![long, urgent];
    let preempted =
        check_lasting(&scenario(tasks.clone(), 1, Strategy::blocking(2).sliced(20 * S).by_priority()), S);
    assert!(preempted.trace.tasks[1].ends_us < preempted.trace.tasks[0].ends_us);
    let turns = spans(&preempted, SpanKind::Executing);
    assert!(turns.iter().map(|turn| turn.task).eq([0, 1, 0]), "{turns:?}");
    let cooperative = check_lasting(&scenario(tasks, 1, Strategy::blocking(2).by_priority()), S);
    assert!(cooperative.trace.tasks[1].ends_us > cooperative.trace.tasks[0].ends_us);
}

#[test]
fn that_share_locks_and_channels() {
    let caller = Task::new("caller").acquire(0).compute(S).wait(S).release(0).emit();
    let report = check(&scenario(copies(3, caller), 3, Strategy::blocking(3)));
    assert_eq!(spans(&report, SpanKind::BlockedLock).len(), 2);
    let producer = Task::new("producer").compute(S).send(0).send(0).send(0);
    let consumer = Task::new("consumer").receive(0).compute(S).receive(0).emit().receive(0);
    for strategy in [Strategy::blocking(2), Strategy::overlapping(2)] {
        let report = check(&scenario(vec![consumer.clone(), producer.clone()], 2, strategy));
        let blocked = spans(&report, SpanKind::BlockedChannel);
        assert!(blocked.iter().any(|span| span.task == 0) && blocked.iter().any(|span| span.task == 1));
    }
}

#[test]
fn that_come_later_and_after_each_other_and_to_those_whose_role_it_is() {
    let cook = Task::new("cook").role("cook").compute(S).yields().compute(S);
    let guest = Task::new("guest").arrives(S / 10).after([0]).wait(S);
    let waiter = Task::new("waiter").arrives(S / 2).role("waiter").compute(S);
    let strategy = Strategy::blocking(2).roles(&[Some("waiter"), Some("cook")]);
    let guest_of_anybody = Strategy::overlapping(3).roles(&[Some("waiter"), Some("cook")]);
    let report = check(&scenario(vec![cook.clone(), waiter.clone()], 2, strategy));
    let worker = |task| report.trace.spans_of(task).iter().find_map(Span::worker);
    assert_eq!((worker(0), worker(1)), (Some(1), Some(0)));
    let report = check(&scenario(vec![cook, guest, waiter], 3, guest_of_anybody));
    assert_eq!(report.trace.spans_of(1)[0].kind, SpanKind::BlockedDependency);
}

#[test]
fn of_which_some_give_up() {
    let patient = Task::new("patient").compute(S);
    let impatient = Task::new("impatient").compute(S).patience(S / 2);
    let report = check(&scenario(vec![patient, impatient], 1, Strategy::blocking(1)));
    assert_eq!(report.trace.tasks[1].fate, Fate::GaveUp);
}

#[test]
fn until_there_are_enough_results() {
    let worker = Task::new("worker").compute(S).emit().compute(20 * S);
    let started = Instant::now();
    let plan_for = scenario(copies(2, worker), 2, Strategy::blocking(2).stop_after(1));
    let report = run(&plan_for, SHORT_US);
    assert_eq!((&report.trace.outcome, report.trace.emits.len()), (&Outcome::Stopped, 1));
    assert_eq!(report.trace.tasks[1].fate, Fate::Cancelled);
    assert_eq!(report.trace.tasks[1].ends_us, Some(report.trace.end_us));
    assert!(started.elapsed() < Duration::from_micros(10 * SHORT_US), "what is left takes 20 times as long");
}

#[test]
fn until_they_wait_for_each_other_for_ever() {
    let diner = |first, second| {
        Task::new("diner").acquire(first).compute(S).acquire(second).compute(S).release(first).release(second)
    };
    let dinner = scenario(vec![diner(0, 1), diner(1, 0)], 2, Strategy::blocking(2));
    let report = check(&dinner);
    let Outcome::Deadlocked(deadlock) = &report.trace.outcome else { panic!("{:?}", report.trace.outcome) };
    assert_eq!((deadlock.stuck.len(), deadlock.holders.len()), (2, 2));
    assert_eq!(deadlock.stuck[0].waits_for, WaitsFor::Lock(1));
}

#[test]
fn a_cancelled_run_stops_at_once() {
    let shared = Shared::new();
    let waits = scenario(copies(8, Task::new("wait").compute(S / 100).wait(S)), 2, Strategy::blocking(2));
    let plan = Plan::new(&waits, 64).unwrap();
    let cancelled_at = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            // The first heartbeats say that the run has begun.
            while shared.heartbeats[1].load(Ordering::Relaxed) < 5 {
                std::thread::sleep(Duration::from_millis(1));
            }
            shared.cancel.store(1, Ordering::Relaxed);
            Instant::now()
        });
        run_plan(&plan, &shared);
        reader.join().expect("it only sleeps")
    });
    assert!(cancelled_at.elapsed() < Duration::from_secs(1), "two seconds were planned");
}

#[test]
fn a_clock_says_how_coarse_it_is() {
    struct Coarse(NativeClock, Micros);
    impl Clock for Coarse {
        fn now_us(&self) -> Micros {
            self.0.now_us() / self.1 * self.1
        }
    }
    let native = NativeClock(Instant::now());
    for step_us in [20, 100, 1_000] {
        assert_eq!(clock_step_us(&Coarse(native, step_us)), step_us);
    }
    struct Standing;
    impl Clock for Standing {
        fn now_us(&self) -> Micros {
            7
        }
    }
    assert_eq!(clock_step_us(&Standing), 0);
}
