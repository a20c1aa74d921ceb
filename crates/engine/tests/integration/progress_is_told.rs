//! What one module tells another about a run arrives as it was sent.

use meanwhile_engine::{Failure, Method, PlanError, Progress, Record, Stage};
use meanwhile_sim::{Fate, Measurement, Outcome, Span, SpanKind, TaskRun};

fn at_first() -> Progress {
    Progress {
        stage: Stage::Idle,
        running_ms: 1234,
        method: Method::Threads,
        why_not_better: None,
        tiles: 0,
        record: Vec::new(),
    }
}

fn check(sent: Progress) {
    let (words, said) = sent.encode();
    assert_eq!(Progress::decode(&words, said.to_owned()), sent);
}

fn every_failure() -> [Failure; 9] {
    [
        Failure::Plan(PlanError::Garbled),
        Failure::NoWorker,
        Failure::Engine("CompileError: expected magic word".to_owned()),
        Failure::NeverAnswered,
        Failure::FellSilent,
        Failure::Hidden,
        Failure::Frozen,
        Failure::WrongResult,
        Failure::Record,
    ]
}

#[test]
fn every_stage_arrives() {
    let stages = [
        Stage::Idle,
        Stage::Settling,
        Stage::Starting,
        Stage::Warming,
        Stage::Calibrating,
        Stage::Running,
        Stage::Cancelling,
        Stage::Done,
        Stage::Cancelled,
        Stage::TimedOut,
    ];
    stages.into_iter().for_each(|stage| check(Progress { stage, ..at_first() }));
}

#[test]
fn every_failure_arrives() {
    every_failure()
        .into_iter()
        .for_each(|failure| check(Progress { stage: Stage::Failed(failure), ..at_first() }));
}

#[test]
fn the_rung_arrives_and_why_it_is_no_better_one() {
    for method in [Method::EventLoop, Method::Threads, Method::PlainWorkers] {
        check(Progress { stage: Stage::Running, method, ..at_first() });
        for why in every_failure() {
            check(Progress { stage: Stage::Done, method, why_not_better: Some(why), ..at_first() });
        }
    }
}

#[test]
fn why_a_run_failed_goes_before_why_it_was_on_no_better_rung() {
    let (first, then) = (Failure::Engine("first".to_owned()), Failure::Engine("then".to_owned()));
    let sent = Progress { stage: Stage::Failed(then), why_not_better: Some(first), ..at_first() };
    let (words, said) = sent.encode();
    assert_eq!(Progress::decode(&words, said.to_owned()), Progress { why_not_better: None, ..sent });
}

#[test]
fn the_tiles_of_a_picture_arrive() {
    check(Progress { stage: Stage::Running, tiles: 17, ..at_first() });
}

#[test]
fn a_record_arrives_whole() {
    let (from_us, to_us) = (10, 2_000_000);
    let spans = vec![
        Span::new(0, SpanKind::Executing, from_us, to_us, Some(1), Some(0)),
        Span::new(1, SpanKind::Waiting, from_us, to_us, None, None),
    ];
    let run = TaskRun { starts_us: Some(from_us), ends_us: None, fate: Fate::Stuck };
    let (tasks, outcome) = (vec![run; 2], Outcome::Completed);
    let measured = Measurement { spans, tasks, emits: Vec::new(), outcome, end_us: to_us };
    let record = Record { measured, clock_step_us: 5 };
    let words = record.encode();
    assert_eq!(Record::decode(&words), Some(record));
    check(Progress { stage: Stage::Done, tiles: 24, record: words, ..at_first() });
}

#[test]
fn nonsense_is_a_failed_run() {
    for words in [&[][..], &[10], &[49, 1], &[57, 1], &[u32::MAX, 1]] {
        let failed = Stage::Failed(Failure::Plan(PlanError::Garbled));
        assert_eq!(Progress::decode(words, String::new()).stage, failed, "{words:?}");
    }
}
