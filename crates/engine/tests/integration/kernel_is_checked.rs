use meanwhile_engine::calibration::Calibration;
use meanwhile_engine::kernel::{self, Work};

#[test]
fn the_formula_agrees_with_the_work() {
    let check = |rounds: u64, state: u64| {
        assert_eq!(
            kernel::run(rounds, state),
            kernel::expected(rounds, state),
            "{rounds} rounds from {state}"
        );
    };
    (0..200).for_each(|rounds| check(rounds, rounds * 77));
    check(1 << 20, 1);
    check((1 << 20) - 1, u64::MAX);
    check(1_000_003, 0);
}

#[test]
fn work_done_in_slices_is_the_same_work() {
    let mut work = Work::new(10_007, 3);
    let mut slices = 0;
    while !work.advance(1_000) {
        slices += 1;
        assert!(work.is_right(), "after slice {slices}");
    }
    assert!(work.is_right());
    assert_eq!(slices, 10);
}

#[test]
fn wrong_work_is_noticed() {
    // Not the kernel's constants: a result that is off by anything must not pass.
    assert_ne!(kernel::run(1_000, 1).wrapping_add(1), kernel::expected(1_000, 1));
    assert_ne!(kernel::run(999, 1), kernel::expected(1_000, 1));
}

#[test]
fn calibration_takes_the_best_sample_after_the_warm_up() {
    let mut calibration = Calibration::new(10_000);
    let mut rate = None;
    // Cold code at 20 ms a sample, then warm code at 10 ms, disturbed every third time.
    let mut samples = 0_u64;
    while rate.is_none() {
        samples += 1;
        assert!(samples < 100, "a calibration ends");
        let took_us =
            if samples == 1 { 20_000 } else { 10_000 + 5_000 * u64::from(samples.is_multiple_of(3)) };
        rate = calibration.sampled(took_us);
    }
    let rate = rate.unwrap();
    assert_eq!(rate.us, 10_000);
    assert_eq!(rate.rounds_for(20_000), rate.rounds * 2);
}

#[test]
fn a_sample_too_short_for_the_clock_is_made_longer() {
    let mut calibration = Calibration::new(0);
    let first = calibration.sample_rounds();
    assert_eq!(calibration.sampled(100), None);
    assert!(calibration.sample_rounds() > first);
}
