//! Durations as people read them.

use meanwhile_sim::Micros;
use meanwhile_words::{decimal_mark, text};

/// The unit in which a figure's times are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
}

impl Clock {
    /// All of them, in the order of the definition.
    pub const ALL: [Clock; 3] = [Clock::Milliseconds, Clock::Seconds, Clock::Minutes];

    /// How many microseconds its unit has.
    pub fn unit_us(self) -> Micros {
        match self {
            Clock::Milliseconds => 1_000,
            Clock::Seconds => 1_000_000,
            Clock::Minutes => 60_000_000,
        }
    }

    /// The sign of its unit.
    pub fn unit(self) -> &'static str {
        text(match self {
            Clock::Milliseconds => "unit.ms",
            Clock::Seconds => "unit.s",
            Clock::Minutes => "unit.min",
        })
    }

    /// The time with its unit, rounded to at most two decimals: `12 s`, with a space that does not break.
    pub fn time(self, us: Micros) -> String {
        self.with_unit(&self.number(us, 2))
    }

    /// A number with the unit behind it.
    pub fn with_unit(self, number: &str) -> String {
        [number, NO_BREAK, self.unit()].concat()
    }

    /// The number without the unit, rounded to at most `decimals` (0 to 3), without trailing zeros: `12`, `5.5`.
    pub fn number(self, us: Micros, decimals: u32) -> String {
        let fixed = self.number_fixed(us, decimals);
        match fixed.rsplit_once(decimal_mark()) {
            Some((whole, rest)) if rest.bytes().all(|digit| digit == b'0') => whole.to_owned(),
            Some(_) => fixed.trim_end_matches('0').to_owned(),
            None => fixed,
        }
    }

    /// The number without the unit, rounded to exactly `decimals` (0 to 3), for numbers that must not jump about: `5.0`.
    pub fn number_fixed(self, us: Micros, decimals: u32) -> String {
        let steps = Micros::pow(10, decimals.min(3));
        let step_us = self.unit_us() / steps;
        let rounded = us.saturating_add(step_us / 2) / step_us;
        let (whole, rest) = (rounded / steps, rounded % steps);
        if decimals == 0 {
            return whole.to_string();
        }
        format!("{whole}{}{rest:0width$}", decimal_mark(), width = decimals.min(3) as usize)
    }

    /// The smallest round step of its numbers that is at least `at_least_us`: 1, 2 or 5 times a power of ten; of minutes
    /// 1, 2, 5, 10, 15, 30 or whole hours.
    pub(crate) fn round_step(self, at_least_us: Micros) -> Micros {
        let round: &[Micros] = match self {
            Clock::Minutes => &[1, 2, 5, 10, 15, 30, 60, 120, 300, 600],
            _ => &[1, 2, 5],
        };
        let mut power = if self == Clock::Minutes { self.unit_us() } else { self.unit_us() / 1_000 };
        loop {
            for factor in round {
                if factor * power >= at_least_us {
                    return factor * power;
                }
            }
            power *= 10;
        }
    }
}

/// Between a number and its unit, a space at which no line breaks.
pub const NO_BREAK: &str = "\u{a0}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_and_lose_their_trailing_zeros() {
        let check = |clock: Clock, us, decimals, expected: (&str, &str)| {
            assert_eq!(
                (clock.number(us, decimals).as_str(), clock.number_fixed(us, decimals).as_str()),
                expected
            );
        };
        check(Clock::Seconds, 12_000_000, 1, ("12", "12.0"));
        check(Clock::Seconds, 5_500_000, 1, ("5.5", "5.5"));
        check(Clock::Seconds, 5_549_999, 1, ("5.5", "5.5"));
        check(Clock::Seconds, 5_950_000, 1, ("6", "6.0"));
        check(Clock::Seconds, 999_999, 2, ("1", "1.00"));
        check(Clock::Seconds, 20_000_000, 0, ("20", "20"));
        check(Clock::Seconds, 1_034_000, 3, ("1.034", "1.034"));
        check(Clock::Seconds, 0, 1, ("0", "0.0"));
        check(Clock::Milliseconds, 53_000, 1, ("53", "53.0"));
        check(Clock::Milliseconds, 53_250, 1, ("53.3", "53.3"));
        check(Clock::Minutes, 9_000_000_000, 1, ("150", "150.0"));
        check(Clock::Minutes, 90_000_000, 1, ("1.5", "1.5"));
    }

    #[test]
    fn a_unit_follows_without_a_break() {
        let check = |clock: Clock, us, expected| assert_eq!(clock.time(us), expected);
        check(Clock::Seconds, 12_000_000, "12\u{a0}s");
        check(Clock::Milliseconds, 53_000, "53\u{a0}ms");
        check(Clock::Minutes, 9_000_000_000, "150\u{a0}min");
    }

    #[test]
    fn steps_are_round() {
        let check =
            |clock: Clock, at_least_us, expected_us| assert_eq!(clock.round_step(at_least_us), expected_us);
        check(Clock::Seconds, 1_300_000, 2_000_000);
        check(Clock::Seconds, 0, 1_000);
        check(Clock::Seconds, 20_000_001, 50_000_000);
        check(Clock::Milliseconds, 9_000, 10_000);
        check(Clock::Minutes, 700_000_000, 900_000_000);
        check(Clock::Minutes, 3_000_000_000, 3_600_000_000);
    }
}
