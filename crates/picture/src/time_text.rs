//! Durations as people read them.

use meanwhile_sim::Micros;

const SECOND_US: Micros = 1_000_000;

/// Seconds without a unit, rounded to at most `decimals` (0 to 6), without trailing zeros: `12`, `5.5`.
pub fn seconds(us: Micros, decimals: u32) -> String {
    let text = seconds_fixed(us, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Seconds without a unit, rounded to exactly `decimals` (0 to 6), for numbers that must not jump about: `5.0`.
pub fn seconds_fixed(us: Micros, decimals: u32) -> String {
    let decimals = decimals.min(6);
    let step_us = SECOND_US / Micros::pow(10, decimals);
    let rounded_us = (us.saturating_add(step_us / 2) / step_us) * step_us;
    let (whole, rest) = (rounded_us / SECOND_US, rounded_us % SECOND_US);
    if decimals == 0 {
        return whole.to_string();
    }
    format!("{whole}.{:0width$}", rest / step_us, width = decimals as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_rounded_and_lose_their_trailing_zeros() {
        let check = |us, decimals, expected: (&str, &str)| {
            assert_eq!((seconds(us, decimals).as_str(), seconds_fixed(us, decimals).as_str()), expected);
        };
        check(12_000_000, 1, ("12", "12.0"));
        check(5_500_000, 1, ("5.5", "5.5"));
        check(5_549_999, 1, ("5.5", "5.5"));
        check(5_950_000, 1, ("6", "6.0"));
        check(999_999, 2, ("1", "1.00"));
        check(20_000_000, 0, ("20", "20"));
        check(1_034_000, 3, ("1.034", "1.034"));
        check(0, 1, ("0", "0.0"));
    }
}
