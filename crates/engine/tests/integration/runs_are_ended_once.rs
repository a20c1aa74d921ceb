//! The supervisor, fed by hand: every run ends in exactly one way, whatever the engine does.

use meanwhile_engine::supervisor::{
    BEGIN_DEADLINE_MS, FREEZE_MS, LOOK_MS, RUN_LIMIT_MS, SILENCE_DEADLINE_MS, START_DEADLINE_MS,
    cancel_deadline_ms,
};
use meanwhile_engine::{Command, Event, Failure, MAX_WORKERS, Method, PlanError, Request, Stage, Supervisor};

const SETTLE_MS: u64 = 4_500;
const ON_THREADS: Request = Request { best: Method::Threads, loop_will_do: false, workers: 2, waited_ms: 0 };
const THREADS: Event = Event::Run(ON_THREADS);
const LOOP: Event = Event::Run(Request { best: Method::EventLoop, workers: 1, ..ON_THREADS });
const PLAIN: Event = Event::Run(Request { best: Method::PlainWorkers, ..ON_THREADS });
const GIVE_UP: [Command; 2] = [Command::RaiseCancel, Command::DropEngine];

fn start(engine: u32, method: Method) -> Command {
    Command::StartEngine { engine, method, workers: 2 }
}

/// Feeds events, each with its time and a tick every 50 ms between them; gives the last answer.
fn fed(events: &[(u64, Event)]) -> (Supervisor, Vec<Command>) {
    let mut supervisor = Supervisor::new(SETTLE_MS);
    let (mut answer, mut last_ms) = (Vec::new(), 0);
    for (now_ms, event) in events {
        for tick_ms in (last_ms..*now_ms).step_by(50).skip(1) {
            supervisor.on(Event::Tick, tick_ms);
        }
        answer = supervisor.on(event.clone(), *now_ms);
        last_ms = *now_ms;
    }
    (supervisor, answer)
}

/// Compares the last answer and the stage after it.
fn check(events: &[(u64, Event)], commands: &[Command], stage: Stage) {
    let (supervisor, answer) = fed(events);
    assert_eq!((answer.as_slice(), supervisor.stage()), (commands, &stage), "after {events:?}");
}

/// Compares the rung of the last run as well, and the reason for it.
fn check_rung(events: &[(u64, Event)], commands: &[Command], method: Method, why: Option<Failure>) {
    let (supervisor, answer) = fed(events);
    let told = (supervisor.method(), supervisor.why_not_better().cloned());
    assert_eq!((answer.as_slice(), told), (commands, (method, why)), "after {events:?}");
}

fn then(before: &[(u64, Event)], more: &[(u64, Event)]) -> Vec<(u64, Event)> {
    [before, more].concat()
}

fn started(more: &[(u64, Event)]) -> Vec<(u64, Event)> {
    then(&[(0, THREADS), (100, Event::EngineReady(1)), (300, Event::Began(1))], more)
}

/// Both workers of the first run, alive five times a second.
fn alive(from_ms: u64, to_ms: u64) -> Vec<(u64, Event)> {
    let beat = |now_ms| [0, 1].map(|worker| (now_ms, Event::Alive { run: 1, worker }));
    (from_ms..to_ms).step_by(200).flat_map(beat).collect()
}

fn no_worker(engine: u32) -> Event {
    Event::EngineFailed(engine, Failure::NoWorker)
}

#[test]
fn a_run_goes_through_its_stages() {
    check(&[(0, THREADS)], &[start(1, Method::Threads)], Stage::Starting);
    check(&[(0, THREADS), (9, Event::EngineReady(1))], &[Command::RunOnEngine(1)], Stage::Warming);
    check(&[(0, THREADS), (9, Event::EngineReady(1)), (99, Event::Warm(1))], &[], Stage::Calibrating);
    check(&started(&[]), &[], Stage::Running);
    check(&started(&[(1_000, Event::Finished(1))]), &[], Stage::Done);
    check(&[(0, LOOP)], &[Command::RunOnLoop(1)], Stage::Warming);
    check(&[(0, LOOP), (9, Event::Began(1)), (700, Event::Finished(1))], &[], Stage::Done);
}

#[test]
fn an_engine_that_is_up_is_used_again_and_one_that_does_not_serve_replaced() {
    let done = started(&[(1_000, Event::Finished(1))]);
    let again = |request| then(&done, &[(3_000, Event::Run(request))]);
    check(&again(ON_THREADS), &[Command::RunOnEngine(2)], Stage::Warming);
    check(&again(Request { workers: 1, ..ON_THREADS }), &[Command::RunOnEngine(2)], Stage::Warming);
    let larger = Command::StartEngine { engine: 2, method: Method::Threads, workers: 3 };
    check(&again(Request { workers: 3, ..ON_THREADS }), &[Command::DropEngine, larger], Stage::Starting);
    // Better than what is wanted does not serve either: whoever compares the two wants this one.
    let plain = start(2, Method::PlainWorkers);
    check(&then(&done, &[(3_000, PLAIN)]), &[Command::DropEngine, plain], Stage::Starting);
}

#[test]
fn only_one_run_at_a_time() {
    check(&started(&[(400, THREADS)]), &[], Stage::Running);
    check(&started(&[(400, LOOP)]), &[], Stage::Running);
}

#[test]
fn no_more_workers_than_a_page_may_start() {
    for workers in [0, MAX_WORKERS + 1, u32::MAX] {
        let refused = Stage::Failed(Failure::Plan(PlanError::TooManyWorkers(workers)));
        check(&[(0, Event::Run(Request { workers, ..ON_THREADS }))], &[], refused);
    }
}

#[test]
fn where_threads_do_not_start_the_next_rung_is_tried_and_the_reason_kept() {
    let plain = [Command::DropEngine, start(2, Method::PlainWorkers)];
    let failed = [(0, THREADS), (50, no_worker(1))];
    check_rung(&failed, &plain, Method::PlainWorkers, Some(Failure::NoWorker));
    let late = [(0, THREADS), (START_DEADLINE_MS, Event::Tick)];
    check_rung(&late, &plain, Method::PlainWorkers, Some(Failure::NeverAnswered));
    check(&then(&failed, &[(90, no_worker(2))]), &[Command::DropEngine], Stage::Failed(Failure::NoWorker));
    let loop_too = Event::Run(Request { loop_will_do: true, ..ON_THREADS });
    let on_loop = [(0, loop_too), (50, no_worker(1)), (60, no_worker(2))];
    let commands = [Command::DropEngine, Command::RunOnLoop(1)];
    check_rung(&on_loop, &commands, Method::EventLoop, Some(Failure::NoWorker));
}

#[test]
fn the_next_run_stays_on_the_rung_that_was_found_as_long_as_its_engine_is_up() {
    let first = [(0, THREADS), (50, no_worker(1)), (90, Event::EngineReady(2)), (300, Event::Began(1))];
    let done = then(&first, &[(1_000, Event::Finished(1)), (3_000, THREADS)]);
    check_rung(&done, &[Command::RunOnEngine(2)], Method::PlainWorkers, Some(Failure::NoWorker));
    let broken = then(&first, &[(1_000, Event::Finished(1)), (2_500, no_worker(2)), (3_000, THREADS)]);
    check_rung(&broken, &[start(3, Method::Threads)], Method::Threads, None);
    // Whoever wants plain Workers has what was wanted.
    let wanted = then(&first, &[(1_000, Event::Finished(1)), (3_000, PLAIN)]);
    check_rung(&wanted, &[Command::RunOnEngine(2)], Method::PlainWorkers, None);
}

#[test]
fn the_workload_runs_in_time_or_the_run_has_failed() {
    let given_up = Stage::Failed(Failure::NeverAnswered);
    let up = [(0, THREADS), (100, Event::EngineReady(1))];
    check(&then(&up, &[(BEGIN_DEADLINE_MS - 1, Event::Tick)]), &[], Stage::Warming);
    check(&then(&up, &[(BEGIN_DEADLINE_MS, Event::Tick)]), &GIVE_UP, given_up.clone());
    // What it took to load whoever asks counts.
    let waited = Event::Run(Request { waited_ms: 4_000, ..ON_THREADS });
    let in_vain = [(0, waited), (1_000, Event::Tick)];
    check(&in_vain, &[Command::DropEngine], given_up);
}

#[test]
fn one_worker_that_falls_silent_ends_the_run() {
    let silent = started(&[(300 + SILENCE_DEADLINE_MS, Event::Tick)]);
    check(&silent, &GIVE_UP, Stage::Failed(Failure::FellSilent));
    let last_ms = 500 + SILENCE_DEADLINE_MS;
    let mut events = started(&alive(500, last_ms));
    events.retain(|(now_ms, event)| *now_ms <= 500 || !matches!(event, Event::Alive { worker: 1, .. }));
    check(&then(&events, &[(last_ms - 1, Event::Tick)]), &[], Stage::Running);
    check(&then(&events, &[(last_ms, Event::Tick)]), &GIVE_UP, Stage::Failed(Failure::FellSilent));
}

#[test]
fn a_page_that_was_busy_takes_nobody_for_dead_whom_it_could_not_hear() {
    let mut supervisor = fed(&started(&[(300, Event::Tick)])).0;
    let looks = SILENCE_DEADLINE_MS / LOOK_MS;
    for look in 1..looks {
        supervisor.on(Event::Tick, 300 + look * (FREEZE_MS - 1));
        assert_eq!(*supervisor.stage(), Stage::Running, "{look} looks, each late");
    }
    supervisor.on(Event::Tick, 300 + looks * (FREEZE_MS - 1));
    assert_eq!(*supervisor.stage(), Stage::Failed(Failure::FellSilent));
}

#[test]
fn signs_of_life_prolong_a_run_but_not_without_end() {
    let limit_ms = 300 + RUN_LIMIT_MS;
    let events = started(&alive(500, limit_ms));
    check(&events, &[], Stage::Running);
    let events = then(&events, &[(limit_ms, Event::Tick)]);
    check(&events, &[Command::RaiseCancel], Stage::Cancelling);
    check(&then(&events, &[(limit_ms + 10, Event::Stopped(1))]), &[], Stage::TimedOut);
    let deaf_ms = limit_ms + cancel_deadline_ms(Method::Threads);
    check(&then(&events, &[(deaf_ms, Event::Tick)]), &GIVE_UP, Stage::TimedOut);
}

#[test]
fn cancelling_ends_a_run_with_or_without_the_engines_help() {
    check(&[(0, THREADS), (5, Event::Cancel)], &[], Stage::Cancelled);
    check(&started(&[(400, Event::Cancel)]), &[Command::RaiseCancel], Stage::Cancelling);
    check(&started(&[(400, Event::Cancel), (420, Event::Stopped(1))]), &[], Stage::Cancelled);
    for (method, run) in [(Method::Threads, THREADS), (Method::PlainWorkers, PLAIN)] {
        let deaf_ms = 400 + cancel_deadline_ms(method);
        let asked = [(0, run), (100, Event::EngineReady(1)), (300, Event::Began(1)), (400, Event::Cancel)];
        check(&then(&asked, &[(deaf_ms - 1, Event::Tick)]), &[], Stage::Cancelling);
        check(&then(&asked, &[(deaf_ms, Event::Tick)]), &GIVE_UP, Stage::Cancelled);
    }
    // It finished while the wish to stop was on its way: the reader has not asked for a result any more.
    check(&started(&[(400, Event::Cancel), (401, Event::Finished(1))]), &[], Stage::Cancelled);
}

#[test]
fn an_engine_that_was_starting_when_the_run_was_cancelled_serves_the_next_one() {
    let early = [(0, THREADS), (5, Event::Cancel), (50, Event::EngineReady(1)), (100, THREADS)];
    check(&early, &[Command::RunOnEngine(2)], Stage::Warming);
    let waiting = [(0, THREADS), (5, Event::Cancel), (100, THREADS)];
    check(&waiting, &[], Stage::Starting);
    check(&then(&waiting, &[(150, Event::EngineReady(1))]), &[Command::RunOnEngine(2)], Stage::Warming);
    let plain = [Command::DropEngine, start(2, Method::PlainWorkers)];
    check(&then(&waiting, &[(START_DEADLINE_MS, Event::Tick)]), &plain, Stage::Starting);
}

#[test]
fn after_a_forced_kill_the_next_run_waits_and_says_so() {
    let killed_ms = 300 + SILENCE_DEADLINE_MS;
    let killed = started(&[(killed_ms, Event::Tick), (killed_ms + 500, THREADS)]);
    check(&killed, &[], Stage::Settling);
    check(&then(&killed, &[(killed_ms + SETTLE_MS - 1, Event::Tick)]), &[], Stage::Settling);
    let rested = then(&killed, &[(killed_ms + SETTLE_MS, Event::Tick)]);
    check(&rested, &[start(2, Method::Threads)], Stage::Starting);
    check(&then(&killed, &[(killed_ms + 600, Event::Cancel)]), &[], Stage::Cancelled);
    let later = started(&[(killed_ms, Event::Tick), (killed_ms + SETTLE_MS, THREADS)]);
    check(&later, &[start(2, Method::Threads)], Stage::Starting);
    // What was idle or still starting computes nothing, so that nobody has to wait after it.
    let idle = started(&[(1_000, Event::Finished(1)), (1_100, PLAIN)]);
    check(&idle, &[Command::DropEngine, start(2, Method::PlainWorkers)], Stage::Starting);
}

#[test]
fn a_page_that_is_hidden_measures_nothing() {
    let hidden = Stage::Failed(Failure::Hidden);
    check(&[(0, THREADS), (5, Event::Hidden)], &[], hidden.clone());
    let during = started(&[(400, Event::Hidden)]);
    check(&during, &[Command::RaiseCancel], Stage::Cancelling);
    check(&then(&during, &[(410, Event::Stopped(1))]), &[], hidden.clone());
    check(&then(&during, &[(410, Event::Finished(1))]), &[], hidden);
    check(&started(&[(1_000, Event::Finished(1)), (1_100, Event::Hidden)]), &[], Stage::Done);
}

#[test]
fn a_page_that_stands_still_measures_nothing() {
    let frozen = |gap_ms| {
        let mut supervisor = fed(&started(&[(350, Event::Tick)])).0;
        supervisor.on(Event::Tick, 350 + gap_ms);
        supervisor
    };
    assert_eq!(*frozen(FREEZE_MS - 1).stage(), Stage::Running);
    let mut supervisor = frozen(FREEZE_MS);
    assert_eq!(*supervisor.stage(), Stage::Cancelling);
    supervisor.on(Event::Stopped(1), 360 + FREEZE_MS);
    assert_eq!(*supervisor.stage(), Stage::Failed(Failure::Frozen));
}

#[test]
fn a_clock_that_is_set_back_makes_no_deadline_later() {
    let mut supervisor = fed(&started(&[(350, Event::Tick)])).0;
    for passed_ms in (0..SILENCE_DEADLINE_MS).step_by(50) {
        assert_eq!(*supervisor.stage(), Stage::Running, "{passed_ms} ms later");
        supervisor.on(Event::Tick, passed_ms);
    }
    // What passed between the last tick before and the first one after nobody can know.
    supervisor.on(Event::Tick, SILENCE_DEADLINE_MS);
    assert_eq!(*supervisor.stage(), Stage::Failed(Failure::FellSilent));
}

#[test]
fn what_comes_late_from_an_earlier_run_changes_nothing() {
    let second = started(&[(1_000, Event::Finished(1)), (3_000, THREADS)]);
    let then = |event: Event| then(&second, &[(3_100, event)]);
    check(&then(Event::Finished(1)), &[], Stage::Warming);
    check(&then(Event::Stopped(1)), &[], Stage::Warming);
    check(&then(Event::RunFailed(1, Failure::WrongResult)), &[], Stage::Warming);
    check(&then(Event::EngineReady(1)), &[], Stage::Warming);
    let over =
        started(&[(1_000, Event::Finished(1)), (1_001, Event::Stopped(1)), (1_002, Event::Finished(1))]);
    check(&over, &[], Stage::Done);
}

#[test]
fn what_comes_late_from_an_engine_that_was_dropped_changes_nothing() {
    let next = [(0, THREADS), (50, no_worker(1))];
    check(&then(&next, &[(60, Event::EngineReady(1))]), &[], Stage::Starting);
    check(&then(&next, &[(60, no_worker(1))]), &[], Stage::Starting);
    check(&then(&next, &[(60, Event::EngineReady(2))]), &[Command::RunOnEngine(1)], Stage::Warming);
}

#[test]
fn a_broken_engine_fails_a_run_on_it_and_leaves_one_on_the_loop_alone() {
    let broken = Event::EngineFailed(1, Failure::Engine("404".to_owned()));
    let failed = Stage::Failed(Failure::Engine("404".to_owned()));
    check(&started(&[(400, broken.clone())]), &GIVE_UP, failed);
    let events = [(0, THREADS), (5, Event::Cancel), (10, LOOP), (50, broken)];
    check(&events, &[Command::DropEngine], Stage::Warming);
    let wrong = Stage::Failed(Failure::WrongResult);
    check(&started(&[(400, Event::RunFailed(1, Failure::WrongResult))]), &GIVE_UP, wrong);
}
