//! The pool on native threads: the code that the page's workers run.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use meanwhile_engine::calibration::Calibration;
use meanwhile_engine::{Clock, Plan, Pool, Report, Shared};
use meanwhile_sim::{Machine, Micros, Scenario, SpanKind, Strategy, Task, Workload};

use super::S;

#[derive(Clone, Copy)]
struct NativeClock(Instant);

impl Clock for NativeClock {
    fn now_us(&self) -> Micros {
        self.0.elapsed().as_micros() as Micros
    }
}

fn run(scenario: &Scenario, shared: &Shared) -> (Plan, Option<Vec<meanwhile_engine::MeasuredSpan>>) {
    let plan = Plan::new(scenario, 8).unwrap();
    let clock = NativeClock(Instant::now());
    let rate = Calibration::new(0).run(&clock, &Shared::new()).unwrap();
    let pool = Pool::new(&plan, rate, shared, clock);
    std::thread::scope(|scope| {
        for worker in 0..plan.workers {
            let pool = &pool;
            scope.spawn(move || pool.work(worker));
        }
    });
    (plan, pool.into_spans())
}

fn waits(count: usize, strategy: Strategy) -> Scenario {
    let cores = strategy.workers;
    let tasks = (0..count).map(|_| Task::new("wait").compute(S / 100).wait(S));
    Scenario::new(Workload::new(tasks), Machine::new(cores), strategy)
}

#[test]
fn the_record_of_a_real_run_is_a_sound_trace() {
    let check = |strategy: Strategy| {
        let scenario = waits(2, strategy);
        let (plan, spans) = run(&scenario, &Shared::new());
        let report = Report::new(&plan, &scenario, spans.expect("the kernel is right")).unwrap();
        let waited = report.trace.spans.iter().filter(|span| span.kind == SpanKind::Waiting).count();
        assert_eq!(waited, 2);
        // Waits cannot be shorter than planned, however busy the machine is.
        assert!(report.error_permille >= -20, "{report:?}");
    };
    check(Strategy::blocking(1));
    check(Strategy::blocking(2));
    check(Strategy::overlapping(2));
}

#[test]
fn a_blocking_worker_holds_its_task_while_it_waits() {
    let (_, spans) = run(&waits(2, Strategy::blocking(1)), &Shared::new());
    let mut waits: Vec<_> =
        spans.unwrap().into_iter().filter(|span| span.kind == SpanKind::Waiting).collect();
    waits.sort_by_key(|span| span.from_us);
    assert!(waits[0].to_us <= waits[1].from_us, "{waits:?}");
    assert_eq!(waits[0].worker, Some(0));
}

#[test]
fn a_cancelled_run_stops_at_once() {
    let shared = Shared::new();
    let cancelled_at = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            // The first heartbeats say that the run has begun.
            while shared.heartbeat.load(Ordering::Relaxed) < 5 {
                std::thread::sleep(Duration::from_millis(1));
            }
            shared.cancel.store(1, Ordering::Relaxed);
            Instant::now()
        });
        run(&waits(8, Strategy::blocking(2)), &shared);
        reader.join().expect("it only sleeps")
    });
    assert!(cancelled_at.elapsed() < Duration::from_secs(1), "two seconds were planned");
}
