use meanwhile_engine::{Agenda, MeasuredSpan, Next, Plan, PlannedStep, Report};
use meanwhile_sim::{Micros, SpanKind, Strategy};

use super::tabs;

/// One worker that takes exactly as long as planned, on a clock of its own.
fn run_alone(plan: &Plan) -> Vec<MeasuredSpan> {
    let mut agenda = Agenda::new(plan);
    let mut now_us: Micros = 0;
    while !agenda.is_finished() {
        agenda.wake_due(now_us);
        let Some(mut errand) = agenda.take() else {
            now_us = agenda.next_due_us().expect("somebody sleeps");
            continue;
        };
        loop {
            let (PlannedStep::Compute(us) | PlannedStep::Wait(us)) = errand.step;
            let from_us = now_us;
            now_us += us;
            match agenda.done(0, errand, from_us, now_us) {
                Next::Errand(next) => errand = next,
                Next::Sleeps(_) | Next::Ended => break,
            }
        }
    }
    agenda.spans().to_vec()
}

#[test]
fn one_perfect_worker_takes_as_long_as_predicted() {
    let check = |strategy: Strategy| {
        let scenario = tabs(strategy);
        let plan = Plan::new(&scenario, 8).unwrap();
        let report = Report::new(&plan, &scenario, run_alone(&plan)).unwrap();
        assert_eq!(report.error_permille, 0, "{report:?}");
        let predicted = meanwhile_sim::simulate(&scenario).unwrap();
        for task in 0..2 {
            let kinds = |trace: &meanwhile_sim::Trace| -> Vec<SpanKind> {
                trace.spans_of(task).iter().map(|span| span.kind).collect()
            };
            assert_eq!(kinds(&report.trace), kinds(&predicted), "task {task}");
        }
    };
    check(Strategy::overlapping(1));
    check(Strategy::blocking(1));
}

#[test]
fn the_error_is_signed_and_rounded() {
    let scenario = tabs(Strategy::blocking(1));
    let plan = Plan::new(&scenario, 8).unwrap();
    let check = |factor: (u64, u64), expected| {
        let stretch = |us: u64| us * factor.0 / factor.1;
        let spans = run_alone(&plan).into_iter().map(|span| MeasuredSpan {
            from_us: stretch(span.from_us),
            to_us: stretch(span.to_us),
            ..span
        });
        let report = Report::new(&plan, &scenario, spans.collect()).unwrap();
        assert_eq!(report.error_permille, expected, "{factor:?}");
    };
    check((11, 10), 100);
    check((9, 10), -100);
    check((1, 1), 0);
    check((2, 1), 1000);
}

#[test]
fn a_record_that_contradicts_itself_is_refused() {
    let scenario = tabs(Strategy::blocking(1));
    let plan = Plan::new(&scenario, 8).unwrap();
    let mut spans = run_alone(&plan);
    spans[1].from_us = spans[0].from_us;
    assert!(Report::new(&plan, &scenario, spans).is_err());
}

#[test]
fn spans_survive_the_journey() {
    let plan = Plan::new(&tabs(Strategy::overlapping(1)), 8).unwrap();
    let spans = run_alone(&plan);
    assert_eq!(MeasuredSpan::decode(&MeasuredSpan::encode(&spans)), spans);
    assert_eq!(MeasuredSpan::decode(&[1, 2, 3]), []);
}
