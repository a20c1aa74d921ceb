//! A real run becomes a trace like any other.

use meanwhile_sim::{
    Emit, Fate, Gauges, Machine, Metrics, Origin, Outcome, Scenario, Span, SpanKind, Strategy, Task, Trace,
    Workload, invariant,
};

fn scenario(strategy: Strategy) -> Scenario {
    let task = |name| Task::new(name).compute(10).wait(10).compute(10);
    Scenario::new(Workload::new([task("A"), task("B")]), Machine::new(1), strategy)
}

fn span(task: u32, kind: SpanKind, from_us: u64, to_us: u64, worker: Option<usize>) -> Span {
    let core = kind.holds_core().then_some(0);
    Span::new(task, kind, from_us, to_us, worker, core)
}

fn an_event_loop() -> Vec<Span> {
    use SpanKind::{Executing, Waiting};
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
    let trace = Trace::measured(scenario(Strategy::overlapping(1)), an_event_loop(), emits).expect("fits");
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
fn a_kept_worker_waits_for_a_core() {
    use SpanKind::{Executing, Waiting};
    let spans = vec![
        span(0, Executing, 0, 10, Some(0)),
        span(0, Waiting, 10, 20, Some(0)),
        span(0, Executing, 25, 35, Some(0)),
    ];
    let trace = Trace::measured(scenario(Strategy::blocking(2)), spans, Vec::new()).expect("fits");
    assert_eq!(trace.spans_of(0)[2].kind, SpanKind::ReadyNoCore);
    assert_eq!(trace.tasks[1].fate, Fate::Cancelled);
    assert_eq!(trace.outcome, Outcome::Stopped, "B never ran");
}

#[test]
fn what_no_machine_can_do_is_found() {
    let mut spans = an_event_loop();
    spans[0].from_us -= 1;
    let trace = Trace::measured(scenario(Strategy::overlapping(1)), spans, Vec::new()).expect("fits");
    assert_eq!(invariant::check(&trace).map_err(|violation| violation.rule), Err(2));
}
