//! The supervisor, fed by hand: every run ends in exactly one way, whatever the engine does.

use meanwhile_engine::supervisor::{
    CANCEL_DEADLINE_MS, RUN_LIMIT_MS, SILENCE_DEADLINE_MS, START_DEADLINE_MS,
};
use meanwhile_engine::{Command, Event, Failure, Method, Stage, Supervisor};

const THREADS: Event = Event::Run { method: Method::Threads, workers: 2 };
const LOOP: Event = Event::Run { method: Method::EventLoop, workers: 1 };

/// Feeds events, each with its time, and compares the last answer and the stage after it.
fn check(events: &[(u64, Event)], commands: &[Command], stage: Stage) {
    let mut supervisor = Supervisor::default();
    let mut answer = Vec::new();
    for (now_ms, event) in events {
        answer = supervisor.on(event.clone(), *now_ms);
    }
    assert_eq!((answer.as_slice(), supervisor.stage()), (commands, &stage), "after {events:?}");
}

fn started(more: &[(u64, Event)]) -> Vec<(u64, Event)> {
    let mut events = vec![(0, THREADS), (100, Event::EngineReady), (300, Event::Began(1))];
    events.extend_from_slice(more);
    events
}

#[test]
fn a_run_goes_through_its_stages() {
    check(&[(0, THREADS)], &[Command::StartEngine { workers: 2 }], Stage::Starting);
    check(&[(0, THREADS), (9, Event::EngineReady)], &[Command::RunOnThreads(1)], Stage::Preparing);
    check(&started(&[]), &[], Stage::Running);
    check(&started(&[(2_300, Event::Finished(1))]), &[], Stage::Done);
    check(&[(0, LOOP)], &[Command::RunOnLoop(1)], Stage::Preparing);
    check(&[(0, LOOP), (9, Event::Began(1)), (2_000, Event::Finished(1))], &[], Stage::Done);
}

#[test]
fn an_engine_that_is_up_is_used_again_and_one_that_is_too_small_replaced() {
    let done = started(&[(2_300, Event::Finished(1))]);
    let again = |event: Event| [done.as_slice(), &[(3_000, event)]].concat();
    check(&again(THREADS), &[Command::RunOnThreads(2)], Stage::Preparing);
    let larger = Event::Run { method: Method::Threads, workers: 3 };
    check(&again(larger), &[Command::DropEngine, Command::StartEngine { workers: 3 }], Stage::Starting);
}

#[test]
fn only_one_run_at_a_time() {
    check(&started(&[(400, THREADS)]), &[], Stage::Running);
    check(&started(&[(400, LOOP)]), &[], Stage::Running);
}

#[test]
fn an_engine_that_never_answers_is_given_up_in_time() {
    let given_up = [Command::RaiseCancel, Command::DropEngine];
    let early = [(0, THREADS), (START_DEADLINE_MS - 1, Event::Tick)];
    check(&early, &[], Stage::Starting);
    let late = [(0, THREADS), (START_DEADLINE_MS, Event::Tick)];
    check(&late, &given_up, Stage::Failed(Failure::NeverAnswered));
    let silent = started(&[(300 + SILENCE_DEADLINE_MS, Event::Tick)]);
    check(&silent, &given_up, Stage::Failed(Failure::FellSilent));
}

#[test]
fn signs_of_life_prolong_a_run_but_not_without_end() {
    let mut events = started(&[]);
    for now_ms in (1_000..300 + RUN_LIMIT_MS).step_by(1_000) {
        events.extend([(now_ms, Event::Alive(1)), (now_ms, Event::Tick)]);
    }
    check(&events, &[], Stage::Running);
    events.push((300 + RUN_LIMIT_MS, Event::Tick));
    check(&events, &[Command::RaiseCancel, Command::DropEngine], Stage::Failed(Failure::TookTooLong));
}

#[test]
fn cancelling_ends_a_run_with_or_without_the_engines_help() {
    check(&[(0, THREADS), (5, Event::Cancel)], &[], Stage::Cancelled);
    check(&started(&[(400, Event::Cancel)]), &[Command::RaiseCancel], Stage::Cancelling);
    check(&started(&[(400, Event::Cancel), (420, Event::Stopped(1))]), &[], Stage::Cancelled);
    let deaf = started(&[(400, Event::Cancel), (400 + CANCEL_DEADLINE_MS, Event::Tick)]);
    check(&deaf, &[Command::RaiseCancel, Command::DropEngine], Stage::Cancelled);
    // It finished while the wish to stop was on its way: the result counts.
    check(&started(&[(400, Event::Cancel), (401, Event::Finished(1))]), &[], Stage::Done);
}

#[test]
fn what_comes_late_from_an_earlier_run_changes_nothing() {
    let second = started(&[(2_300, Event::Finished(1)), (3_000, THREADS)]);
    let then = |event: Event| [second.as_slice(), &[(3_100, event)]].concat();
    check(&then(Event::Finished(1)), &[], Stage::Preparing);
    check(&then(Event::Stopped(1)), &[], Stage::Preparing);
    check(&then(Event::RunFailed(1, Failure::WrongResult)), &[], Stage::Preparing);
    let over =
        started(&[(2_300, Event::Finished(1)), (2_301, Event::Stopped(1)), (2_302, Event::Finished(1))]);
    check(&over, &[], Stage::Done);
}

#[test]
fn a_broken_engine_fails_a_run_on_threads_and_leaves_one_on_the_loop_alone() {
    let broken = Event::EngineFailed(Failure::Engine("404".to_owned()));
    let failed = Stage::Failed(Failure::Engine("404".to_owned()));
    check(&[(0, THREADS), (50, broken.clone())], &[Command::DropEngine], failed);
    let events = [(0, THREADS), (5, Event::Cancel), (10, LOOP), (50, broken)];
    check(&events, &[Command::DropEngine], Stage::Preparing);
}
