//! Streams of tasks are the same everywhere.

use meanwhile_sim::{Micros, SimError, SplitMix64, Task, poisson_stream, regular_stream};

#[test]
fn a_poisson_stream_from_a_seed() {
    let call = Task::new("call").compute(1);
    let stream = poisson_stream(&call, 50_000, 7, 5).expect("few");
    let arrivals: Vec<Micros> = stream.iter().map(|task| task.arrives_us).collect();
    assert_eq!(arrivals, [47_102, 251_455, 256_680, 283_664, 323_318]);
    assert_eq!(stream[4].name, "call 5");
}

#[test]
fn the_gaps_of_a_poisson_stream_have_the_mean_and_the_spread() {
    let stream = poisson_stream(&Task::new("call"), 50_000, 1, 10_000).expect("few");
    let mean_us = stream[9_999].arrives_us / 10_000;
    assert!((48_500..51_500).contains(&mean_us), "{mean_us}");
    let long = stream.windows(2).filter(|pair| pair[1].arrives_us - pair[0].arrives_us > 100_000).count();
    // e⁻² of the gaps are longer than twice the mean.
    assert!((1_250..1_460).contains(&long), "{long}");
}

#[test]
fn a_stream_moves_due_times_along_and_has_limits() {
    let task = Task::new("request").arrives(10).due(30);
    let dues: Vec<_> = regular_stream(&task, 5, 3).expect("few").iter().map(|task| task.due_us).collect();
    assert_eq!(dues, [Some(30), Some(35), Some(40)]);
    assert!(regular_stream(&task, 0, 10_000).is_ok());
    assert!(matches!(regular_stream(&task, 0, 10_001), Err(SimError::OverLimit { max: 10_000, .. })));
    assert!(matches!(regular_stream(&task, u64::MAX, 3), Err(SimError::OverLimit { .. })));
    assert!(matches!(poisson_stream(&task, u64::MAX, 0, 3), Err(SimError::OverLimit { .. })));
}

#[test]
fn splitmix64_gives_its_published_numbers() {
    let mut random = SplitMix64::new(1_234_567);
    let numbers = [(); 3].map(|()| random.next_u64());
    assert_eq!(numbers, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
}
