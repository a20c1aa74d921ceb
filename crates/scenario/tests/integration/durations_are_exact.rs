//! Durations are read exactly, written canonically, and refused with a reason.

use meanwhile_scenario::{DurationError, duration_text, parse_duration};
use meanwhile_sim::SplitMix64;
use meanwhile_sim::limits::TIME_US_MAX;

#[test]
fn a_duration_is_a_decimal_number_and_a_unit() {
    let check = |text: &str, expected| assert_eq!(parse_duration(text), expected, "{text}");
    check("10s", Ok(10_000_000));
    check("1.5s", Ok(1_500_000));
    check("250ms", Ok(250_000));
    check("40us", Ok(40));
    check("2min", Ok(120_000_000));
    check("0s", Ok(0));
    check("007ms", Ok(7_000));
    check("1.500000000000000000000000s", Ok(1_500_000));
    check("0.000001s", Ok(1));
    check("0.00000005min", Ok(3));
    check("0.05min", Ok(3_000_000));
    check("100000000s", Ok(TIME_US_MAX));
    check("100000000000000us", Ok(TIME_US_MAX));
}

#[test]
fn what_is_no_duration_is_refused_with_a_reason() {
    use DurationError::{Negative, NoNumber, NoUnit, TooFine, TooLong, UnknownUnit};
    let check = |text: &str, expected| assert_eq!(parse_duration(text), Err(expected), "{text}");
    for text in ["", "s", "abc", ".5s", "1.s", ".s", "1.2.3s", "+1s", " 1s", "-", "-s", "−1s", "NaN"] {
        check(text, NoNumber);
    }
    check("-1s", Negative);
    check("10", NoUnit);
    check("1.5", NoUnit);
    for text in ["1h", "1S", "1 s", "1sec", "1s ", "1µs", "1e3s", "1,5s", "1s1s"] {
        check(text, UnknownUnit);
    }
    for text in ["0.5us", "0.0001ms", "0.0000001s", "0.00000001min", "0.000000000001min"] {
        check(text, TooFine);
    }
    for text in [
        "100000000.000001s",
        "100000000000001us",
        "99999999999999999999999s",
        "18446744073709551616us",
        "307445734561825861min",
    ] {
        check(text, TooLong);
    }
}

#[test]
fn the_canonical_text_is_in_the_largest_unit_that_keeps_it_whole() {
    let check = |us, expected: &str| assert_eq!(duration_text(us), expected);
    check(0, "0s");
    check(1, "1us");
    check(999, "999us");
    check(1_000, "1ms");
    check(1_500_000, "1500ms");
    check(59_000_000, "59s");
    check(60_000_000, "1min");
    check(90_000_000, "90s");
    check(TIME_US_MAX, "100000000s");
}

#[test]
fn every_duration_is_read_back() {
    let mut random = SplitMix64::new(1);
    for _ in 0..20_000 {
        let scale = 10_u64.pow(random.below(15) as u32);
        let us = random.below(TIME_US_MAX / scale) * scale;
        assert_eq!(parse_duration(&duration_text(us)), Ok(us));
    }
}
