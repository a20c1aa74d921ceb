//! What the reader types into a number field.

use meanwhile_words::{capitalised, say};

use crate::Dial;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The value to take; none where it was no number.
    pub value: Option<u32>,
    /// A sentence, where the value is not what was typed.
    pub note: String,
}

impl Typed {
    /// Reads `text` for a dial that stands at `kept`.
    pub fn read(dial: &Dial, figure: &str, text: &str, kept: u32) -> Typed {
        let Some(thousandths) = thousandths(text) else {
            let kept = dial.spoken(figure, kept);
            return Typed { value: None, note: say("typed.not-a-number", &[("kept", &kept)]) };
        };
        // A unit of the reader's has so many of the dial's own: a second is 1,000 ms.
        let scale = dial.clock().map_or(1, |clock| (clock.unit_us() / dial.us(1)) as i64);
        let exact = thousandths.saturating_mul(scale);
        let value = dial.nearest(exact.saturating_add(500).div_euclid(1_000).max(0) as u64);
        let is_exact = i64::from(value).saturating_mul(1_000) == exact;
        let note = if is_exact { String::new() } else { clamped(dial, figure, value) };
        Typed { value: Some(value), note }
    }
}

/// The sentence for a value that the dial does not have; `taken` is taken instead.
pub(crate) fn clamped(dial: &Dial, figure: &str, taken: u32) -> String {
    let label = capitalised(dial.label(figure));
    let number = |value| dial.number(value);
    let with_unit = |value| match dial.clock() {
        Some(clock) => clock.with_unit(&number(value)),
        None => number(value),
    };
    say(
        "typed.clamped",
        &[
            ("label", &label),
            ("min", &number(dial.min)),
            ("max", &with_unit(dial.max)),
            ("taken", &with_unit(taken)),
        ],
    )
}

/// A decimal number, with a point or a comma, in thousandths; what comes after the third decimal is cut off. Whole
/// numbers too long to hold become the largest. (The standard library's floats would cost the page 12 kB.)
fn thousandths(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix(['-', '−']).map_or((1, text), |rest| (-1, rest));
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let all = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
    if (whole.is_empty() && decimals.is_empty()) || !all(whole) || !all(decimals) {
        return None;
    }
    let value = |value: i64, digit: u8| value.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
    let padded = decimals.bytes().chain(*b"000").take(3);
    Some(sign * whole.bytes().chain(padded).fold(0, value))
}

#[cfg(test)]
mod tests {
    use meanwhile_picture::time_text::Clock;

    use super::*;

    #[test]
    fn typed_numbers_are_read_in_the_readers_unit_and_kept_in_range() {
        const LOAD: Dial = Dial::milliseconds("io", Clock::Seconds, (0, 10_000), 100, 6_000);
        const HOUR: Dial = Dial::seconds("length", Clock::Minutes, (60, 7_200), 60, 3_600);
        const TABS: Dial = Dial::count("tabs", (1, 8), 2);
        let check = |dial: Dial, text, expected: Option<(u32, bool)>| {
            let typed = Typed::read(&dial, "tabs", text, dial.first);
            let found = typed.value.map(|value| (value, !typed.note.is_empty()));
            assert_eq!(found, expected, "{dial:?} {text:?}");
            assert!(typed.value.is_some() || !typed.note.is_empty());
        };
        check(LOAD, "6", Some((6_000, false)));
        check(LOAD, "2.5", Some((2_500, false)));
        check(LOAD, "2,5", Some((2_500, false)));
        check(LOAD, "2.54", Some((2_500, true)));
        check(LOAD, "11", Some((10_000, true)));
        check(LOAD, "-3", Some((0, true)));
        check(LOAD, "99999999999999999999999", Some((10_000, true)));
        check(LOAD, ".5", Some((500, false)));
        check(LOAD, "1e3", None);
        check(LOAD, "-", None);
        check(HOUR, "90", Some((5_400, false)));
        check(HOUR, "0.5", Some((60, true)));
        check(TABS, "3", Some((3, false)));
        check(TABS, "3.4", Some((3, true)));
        check(TABS, "0", Some((1, true)));
        check(TABS, "99", Some((8, true)));
        check(TABS, "", None);
        check(TABS, "two", None);
        check(TABS, "NaN", None);
    }
}
