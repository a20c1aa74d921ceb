//! What the page asks for and what it hears crosses from module to module unchanged.

use meanwhile_engine::{Asked, Measured, Method, Plan, PlanError, State, Told, named, names};
use meanwhile_sim::{Machine, Metrics, Scenario, Span, SpanKind, Step, Strategy, Task, Workload, simulate};

use crate::random_scenario::random_scenario;
use crate::{S, tabs};

/// Asks for it, and gives what arrives.
fn arrived(scenario: &Scenario) -> Scenario {
    let words = Asked::encode(Some(Method::PlainWorkers), 1, &[scenario]);
    let asked = Asked::decode(&words).unwrap();
    assert_eq!((asked.best, asked.clock, asked.scenarios.len()), (Some(Method::PlainWorkers), 1, 1));
    asked.scenarios.into_iter().next().unwrap()
}

#[test]
fn a_scenario_that_arrives_has_the_same_plan_as_the_one_that_was_sent() {
    for seed in 0..500 {
        let scenario = random_scenario(seed);
        let arrived = arrived(&scenario);
        assert_eq!(Plan::new(&arrived, 4), Plan::new(&scenario, 4), "seed {seed}");
        assert_eq!(arrived.machine, scenario.machine, "seed {seed}");
    }
}

#[test]
fn a_scenario_that_arrives_has_the_same_trace_and_names_as_the_one_that_was_sent() {
    let told = |scenario: &Scenario| {
        simulate(scenario).ok().map(|trace| {
            let metrics = Metrics::of(&trace);
            (trace.spans, trace.outcome, metrics.peak_in_progress, metrics.results_us)
        })
    };
    for seed in 0..500 {
        let scenario = random_scenario(seed);
        let arrived = named(arrived(&scenario), &names(&scenario.workload));
        assert_eq!(told(&arrived), told(&scenario), "seed {seed}");
        assert_eq!(names(&arrived.workload), names(&scenario.workload), "seed {seed}");
    }
}

#[test]
fn a_scenario_that_is_too_long_to_be_run_arrives_to_be_shown() {
    let steps = (0..30_000).map(|step| if step % 2 == 0 { Step::Compute(S) } else { Step::Wait(S) });
    let task = Task { steps: steps.collect(), ..Task::new("long") };
    let sent = Scenario::new(Workload::new([task]), Machine::new(1), Strategy::blocking(1));
    let arrived = named(arrived(&sent), &names(&sent.workload));
    assert_eq!(arrived, sent);
    assert_eq!(Plan::new(&arrived, 4), Err(PlanError::TooLong));
}

#[test]
fn several_scenarios_arrive_in_their_order() {
    let (one, other) = (tabs(Strategy::blocking(1)), tabs(Strategy::overlapping(2)));
    let asked = Asked::decode(&Asked::encode(None, 0, &[&one, &other])).unwrap();
    assert_eq!(asked.best, None);
    let workers: Vec<_> = asked.scenarios.iter().map(|scenario| scenario.strategy.workers).collect();
    assert_eq!(workers, [1, 2]);
}

#[test]
fn what_nobody_asked_for_is_not_understood() {
    let words = Asked::encode(None, 0, &[&tabs(Strategy::blocking(1))]);
    for length in 0..words.len() {
        assert_eq!(Asked::decode(&words[..length]), None, "{length} words");
    }
    assert_eq!(Asked::decode(&[words, vec![0]].concat()), None);
    // As many scenarios as no words can hold.
    assert_eq!(Asked::decode(&[0, 0, u32::MAX]), None);
}

#[test]
fn what_is_told_arrives() {
    let trace = simulate(&tabs(Strategy::overlapping(1))).unwrap();
    let nobody = Span::new(7, SpanKind::ReadyNoWorker, u64::MAX - S, u64::MAX, None, None);
    let spans = trace.spans.iter().copied().chain([nobody]).collect();
    let measured = Some((3, Measured { spans, end_us: u64::MAX }));
    for state in [State::Ended, State::Active, State::Running, State::Measured] {
        for measured in [None, measured.clone()] {
            let told = Told { state, permille: 500, said: "Half of it.".to_owned(), measured };
            assert_eq!(Told::decode(&told.encode(), told.said.clone()), told);
        }
    }
}

#[test]
fn garbled_words_end_the_runs() {
    let check = |words: &[u32]| {
        let told = Told::decode(words, String::new());
        assert_eq!((told.state, told.measured), (State::Ended, None), "{words:?}");
    };
    check(&[]);
    check(&[9, 0]);
    check(&[9, 0, 1]);
    check(&[0, 0, 0, 0, 0, 1, 99, 0, 0, 0, 0, 0, 0]);
}
