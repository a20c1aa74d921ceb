//! What the reader can set in the figure of tabs and devices, and the scenario that it means.

use meanwhile_sim::{Machine, Micros, Scenario, Strategy, Task, Workload};

use crate::words;

const SECOND_US: Micros = 1_000_000;
const MILLISECOND_US: Micros = 1_000;

/// The dials of the figure. Every value is within its dial's range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// People, each with a device: a person is a worker and, with their attention, a core.
    pub people: u32,
    /// Pages to be read: the tasks.
    pub tabs: u32,
    /// How long a feed takes to load; the other pages take half of it.
    pub load_ms: u32,
    /// Whether people open the next tab while one loads, or stay with one tab until it is read.
    pub side_by_side: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { people: 1, tabs: 2, load_ms: 6_000, side_by_side: true }
    }
}

/// Something that the reader sets by a slider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dial {
    /// [`Settings::people`]
    People,
    /// [`Settings::tabs`]
    Tabs,
    /// [`Settings::load_ms`]
    Load,
}

impl Dial {
    /// Lowest value, highest value and step, in the dial's own unit.
    pub fn range(self) -> (u32, u32, u32) {
        match self {
            Dial::People | Dial::Tabs => (1, 8, 1),
            Dial::Load => (0, 10_000, 100),
        }
    }

    /// How many of the dial's own units the reader's unit has: a second is 1,000 ms.
    pub fn scale(self) -> u32 {
        match self {
            Dial::People | Dial::Tabs => 1,
            Dial::Load => 1_000,
        }
    }

    /// Its value in `settings`.
    pub fn get(self, settings: &Settings) -> u32 {
        match self {
            Dial::People => settings.people,
            Dial::Tabs => settings.tabs,
            Dial::Load => settings.load_ms,
        }
    }

    /// Sets it; what lies outside the range becomes the nearest value within.
    pub fn set(self, settings: &mut Settings, value: u32) {
        let (min, max, _) = self.range();
        let value = value.clamp(min, max);
        match self {
            Dial::People => settings.people = value,
            Dial::Tabs => settings.tabs = value,
            Dial::Load => settings.load_ms = value,
        }
    }

    /// Reads what the reader typed, in the reader's unit: the value to take, and whether it had to be changed.
    pub fn parse(self, text: &str) -> Option<(u32, bool)> {
        let thousandths = thousandths(text)?;
        let (min, max, _) = self.range();
        let scale = i64::from(self.scale());
        let exact = thousandths.saturating_mul(scale);
        let value = exact.saturating_add(500).div_euclid(1_000);
        // Within the range, so it fits.
        let taken = value.clamp(i64::from(min), i64::from(max));
        Some((taken as u32, taken.saturating_mul(1_000) != exact))
    }
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

impl Settings {
    /// The scenario: feeds need 1 s to open, their loading time, and 5 s to read; mails 1 s, half the loading time,
    /// and 1 s.
    pub fn scenario(&self) -> Scenario {
        let load_us = Micros::from(self.load_ms) * MILLISECOND_US;
        let page = |index: u32| {
            let name = words::PAGES[index as usize % words::PAGES.len()];
            let (load_us, read_us) =
                if index.is_multiple_of(2) { (load_us, 5 * SECOND_US) } else { (load_us / 2, SECOND_US) };
            Task::new(name).compute(SECOND_US).wait(load_us).compute(read_us)
        };
        let strategy = if self.side_by_side {
            Strategy::overlapping(self.people)
        } else {
            Strategy::blocking(self.people)
        };
        Scenario::new(Workload::new((0..self.tabs).map(page)), Machine::new(self.people), strategy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_numbers_are_read_in_the_readers_unit_and_kept_in_range() {
        let check = |dial: Dial, text, expected| assert_eq!(dial.parse(text), expected, "{dial:?} {text:?}");
        check(Dial::Load, "6", Some((6_000, false)));
        check(Dial::Load, "2.5", Some((2_500, false)));
        check(Dial::Load, "2,5", Some((2_500, false)));
        check(Dial::Load, "11", Some((10_000, true)));
        check(Dial::Load, "-3", Some((0, true)));
        check(Dial::Load, "99999999999999999999999", Some((10_000, true)));
        check(Dial::Load, ".5", Some((500, false)));
        check(Dial::Load, "1e3", None);
        check(Dial::Load, "-", None);
        check(Dial::Tabs, "3", Some((3, false)));
        check(Dial::Tabs, "3.4", Some((3, true)));
        check(Dial::Tabs, "0", Some((1, true)));
        check(Dial::People, "99", Some((8, true)));
        check(Dial::People, "", None);
        check(Dial::People, "two", None);
        check(Dial::People, "NaN", None);
    }
}
