//! What can be set in a figure.

use meanwhile_picture::time_text::Clock;
use meanwhile_sim::Micros;
use meanwhile_words::own;

/// No figure has more dials.
pub const DIALS_MAX: usize = 6;

/// Something that the reader sets: by a slider and a number field, or by a choice between a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dial {
    /// Its name in addresses, on the command line and in the catalogue; never changes.
    pub name: &'static str,
    /// What its numbers count.
    pub unit: Unit,
    /// The least value.
    pub min: u32,
    /// The largest value.
    pub max: u32,
    /// Values are this far apart, beginning at `min`.
    pub step: u32,
    /// What is set before anybody sets it.
    pub first: u32,
}

/// What a dial's numbers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Microseconds in thousands, which the reader sees on the figure's clock.
    Milliseconds(Clock),
    /// Seconds, which the reader sees on the figure's clock.
    Seconds(Clock),
    /// Ways to do it, by their number from 0.
    Choice,
}

/// What is set: a value for each dial, in the order of the dials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Values([u32; DIALS_MAX]);

impl Dial {
    /// A dial that counts things.
    pub const fn count(name: &'static str, (min, max): (u32, u32), first: u32) -> Dial {
        Dial { name, unit: Unit::Count, min, max, step: 1, first }
    }

    /// A choice between so many ways.
    pub const fn choice(name: &'static str, ways: u32, first: u32) -> Dial {
        Dial { name, unit: Unit::Choice, min: 0, max: ways - 1, step: 1, first }
    }

    /// A length of time in milliseconds.
    pub const fn milliseconds(
        name: &'static str,
        clock: Clock,
        (min, max): (u32, u32),
        step: u32,
        first: u32,
    ) -> Dial {
        Dial { name, unit: Unit::Milliseconds(clock), min, max, step, first }
    }

    /// A length of time in seconds.
    pub const fn seconds(
        name: &'static str,
        clock: Clock,
        (min, max): (u32, u32),
        step: u32,
        first: u32,
    ) -> Dial {
        Dial { name, unit: Unit::Seconds(clock), min, max, step, first }
    }

    /// Its name for the reader, in a figure.
    pub fn label(&self, figure: &str) -> &'static str {
        own(figure, &["dial.", self.name].concat())
    }

    /// The words of a choice.
    pub fn way(&self, figure: &str, way: u32) -> &'static str {
        own(figure, &["way.", self.name, ".", &way.to_string()].concat())
    }

    /// The sign of its unit, empty for things.
    pub fn sign(&self) -> &'static str {
        self.clock().map_or("", Clock::unit)
    }

    /// A value as the reader writes it, without the unit.
    pub fn number(&self, value: u32) -> String {
        self.clock().map_or_else(|| value.to_string(), |clock| clock.number(self.us(value), 3))
    }

    /// A value as it is read out, with its unit or in the words of a choice.
    pub fn spoken(&self, figure: &str, value: u32) -> String {
        match self.clock() {
            Some(clock) => clock.time(self.us(value)),
            None if self.unit == Unit::Choice => self.way(figure, value).to_owned(),
            None => value.to_string(),
        }
    }

    /// A value as a length of time.
    pub fn us(&self, value: u32) -> Micros {
        Micros::from(value) * self.step_of_unit_us()
    }

    /// The nearest value that the dial has.
    pub fn nearest(&self, value: u64) -> u32 {
        let within = value.clamp(self.min.into(), self.max.into()) as u32 - self.min;
        let steps = (within + self.step / 2) / self.step;
        (self.min + steps * self.step).min(self.max)
    }

    pub(crate) fn clock(&self) -> Option<Clock> {
        match self.unit {
            Unit::Milliseconds(clock) | Unit::Seconds(clock) => Some(clock),
            Unit::Count | Unit::Choice => None,
        }
    }

    fn step_of_unit_us(&self) -> Micros {
        match self.unit {
            Unit::Milliseconds(_) => 1_000,
            Unit::Seconds(_) => 1_000_000,
            Unit::Count | Unit::Choice => 1,
        }
    }
}

impl Values {
    /// What is set before anybody sets anything.
    pub fn first(dials: &[Dial]) -> Values {
        let mut values = Values([0; DIALS_MAX]);
        values.0.iter_mut().zip(dials).for_each(|(value, dial)| *value = dial.first);
        values
    }

    /// The value of the dial with that number.
    pub fn get(&self, dial: usize) -> u32 {
        self.0[dial]
    }

    /// Sets it, to the nearest value that the dial has.
    pub fn set(&mut self, dials: &[Dial], dial: usize, value: u64) {
        if let Some(range) = dials.get(dial) {
            self.0[dial] = range.nearest(value);
        }
    }

    /// The same with another value.
    pub fn with(mut self, dials: &[Dial], dial: usize, value: u64) -> Values {
        self.set(dials, dial, value);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dial_takes_the_nearest_value_that_it_has() {
        let dial = Dial::milliseconds("io", Clock::Seconds, (500, 1_050), 100, 600);
        let check = |value, expected| assert_eq!(dial.nearest(value), expected, "{value}");
        check(0, 500);
        check(549, 500);
        check(550, 600);
        check(1_000, 1_000);
        check(1_050, 1_050);
        check(u64::MAX, 1_050);
    }
}
