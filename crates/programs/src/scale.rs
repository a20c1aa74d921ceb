//! The program's clock: in which unit it counts, and how long that unit lasts, so that all of it takes about a second.

use meanwhile_sim::Micros;

use crate::Refusal;

/// It takes this long at least, and less than two and a half times as long.
const TARGET_US: u128 = 800_000;
/// A step is not shorter than this, on the program's clock, or timers and the system would be all that one measures.
const SHORTEST_US: u128 = 500;

/// The units in which durations are written, coarsest first.
const UNITS: [Unit; 4] = [
    Unit { name: "minute", us: 60_000_000 },
    Unit { name: "second", us: 1_000_000 },
    Unit { name: "ms", us: 1_000 },
    Unit { name: "us", us: 1 },
];

/// A unit in which the program counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) name: &'static str,
    us: Micros,
}

/// How the scenario's clock and the program's go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scale {
    pub(crate) unit: Unit,
    /// How long a unit lasts on the program's clock.
    pub(crate) unit_us: Micros,
    /// The whole, on the program's clock.
    pub(crate) predicted_us: Micros,
}

impl Scale {
    /// For a scenario that takes so long, with steps and arrivals of these lengths.
    pub(crate) fn of(makespan_us: Micros, lengths_us: &[Micros]) -> Result<Scale, Refusal> {
        let lengths = || lengths_us.iter().copied().filter(|us| *us > 0);
        let shortest_us = lengths().min().filter(|_| makespan_us > 0).ok_or(Refusal::Nothing)?;
        let unit = UNITS.into_iter().find(|unit| lengths().all(|us| unit.fits(us))).unwrap_or(UNITS[3]);
        let (times, per) = factor(makespan_us);
        let scaled = |us: Micros| u128::from(us) * times / per;
        let (unit_us, predicted_us) = (scaled(unit.us), scaled(makespan_us));
        if scaled(shortest_us) < SHORTEST_US || unit_us * per != u128::from(unit.us) * times {
            return Err(Refusal::TooFine);
        }
        let narrow = |us: u128| Micros::try_from(us).map_err(|_| Refusal::TooFine);
        Ok(Scale { unit, unit_us: narrow(unit_us)?, predicted_us: narrow(predicted_us)? })
    }

    /// A length in units.
    pub(crate) fn units(self, us: Micros) -> u64 {
        us.saturating_add(self.unit.us / 2) / self.unit.us
    }
}

impl Unit {
    /// Whether a length is a whole number of these, to a thousandth.
    fn fits(self, us: Micros) -> bool {
        let units = us.saturating_add(self.us / 2) / self.us;
        units > 0 && units.saturating_mul(self.us).abs_diff(us).saturating_mul(1_000) <= us
    }
}

/// The least of …, 1/10, 1/5, 1/2, 1, 2, 5, 10, … by which so much becomes the target or more.
fn factor(makespan_us: Micros) -> (u128, u128) {
    let makespan_us = u128::from(makespan_us);
    let (mut times, mut per) = (1, 1);
    while makespan_us * times >= TARGET_US * per * 10 {
        per *= 10;
    }
    while makespan_us * times < TARGET_US * per {
        times *= 10;
    }
    // Now it is at the target or up to ten times as much.
    let halves = [5, 2].into_iter().find(|part| makespan_us * times >= TARGET_US * per * part);
    (times, per * halves.unwrap_or(1))
}

/// A length on the program's clock in seconds, as short as it can be written.
pub(crate) fn seconds(us: Micros) -> String {
    let text = format!("{}.{:06}", us / 1_000_000, us % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The same with two decimals.
pub(crate) fn hundredths(us: Micros) -> String {
    let hundredths = (us + 5_000) / 10_000;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_takes_about_a_second_and_counts_in_whole_units() {
        let check = |makespan_us, lengths_us: &[Micros], unit: &str, unit_us, predicted_us| {
            let scale = Scale::of(makespan_us, lengths_us).unwrap();
            assert_eq!((scale.unit.name, scale.unit_us, scale.predicted_us), (unit, unit_us, predicted_us));
        };
        check(12_000_000, &[1_000_000, 6_000_000], "second", 100_000, 1_200_000);
        check(30_000_000, &[10_000_000, 20_000_000], "second", 50_000, 1_500_000);
        check(53_000, &[1_000, 30_000], "ms", 20_000, 1_060_000);
        check(60 * 60_000_000, &[60_000_000], "minute", 30_000, 1_800_000);
        check(42_000_000, &[4_285_714, 1_714_286], "ms", 20, 840_000);
        check(1_000_000, &[1_000_000, 0], "second", 1_000_000, 1_000_000);
        check(7, &[3, 4], "us", 200_000, 1_400_000);
    }

    #[test]
    fn what_cannot_be_measured_is_refused() {
        let check = |makespan_us, lengths_us: &[Micros], expected| {
            assert_eq!(Scale::of(makespan_us, lengths_us), Err(expected));
        };
        check(0, &[0], Refusal::Nothing);
        check(0, &[], Refusal::Nothing);
        check(100_000_000, &[100_000_000, 10_000], Refusal::TooFine);
        check(Micros::MAX, &[Micros::MAX, 1], Refusal::TooFine);
    }

    #[test]
    fn times_are_written_short() {
        let check = |us, expected: &str, two: &str| {
            assert_eq!((seconds(us), hundredths(us)), (expected.to_owned(), two.to_owned()));
        };
        check(100_000, "0.1", "0.10");
        check(1_000_000, "1", "1.00");
        check(1_234_567, "1.234567", "1.23");
        check(20, "0.00002", "0.00");
    }
}
