//! Durations as people read them, exactly: one unit for everything in a report, chosen by its largest value.

use meanwhile_sim::Micros;

/// A unit of time that a report is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Microseconds.
    Us,
    /// Milliseconds.
    Ms,
    /// Seconds.
    S,
    /// Minutes.
    Min,
}

/// From here on minutes are easier to read than seconds.
const MINUTES_FROM_US: Micros = 120_000_000;
/// Only times that are whole tenths of a minute are exact in minutes.
const TENTH_OF_MINUTE_US: Micros = 6_000_000;

impl Unit {
    /// The unit in which all of these times can be read at a glance and none is rounded.
    pub(crate) fn for_all(times_us: impl IntoIterator<Item = Micros>) -> Self {
        let (mut longest_us, mut tenths_of_minutes) = (0, true);
        for time_us in times_us {
            longest_us = time_us.max(longest_us);
            tenths_of_minutes &= time_us % TENTH_OF_MINUTE_US == 0;
        }
        match longest_us {
            MINUTES_FROM_US.. if tenths_of_minutes => Unit::Min,
            1_000_000.. => Unit::S,
            1_000.. => Unit::Ms,
            _ => Unit::Us,
        }
    }

    /// As it stands in scenario files and after a number.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Unit::Us => "us",
            Unit::Ms => "ms",
            Unit::S => "s",
            Unit::Min => "min",
        }
    }

    /// The number alone, without trailing zeros: `31.9`. Exact for the times that the unit was chosen for; in minutes
    /// others are rounded down to millionths.
    pub(crate) fn number(self, us: Micros) -> String {
        const DECIMALS: Micros = 1_000_000;
        let (whole, rest) = (us / self.us(), us % self.us());
        if rest == 0 {
            return whole.to_string();
        }
        let text = format!("{whole}.{:06}", rest * DECIMALS / self.us());
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// Number and unit: `31.9 s`.
    pub(crate) fn text(self, us: Micros) -> String {
        format!("{} {}", self.number(us), self.name())
    }

    /// Round lengths of time in this unit, from the shortest: 1, 2 and 5, and their tens, hundreds and tenths.
    pub(crate) fn round_lengths_us(self) -> impl Iterator<Item = Micros> {
        let smallest_us = if self == Unit::Min { TENTH_OF_MINUTE_US } else { 1 };
        let tens = std::iter::successors(Some(smallest_us), |ten: &Micros| ten.checked_mul(10));
        tens.flat_map(|ten| [1, 2, 5].into_iter().filter_map(move |digit| ten.checked_mul(digit)))
    }

    fn us(self) -> Micros {
        match self {
            Unit::Us => 1,
            Unit::Ms => 1_000,
            Unit::S => 1_000_000,
            Unit::Min => 60_000_000,
        }
    }
}

/// One time in the unit that fits it best: `250 ms`.
pub(crate) fn exact(us: Micros) -> String {
    Unit::for_all([us]).text(us)
}

/// `busy` of `capacity` in per cent with one decimal, rounded half up: `56.7 %`; a dash where there is no capacity.
pub(crate) fn percent(busy: Micros, capacity: Micros) -> String {
    let (busy, capacity) = (u128::from(busy), u128::from(capacity));
    match (busy * 2_000 + capacity).checked_div(capacity * 2) {
        Some(permille) => format!("{}.{} %", permille / 10, permille % 10),
        None => "-".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unit_fits_all_times_exactly() {
        let check = |times_us: &[Micros], expected: &str| {
            let unit = Unit::for_all(times_us.iter().copied());
            let texts: Vec<_> = times_us.iter().map(|us| unit.text(*us)).collect();
            assert_eq!(texts.join(", "), expected);
        };
        check(&[], "");
        check(&[0], "0 us");
        check(&[999, 1], "999 us, 1 us");
        check(&[250_000, 40], "250 ms, 0.04 ms");
        check(&[31_900_000, 1], "31.9 s, 0.000001 s");
        check(&[119_000_000], "119 s");
        check(&[18_000_000_000, 6_000_000], "300 min, 0.1 min");
        check(&[18_000_000_000, 1_000_000], "18000 s, 1 s");
    }

    #[test]
    fn round_lengths_are_ones_twos_and_fives() {
        let first = |unit: Unit| unit.round_lengths_us().take(5).collect::<Vec<_>>();
        assert_eq!(first(Unit::S), [1, 2, 5, 10, 20]);
        assert_eq!(first(Unit::Min), [6_000_000, 12_000_000, 30_000_000, 60_000_000, 120_000_000]);
        assert!(Unit::S.round_lengths_us().all(|us| us > 0));
    }

    #[test]
    fn per_cent_are_rounded_half_up() {
        let check = |busy, capacity, expected| assert_eq!(percent(busy, capacity), expected);
        check(30, 30, "100.0 %");
        check(8, 17, "47.1 %");
        check(1, 2_000, "0.1 %");
        check(0, 5, "0.0 %");
        check(0, 0, "-");
    }
}
