//! Golden numbers: the house and the podcast in six variants; the chef.

use crate::support::{S, blocking, overlapping};
use meanwhile_sim::{Machine, Metrics, Micros, Scenario, Strategy, Task, Workload, simulate};

fn cleaning(minutes: Micros) -> Task {
    Task::new("cleaning").compute(minutes * S)
}

/// Listening with the whole attention.
fn listening() -> Task {
    Task::new("podcast").compute(40 * S)
}

/// The player works, the person does not.
fn playing() -> Task {
    Task::new("podcast").wait(40 * S)
}

#[test]
fn the_house_and_the_podcast_one_after_the_other() {
    assert_eq!(blocking(vec![listening(), cleaning(60)], 1, 1).makespan_us / S, 100);
}

#[test]
fn airpods_let_the_podcast_play_by_itself() {
    assert_eq!(overlapping(vec![playing(), cleaning(60)], 1, 1).makespan_us / S, 60);
    // One who cleans first has nobody to press play.
    assert_eq!(overlapping(vec![cleaning(60), playing()], 1, 1).makespan_us / S, 100);
}

#[test]
fn a_friend_takes_half_of_the_cleaning() {
    let each_alone = vec![cleaning(30), cleaning(30), listening().after([0]), listening().after([1])];
    assert_eq!(blocking(each_alone, 2, 2).makespan_us / S, 70);
    let together = vec![cleaning(30), cleaning(30), listening().after([0, 1])];
    assert_eq!(blocking(together, 2, 2).makespan_us / S, 70);
}

#[test]
fn with_one_phone_one_listens_after_the_other() {
    let listener = |_| Task::new("friend").compute(30 * S).acquire(0).compute(40 * S).release(0);
    let workload = Workload::new((0..2).map(listener)).lock("phone", 1);
    let trace = simulate(&Scenario::new(workload, Machine::new(2), Strategy::blocking(2))).expect("valid");
    let metrics = Metrics::of(&trace);
    assert_eq!(metrics.makespan_us / S, 110);
    assert_eq!(metrics.tasks[1].blocked_us / S, 40);
}

#[test]
fn a_home_theatre_plays_for_both() {
    assert_eq!(overlapping(vec![playing(), cleaning(30), cleaning(30)], 2, 2).makespan_us / S, 40);
}

fn dishes() -> [Task; 3] {
    let a = Task::new("A").compute(6 * S);
    let b = Task::new("B").compute(S).wait(20 * S).compute(S);
    [a, b, Task::new("C").compute(4 * S)]
}

#[test]
fn a_good_chef_who_starts_the_oven_first_ties_with_three() {
    let [a, b, c] = dishes();
    assert_eq!(blocking(dishes().to_vec(), 1, 1).makespan_us / S, 32);
    assert_eq!(overlapping(dishes().to_vec(), 1, 1).makespan_us / S, 28);
    assert_eq!(overlapping(vec![b, a, c], 1, 1).makespan_us / S, 22);
    assert_eq!(blocking(dishes().to_vec(), 3, 3).makespan_us / S, 22);
    assert_eq!(overlapping(dishes().to_vec(), 3, 3).makespan_us / S, 22);
}
