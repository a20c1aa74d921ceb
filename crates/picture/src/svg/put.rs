//! How SVG is written: piece by piece onto one string. A drawing of a thousand lanes is mostly numbers, and to format each
//! of them took longer than to simulate and to lay out all of it.

use super::{LOOKS, escaped};

/// Appends pieces of markup.
pub trait Put {
    /// Markup as it is.
    fn put(&mut self, markup: &str) -> &mut Self;

    /// Markup with a number, as by [`Put::px`], in the place of each `{}`; those for which there is no number go away.
    fn draw(&mut self, markup: &str, numbers: &[f32]) -> &mut Self;

    /// Text that may have come from anywhere.
    fn text(&mut self, text: &str) -> &mut Self;

    /// The class of a task's colour.
    fn look(&mut self, task: usize) -> &mut Self;

    /// A whole number.
    fn number(&mut self, number: usize) -> &mut Self;

    /// A number as SVG wants it: at most two decimals, and the same text everywhere.
    fn px(&mut self, value: f32) -> &mut Self;
}

impl Put for String {
    fn put(&mut self, markup: &str) -> &mut Self {
        self.push_str(markup);
        self
    }

    fn draw(&mut self, markup: &str, numbers: &[f32]) -> &mut Self {
        let mut numbers = numbers.iter();
        let mut pieces = markup.split("{}");
        self.put(pieces.next().unwrap_or_default());
        for piece in pieces {
            if let Some(number) = numbers.next() {
                self.px(*number);
            }
            self.put(piece);
        }
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.put(&escaped(text))
    }

    fn look(&mut self, task: usize) -> &mut Self {
        self.put("task-").number(task % LOOKS)
    }

    fn number(&mut self, number: usize) -> &mut Self {
        self.put(Digits::default().whole(number).text())
    }

    fn px(&mut self, value: f32) -> &mut Self {
        // Half a hundredth is rounded away from 0: what the cast leaves out is less than what was added.
        let hundredths = (f64::from(value.abs()) * 100.0 + 0.5) as usize;
        let mut digits = Digits::default();
        let rest = hundredths % 100;
        if !rest.is_multiple_of(10) {
            digits.put(b'0' + (rest % 10) as u8);
        }
        if rest > 0 {
            digits.put(b'0' + (rest / 10) as u8).put(b'.');
        }
        digits.whole(hundredths / 100);
        if value < 0.0 && hundredths > 0 {
            digits.put(b'-');
        }
        self.put(digits.text())
    }
}

/// A number, written from its last digit to its first.
#[derive(Default)]
struct Digits {
    bytes: [u8; LONGEST],
    /// How many of them, at the end, are there.
    count: usize,
}

/// The most digits of a whole number; numbers with decimals come from an `f32` and stay far below that.
const LONGEST: usize = 24;

impl Digits {
    fn put(&mut self, byte: u8) -> &mut Self {
        self.count = (self.count + 1).min(LONGEST);
        self.bytes[LONGEST - self.count] = byte;
        self
    }

    fn whole(&mut self, mut number: usize) -> &mut Self {
        loop {
            self.put(b'0' + (number % 10) as u8);
            number /= 10;
            if number == 0 {
                return self;
            }
        }
    }

    fn text(&self) -> &str {
        str::from_utf8(&self.bytes[LONGEST - self.count..]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_at_most_two_decimals() {
        let check = |value, expected: &str| assert_eq!(String::new().px(value), expected);
        check(0.0, "0");
        check(12.0, "12");
        check(12.5, "12.5");
        check(12.345, "12.35");
        check(-0.25, "-0.25");
        check(-0.001, "0");
        check(3.999, "4");
        check(7.05, "7.05");
        check(1234.5, "1234.5");
    }

    #[test]
    fn numbers_stand_where_the_markup_wants_them() {
        let check = |markup, numbers: &[f32], expected: &str| {
            assert_eq!(String::new().draw(markup, numbers), expected);
        };
        check("M{} {}z", &[1.0, 2.5], "M1 2.5z");
        check("none", &[], "none");
        check("{}{}", &[1.0], "1");
        check("", &[1.0], "");
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for hundredths in (-3_000..3_000_i32).chain([123_456, 9_999_999]) {
            let value = hundredths as f32 / 100.0;
            let expected = format!("{}", f64::from(hundredths) / 100.0);
            assert_eq!(*String::new().px(value), expected);
        }
        for number in [0, 9, 10, 123, usize::MAX] {
            assert_eq!(*String::new().number(number), number.to_string());
        }
    }
}
