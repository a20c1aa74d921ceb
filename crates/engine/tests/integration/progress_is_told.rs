//! What one module tells another about a run arrives as it was sent.

use meanwhile_engine::{Failure, MeasuredSpan, PlanError, Progress, Stage};
use meanwhile_sim::SpanKind;

fn check(stage: Stage, record: Vec<MeasuredSpan>) {
    let (words, said) = Progress::encode(&stage, 1234, &record);
    let read = Progress::decode(&words, said.to_owned());
    assert_eq!(read, Progress { stage, running_ms: 1234, record });
}

#[test]
fn every_stage_arrives() {
    let stages =
        [Stage::Idle, Stage::Starting, Stage::Preparing, Stage::Running, Stage::Cancelling, Stage::Cancelled];
    stages.into_iter().for_each(|stage| check(stage, Vec::new()));
}

#[test]
fn every_failure_arrives() {
    let failures = [
        Failure::Plan(PlanError::Garbled),
        Failure::NoWorker,
        Failure::Engine("CompileError: expected magic word".to_owned()),
        Failure::NeverAnswered,
        Failure::FellSilent,
        Failure::WrongResult,
        Failure::Record,
        Failure::TookTooLong,
    ];
    failures.into_iter().for_each(|failure| check(Stage::Failed(failure), Vec::new()));
}

#[test]
fn a_record_arrives_whole() {
    let span = |task, worker, kind| MeasuredSpan { task, worker, kind, from_us: 10, to_us: 2_000_000 };
    check(Stage::Done, vec![span(0, Some(1), SpanKind::Executing), span(1, None, SpanKind::Waiting)]);
}

#[test]
fn nonsense_is_a_failed_run() {
    for words in [&[][..], &[9], &[77, 1], &[u32::MAX, 1]] {
        let failed = Stage::Failed(Failure::Plan(PlanError::Garbled));
        assert_eq!(Progress::decode(words, String::new()).stage, failed, "{words:?}");
    }
}
