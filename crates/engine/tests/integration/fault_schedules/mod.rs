//! A million random schedules of readers and accidents: every run ends in exactly one way and in time, nobody works on
//! after it, and whatever the supervisor commands can be done.

mod edge;
mod rules;
mod schedule;
mod workers;

use meanwhile_engine::supervisor::faults::Fault;
use meanwhile_engine::{Failure, Method, PlanError, Stage};

use crate::support::{count, for_each_seed};
use edge::{play, play_with};
use rules::End;
use schedule::{Schedule, random_schedule, shrink};

type Play = fn(&Schedule) -> Result<Vec<End>, String>;

/// One supervisor for each fault, in the order of [`Fault::ALL`].
macro_rules! players {
    ($($number:literal)*) => { [$(play_with::<$number> as Play),*] };
}

const FAULTY: [Play; Fault::ALL.len()] = players!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18);
/// Within so many schedules a planted fault is found.
const SOON: u64 = 20_000;

#[test]
fn every_run_ends_once_and_in_time_whatever_goes_wrong() {
    for_each_seed(count(1_000_000), |seed| {
        let schedule = random_schedule(seed);
        if let Err(broken) = play(&schedule) {
            let small = shrink(schedule, |schedule| play(schedule).is_err());
            let small_broken = play(&small).expect_err("it still fails");
            panic!("seed {seed}: {broken}\nmade smaller: {small_broken}\n{small:#?}");
        }
    });
}

#[test]
fn every_planted_fault_is_found() {
    for (fault, play_faulty) in Fault::ALL.into_iter().zip(FAULTY) {
        let first = (0..SOON).find_map(|seed| Some((seed, play_faulty(&random_schedule(seed)).err()?)));
        let (seed, broken) = first.unwrap_or_else(|| panic!("{fault:?} is not found"));
        let innocent = play(&random_schedule(seed)).err();
        assert_eq!(innocent, None, "{fault:?}: seed {seed} fails without the fault, too");
        println!("{fault:?}: seed {seed}, {broken}");
    }
}

#[test]
fn a_schedule_that_fails_is_made_smaller_and_still_fails() {
    let fails = |schedule: &Schedule| play_with::<{ Fault::NoRestAfterAKill as u8 }>(schedule).is_err();
    let seed = (0..SOON).find(|seed| fails(&random_schedule(*seed))).expect("it is found");
    let small = shrink(random_schedule(seed), fails);
    assert!(fails(&small), "{small:#?}");
    assert!(small.actions.len() <= 4, "a click, a kill, and another click are enough: {small:#?}");
}

#[test]
fn the_schedules_come_to_every_end_on_every_rung() {
    let ends: Vec<End> =
        (0..SOON).flat_map(|seed| play(&random_schedule(seed)).expect("no rule is broken")).collect();
    let check = |stage: &Stage, methods: &[Method]| {
        for method in methods {
            let times = ends.iter().filter(|end| **end == (stage.clone(), *method)).count();
            assert!(times >= 10, "{stage:?} on {method:?} only {times} times");
        }
    };
    for stage in [
        Stage::Done,
        Stage::Cancelled,
        Stage::TimedOut,
        Stage::Failed(Failure::Hidden),
        Stage::Failed(Failure::Frozen),
        Stage::Failed(Failure::NeverAnswered),
        Stage::Failed(Failure::WrongResult),
        Stage::Failed(Failure::Plan(PlanError::TooManyWorkers(0))),
    ] {
        check(&stage, &[Method::Threads, Method::PlainWorkers, Method::EventLoop]);
    }
    for failure in [Failure::FellSilent, Failure::Engine("broken".to_owned())] {
        check(&Stage::Failed(failure), &[Method::Threads, Method::PlainWorkers]);
    }
    check(&Stage::Failed(Failure::NoWorker), &[Method::PlainWorkers]);
}
