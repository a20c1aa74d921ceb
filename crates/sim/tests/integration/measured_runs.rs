//! A real run becomes a trace like any other, unless it says what no machine can have done.

use meanwhile_sim::{
    Emit, Fate, Gauges, Machine, Measurement, Metrics, Micros, Origin, Outcome, Scenario, SimError, Span,
    SpanKind, Strategy, Task, TaskRun, Trace, Workload, invariant,
};

use SpanKind::{BlockedDependency, BlockedLock, Executing, ReadyNoCore, Waiting};

fn scenario(strategy: Strategy) -> Scenario {
    let task = |name| Task::new(name).compute(10).wait(10).compute(10);
    Scenario::new(Workload::new([task("A"), task("B")]), Machine::new(1), strategy)
}

fn span(task: u32, kind: SpanKind, from_us: u64, to_us: u64, worker: Option<usize>) -> Span {
    let core = kind.holds_core().then_some(0);
    Span::new(task, kind, from_us, to_us, worker, core)
}

/// A run in which every task completed: from its first span, if nothing else is known, to the given end.
fn measured(
    scenario: Scenario,
    spans: Vec<Span>,
    ends: &[Micros],
    emits: Vec<Emit>,
) -> Result<Trace, SimError> {
    let starts = |task: usize| {
        let begins = |span: &&Span| span.task as usize == task && !span.kind.is_ready();
        spans.iter().filter(begins).map(|span| span.from_us).min()
    };
    let run = |(task, ends_us): (usize, &Micros)| TaskRun {
        starts_us: starts(task),
        ends_us: Some(*ends_us),
        fate: Fate::Completed,
    };
    let tasks = ends.iter().enumerate().map(run).collect();
    let end_us = ends.iter().copied().max().unwrap_or(0);
    Trace::measured(scenario, Measurement { spans, tasks, emits, outcome: Outcome::Completed, end_us })
}

fn an_event_loop() -> Vec<Span> {
    vec![
        span(1, Executing, 13, 24, Some(0)),
        span(0, Executing, 2, 13, Some(0)),
        span(0, Waiting, 13, 25, None),
        span(1, Waiting, 24, 40, None),
        span(0, Executing, 26, 30, Some(0)),
        span(0, Executing, 30, 37, Some(0)),
        span(1, Executing, 41, 52, Some(0)),
    ]
}

#[test]
fn with_its_gaps_filled() {
    let emits = vec![Emit { at_us: 37, task: 0 }];
    let trace =
        measured(scenario(Strategy::overlapping(1)), an_event_loop(), &[37, 52], emits).expect("fits");
    assert_eq!((trace.origin, &trace.outcome, trace.end_us), (Origin::Measured, &Outcome::Completed, 52));
    let kinds: Vec<&str> = trace.spans_of(0).iter().map(|span| span.kind.name()).collect();
    assert_eq!(kinds, ["ready-no-worker", "executing", "waiting", "ready-no-worker", "executing"]);
    assert_eq!(invariant::check(&trace), Ok(()));
    let metrics = Metrics::of(&trace);
    assert_eq!((metrics.busy_us, metrics.peak_executing, metrics.peak_in_progress), (44, 1, 2));
    assert_eq!(metrics.switches, 3);
    assert_eq!(trace.gauges_at(20), Gauges { in_progress: 2, executing: 1 });
    assert_eq!(trace.tasks[0].starts_us, Some(2));
}

#[test]
fn a_life_goes_on_to_its_end() {
    let check = |ends_us: Option<Micros>, fate, outcome, expected: (u64, &str)| {
        let spans = vec![span(0, Executing, 0, 10, Some(0)), span(0, Waiting, 10, 20, Some(0))];
        let ended = TaskRun { starts_us: Some(0), ends_us, fate };
        let never_ran = TaskRun { starts_us: None, ends_us, fate };
        let tasks = vec![ended, never_ran];
        let measurement = Measurement { spans, tasks, emits: Vec::new(), outcome, end_us: 30 };
        let trace = Trace::measured(scenario(Strategy::blocking(2)), measurement).expect("fits");
        for task in 0..2 {
            let last = trace.spans_of(task).last().expect("it has arrived");
            assert_eq!((last.to_us, last.kind.name()), expected, "task {task}");
        }
    };
    check(Some(30), Fate::Cancelled, Outcome::Stopped, (30, "ready-no-worker"));
    let stuck = meanwhile_sim::Deadlock { at_us: 30, holders: Vec::new(), stuck: Vec::new() };
    check(None, Fate::Stuck, Outcome::Deadlocked(stuck), (30, "ready-no-worker"));
}

#[test]
fn what_no_machine_can_do_is_refused() {
    let lock = |task: Task| task.acquire(0).compute(10).release(0).compute(5);
    let workload = || {
        Workload::new([lock(Task::new("A")), lock(Task::new("B").after([0])).wait(3).arrives(4)])
            .lock("phone", 1)
    };
    let check = |spans: &[Span], bad: Option<(u32, Micros)>| {
        let scenario = Scenario::new(workload(), Machine::new(2), Strategy::blocking(2));
        let expected = bad.map_or(Ok(()), |(task, from_us)| Err(SimError::BadSpan { task, from_us }));
        let made = measured(scenario, spans.to_vec(), &[20, 50], Vec::new());
        assert_eq!(made.map(|_| ()), expected, "{spans:?}");
    };
    let on = |core, task, from_us, to_us, worker| {
        Span::new(task, Executing, from_us, to_us, Some(worker), Some(core))
    };
    let first = on(0, 0, 0, 20, 0);
    let blocked = span(1, BlockedDependency, 4, 20, None);
    check(&[first, blocked, on(1, 1, 20, 30, 0), span(1, Waiting, 35, 40, Some(0))], None);
    check(&[first, on(1, 1, 20, 30, 2)], Some((1, 20))); // there is no such worker
    check(&[first, on(2, 1, 20, 30, 1)], Some((1, 20))); // nor such a core
    check(&[first, span(2, Waiting, 20, 30, None)], Some((2, 20))); // nor such a task
    check(&[first, Span::new(1, Executing, 20, 30, Some(0), None)], Some((1, 20))); // computing needs a core
    check(&[first, Span::new(1, Waiting, 20, 30, Some(0), Some(1))], Some((1, 20))); // waiting has none
    check(&[first, on(1, 1, 20, 20, 0)], Some((1, 20))); // nothing takes no time
    check(&[first, span(1, BlockedDependency, 3, 20, None)], Some((1, 3))); // before it arrives
    check(&[first, on(1, 1, 19, 30, 1)], Some((1, 19))); // before what it comes after has ended
    check(&[first, on(1, 1, 40, 51, 0)], Some((1, 40))); // after its own end
    check(&[on(0, 0, 0, 10, 0), on(1, 0, 9, 15, 1)], Some((0, 9))); // one task on two cores
    check(&[first, span(1, ReadyNoCore, 19, 22, Some(0))], Some((1, 19))); // one worker with two tasks
    check(&[first, on(0, 1, 19, 22, 1)], Some((1, 19))); // two tasks on one core
    check(&[on(0, 0, 0, 10, 0), span(0, BlockedLock, 10, 15, Some(0))], Some((0, 10))); // the lock comes first
    check(&[first, span(1, Waiting, 20, 30, Some(0)), on(1, 1, 30, 35, 0)], Some((1, 30))); // the wait comes last
}
