//! Golden numbers: fetch and statistics, in chunks; one job divided.

use crate::support::{S, overlapping};
use meanwhile_sim::{
    Machine, Metrics, Micros, Outcome, Scenario, SimError, Step, Strategy, Task, Waiting, Word, Workload,
    simulate,
};

fn fetch_and_statistics() -> Workload {
    Workload::new([Task::new("fetch").wait(30 * S), Task::new("statistics").compute(12 * S)])
}

fn results(workload: &Workload, cores: u32, strategy: Strategy) -> Vec<Micros> {
    let scenario = Scenario::new(workload.clone(), Machine::new(cores), strategy);
    let trace = simulate(&scenario).expect("valid");
    assert_eq!(trace.outcome, Outcome::Completed);
    Metrics::of(&trace).results_us.iter().map(|us| us / S).collect()
}

#[test]
fn unchunked_the_first_result_is_the_last() {
    let whole = fetch_and_statistics().pipeline(0, 1, 1).expect("divisible");
    for workers in 1..=3 {
        assert_eq!(results(&whole, workers, Strategy::blocking(workers)), [42]);
        assert_eq!(results(&whole, workers, Strategy::overlapping(workers)), [42]);
    }
}

#[test]
fn in_six_chunks_the_first_result_comes_at_seven() {
    let chunked = fetch_and_statistics().pipeline(0, 1, 6).expect("divisible");
    assert_eq!(results(&chunked, 1, Strategy::blocking(1)), [7, 14, 21, 28, 35, 42]);
    assert_eq!(results(&chunked, 1, Strategy::overlapping(1)), [7, 12, 17, 22, 27, 32]);
    assert_eq!(results(&chunked, 2, Strategy::blocking(2)), [7, 12, 17, 22, 27, 32]);
    assert_eq!(results(&chunked, 2, Strategy::overlapping(2)), [7, 12, 17, 22, 27, 32]);
}

#[test]
fn chunk_size_sets_the_first_result_and_overlap_the_last() {
    for chunks in [1, 2, 3, 4, 6, 12] {
        let chunked = fetch_and_statistics().pipeline(0, 1, chunks).expect("divisible");
        let (first, last) = (42 * S / u64::from(chunks), 30 * S + 12 * S / u64::from(chunks));
        for (strategy, last_us) in [(Strategy::blocking(1), 42 * S), (Strategy::overlapping(1), last)] {
            let scenario = Scenario::new(chunked.clone(), Machine::new(1), strategy);
            let metrics = Metrics::of(&simulate(&scenario).expect("valid"));
            assert_eq!(metrics.first_result_us(), Some(first), "{chunks} chunks");
            assert_eq!(metrics.last_result_us(), Some(last_us), "{chunks} chunks");
        }
    }
}

#[test]
fn a_pipeline_takes_the_slower_side_and_one_chunk_of_the_other() {
    for (fetch, statistics, parts) in [(30, 12, 6), (12, 30, 6), (20, 20, 5), (8, 24, 4)] {
        let tasks = [Task::new("fetch").wait(fetch * S), Task::new("statistics").compute(statistics * S)];
        let chunked = Workload::new(tasks).pipeline(0, 1, parts).expect("divisible");
        let n = u64::from(parts);
        let expected = (fetch + statistics / n).max(fetch / n + statistics);
        assert_eq!(results(&chunked, 1, Strategy::overlapping(1)).last(), Some(&expected));
    }
}

#[test]
fn one_blocking_worker_deadlocks_when_nobody_lets_the_other_go_first() {
    let chunked = fetch_and_statistics().pipeline(0, 1, 6).expect("divisible");
    let mut consumer_first = chunked.clone();
    consumer_first.tasks.swap(0, 1);
    let mut without_yield = chunked;
    without_yield.tasks[1].steps.insert(0, Step::Receive(0));
    for workload in [consumer_first, without_yield] {
        let scenario = Scenario::new(workload, Machine::new(1), Strategy::blocking(1));
        assert!(matches!(simulate(&scenario).expect("valid").outcome, Outcome::Deadlocked(_)));
    }
}

#[test]
fn both_tasks_divided_in_two_take_fifteen() {
    let tasks = [Task::new("A").compute(10 * S), Task::new("B").compute(20 * S)];
    let divided = Workload::new(tasks).split(0, 2).and_then(|w| w.split(2, 2)).expect("divisible");
    let names: Vec<&str> = divided.tasks.iter().map(|task| task.name.as_str()).collect();
    assert_eq!(names, ["A 1", "A 2", "B 1", "B 2"]);
    let scenario = Scenario::new(divided, Machine::new(2), Strategy::blocking(2));
    assert_eq!(Metrics::of(&simulate(&scenario).expect("valid")).makespan_us, 15 * S);
}

#[test]
fn a_divided_task_is_parallel_and_not_concurrent() {
    let divided = Workload::new([Task::new("video").compute(10)]).split(0, 4).expect("divisible");
    let lengths: Vec<Step> = divided.tasks.iter().flat_map(|task| task.steps.clone()).collect();
    assert_eq!(lengths, [3, 3, 2, 2].map(Step::Compute));
    let unrelated = divided.tasks.iter().map(|task| Task { part_of: None, ..task.clone() });
    let metrics = overlapping(unrelated.collect(), 4, 4);
    assert_eq!(metrics.word(), Word::ConcurrentAndParallel, "without the whole they are four tasks");
    let scenario = Scenario::new(divided, Machine::new(4), Strategy::blocking(4));
    let metrics = Metrics::of(&simulate(&scenario).expect("valid"));
    assert_eq!((metrics.peak_in_progress, metrics.peak_executing), (1, 4));
    assert_eq!(metrics.word(), Word::OneDividedTask);
}

#[test]
fn after_a_divided_task_is_after_all_its_parts() {
    let tasks = [
        Task::new("first").compute(1).after([1]),
        Task::new("divided").compute(9).after([2]),
        Task::new("last").compute(1),
        Task::new("then").compute(1).after([1, 2]),
    ];
    let divided = Workload::new(tasks).split(1, 3).expect("divisible");
    let after: Vec<Vec<u32>> = divided.tasks.iter().map(|task| task.after.clone()).collect();
    assert_eq!(after, [vec![1, 2, 3], vec![4], vec![4], vec![4], vec![], vec![1, 2, 3, 4]]);
}

#[test]
fn only_what_can_be_divided_is_divided() {
    let workload = || Workload::new([Task::new("A").compute(1).wait(1), Task::new("B").compute(5)]);
    assert_eq!(workload().split(0, 2), Err(SimError::NotDivisible { task: 0 }));
    assert_eq!(workload().chunk(0, 2), Err(SimError::NotDivisible { task: 0 }));
    assert_eq!(workload().pipeline(1, 0, 2), Err(SimError::NotDivisible { task: 0 }));
    assert_eq!(workload().pipeline(1, 1, 2), Err(SimError::NotDivisible { task: 1 }));
    assert_eq!(workload().split(1, 0), Err(SimError::ZeroParts));
    assert_eq!(workload().split(2, 2), Err(SimError::UnknownTask { task: 2 }));
    assert_eq!(workload().in_sequence(&[0, 7]), Err(SimError::UnknownTask { task: 7 }));
    assert!(matches!(workload().split(1, 10_000), Err(SimError::OverLimit { max: 10_000, .. })));
    assert!(workload().split(1, 9_999).is_ok());
    let after = (0..11).map(|_| Task::new("later").after([0]));
    let many = || Workload::new([Task::new("A").compute(1)].into_iter().chain(after.clone()));
    assert!(many().split(0, 9_090).is_ok());
    assert!(matches!(many().split(0, 9_091), Err(SimError::OverLimit { max: 100_000, .. })));
    assert_eq!(workload().chunk(1, 2).map(|w| w.tasks[1].steps.clone()).expect("divisible"), {
        [Step::Compute(3), Step::Yield, Step::Compute(2)]
    });
}

#[test]
fn await_a_then_await_b_is_a_sequence() {
    let request = |wait: Micros| Task::new("request").compute(1).wait(wait).compute(1);
    let workload = Workload::new([request(30), request(50), request(20)]);
    let sequence = workload.clone().in_sequence(&[0, 1, 2]).expect("known");
    let makespan = |workload: &Workload| {
        let strategy = Strategy { waiting: Waiting::Overlapping, ..Strategy::default() };
        let scenario = Scenario::new(workload.clone(), Machine::new(1), strategy);
        Metrics::of(&simulate(&scenario).expect("valid")).makespan_us
    };
    assert_eq!((makespan(&sequence), makespan(&workload)), (106, 53));
}
