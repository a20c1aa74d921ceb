//! What a program cannot do is refused, in a sentence.

use meanwhile_programs::{Refusal, Style, write};
use meanwhile_sim::{Machine, Scenario, Strategy, Task, Workload};
use meanwhile_words::say;

use crate::support::{program, scenario};
use Style::{
    Go, JavaScriptEventLoop, JavaScriptWorkers, PythonAsyncio, PythonThreads, RustAsync, RustThreads,
};

#[test]
fn what_a_style_cannot_do_is_refused() {
    let check = |settings: &str, style: Style, expected| {
        assert_eq!(program(settings, style).map(drop), expected, "{settings}, {style:?}");
    };
    // One person with two tabs is an event loop, whoever looks on is a thread.
    check("two-tabs", PythonAsyncio, Ok(()));
    check("two-tabs", PythonThreads, Err(Refusal::LetsGo));
    check("two-tabs waiting=blocking", PythonAsyncio, Err(Refusal::KeepsWorker));
    check("two-tabs waiting=blocking", PythonThreads, Ok(()));
    check("two-tabs waiting=blocking", Go, Ok(()));
    // With a thread for every task it is the same.
    check("two-tabs people=2", PythonThreads, Ok(()));
    check("two-tabs people=2", PythonAsyncio, Err(Refusal::OneLoop));
    check("two-tabs people=2", JavaScriptEventLoop, Err(Refusal::OneLoop));
    check("two-tabs people=2", RustAsync, Ok(()));
    check("two-tabs workers=2 cores=1", RustAsync, Err(Refusal::LoopsWithoutCores));
    check("fetch-and-statistics", RustThreads, Err(Refusal::Yields));
    check("fetch-and-statistics workers=2", RustThreads, Ok(()));
    check("fetch-and-statistics waiting=overlapping", JavaScriptEventLoop, Ok(()));
    check("graham order=fifo", RustThreads, Err(Refusal::Dependencies));
    check("requests-in-sequence", JavaScriptEventLoop, Ok(()));
    check("deadlock", PythonThreads, Err(Refusal::Deadlock));
    check("deadlock workers=1", PythonThreads, Ok(()));
    check("office", PythonThreads, Err(Refusal::Patience));
    check("round-robin", JavaScriptWorkers, Ok(()));
    check("round-robin switch_cost=300", JavaScriptWorkers, Err(Refusal::SwitchCost));
    check("clicks order=priority", PythonThreads, Err(Refusal::Priorities));
    check("clicks order=fifo", PythonThreads, Ok(()));
    // Here one more core is slower, with turns of just that length.
    check("anomaly-slices", RustThreads, Err(Refusal::Turns));
}

#[test]
fn what_no_program_does_is_refused() {
    let one = |task: Task| Scenario::new(Workload::new([task]), Machine::new(1), Strategy::blocking(1));
    let check = |scenario: &Scenario, expected| {
        for style in Style::ALL {
            assert_eq!(write(scenario, style), Err(expected), "{style:?}");
        }
    };
    check(&Scenario::default(), Refusal::NoScenario);
    check(&one(Task::new("nothing")), Refusal::Nothing);
    check(&one(Task::new("both").compute(1_000_000_000).compute(1)), Refusal::TooFine);
    let mut many = one(Task::new("one").compute(1));
    many.workload.tasks = vec![many.workload.tasks[0].clone(); 65];
    check(&many, Refusal::TooLong);
    many.workload.tasks = (1..=13).map(|us| Task::new("other").compute(us)).collect();
    check(&many, Refusal::TooLong);
    let mut stops = scenario("fetch-and-statistics");
    stops.strategy.stop_after = Some(1);
    check(&stops, Refusal::Stops);
    let mut roles = one(Task::new("call").compute(1).role("phone"));
    roles.strategy.roles = vec![Some("phone".to_owned())];
    check(&roles, Refusal::Roles);
    let crossed = Task::new("both").acquire(0).acquire(1).compute(1).release(0).compute(1).release(1);
    let mut crossed = one(crossed);
    crossed.strategy = Strategy::overlapping(1);
    crossed.workload = crossed.workload.lock("a", 1).lock("b", 1);
    check(&crossed, Refusal::Locks);
    let first = Task::new("first").compute(1);
    let late = Workload::new([first, Task::new("second").compute(1).after([0]).arrives(5)]);
    check(&Scenario::new(late, Machine::new(1), Strategy::blocking(1)), Refusal::ArrivalsInPhases);
}

#[test]
fn a_goroutine_that_would_begin_to_wait_too_early_is_refused() {
    let check = |tasks: [Task; 2], style: Style, expected| {
        let scenario = Scenario::new(Workload::new(tasks), Machine::new(1), Strategy::overlapping(1));
        assert_eq!(write(&scenario, style).map(drop), expected, "{style:?}");
    };
    let (computes, waits) = (Task::new("computes").compute(10), Task::new("waits").wait(10));
    // The loop is busy until 10, and only then begins the wait; a goroutine would begin it at 0.
    check([computes.clone(), waits.clone()], Go, Err(Refusal::Goroutines));
    check([computes.clone(), waits.clone()], PythonAsyncio, Ok(()));
    check([waits, computes], Go, Ok(()));
}

#[test]
fn every_refusal_has_a_sentence() {
    for refusal in Refusal::ALL {
        let key = format!("program.refused.{}", refusal.key());
        let sentence = say(&key, &[]);
        assert!(sentence.ends_with('.') && sentence.len() > 30, "{key}: {sentence}");
    }
}
