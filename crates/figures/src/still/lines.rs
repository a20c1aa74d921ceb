//! A text as lines of a width. A picture cannot measure letters, so that they are counted, generously.

use std::fmt::Write;

use meanwhile_picture::svg::{escaped, px};

/// The width of a letter on average, in parts of the size, in the widest of our fonts; and of a bold one.
const LETTER: f32 = 0.53;
const BOLD: f32 = 0.63;
const LINE: f32 = 1.32;

/// A text, cut into lines.
pub(super) struct Lines<'a> {
    lines: Vec<Vec<&'a str>>,
    size_px: f32,
}

impl<'a> Lines<'a> {
    /// Cuts between words, where the line would be wider than this.
    pub(super) fn of(text: &'a str, size_px: f32, width_px: f32) -> Lines<'a> {
        Lines::cut(text, size_px, (width_px / (size_px * LETTER)) as usize)
    }

    /// The same for bold letters.
    pub(super) fn bold(text: &'a str, size_px: f32, width_px: f32) -> Lines<'a> {
        Lines::cut(text, size_px, (width_px / (size_px * BOLD)) as usize)
    }

    fn cut(text: &'a str, size_px: f32, most: usize) -> Lines<'a> {
        let mut lines: Vec<Vec<&str>> = Vec::new();
        let mut letters = usize::MAX;
        // A space at which no line breaks is none here.
        for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            match lines.last_mut().filter(|_| letters.saturating_add(1 + length) <= most) {
                Some(line) => {
                    letters += 1 + length;
                    line.push(word);
                }
                None => {
                    letters = length;
                    lines.push(vec![word]);
                }
            }
        }
        Lines { lines, size_px }
    }

    /// Of all of them together.
    pub(super) fn height(&self) -> f32 {
        self.lines.len() as f32 * self.size_px * LINE
    }

    /// The text, with its corner at the top left there.
    pub(super) fn svg(&self, class: &str, (x, y): (f32, f32)) -> String {
        let mut out = format!("<text class=\"{class}\">");
        for (index, line) in self.lines.iter().enumerate() {
            let baseline = y + self.size_px * (index as f32 * LINE + 0.95);
            let _ = write!(
                out,
                "<tspan x=\"{}\" y=\"{}\">{}</tspan>",
                px(x),
                px(baseline),
                escaped(&line.join(" "))
            );
        }
        out.push_str("</text>");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_are_never_empty() {
        let check = |text: &str, width: f32, expected: &[&str]| {
            let lines = Lines::of(text, 10.0, width);
            let joined: Vec<_> = lines.lines.iter().map(|line| line.join(" ")).collect();
            assert_eq!(joined, expected, "{text:?} at {width}");
        };
        check("", 100.0, &[]);
        check("one two three", 1_000.0, &["one two three"]);
        check("one two three", 40.0, &["one two", "three"]);
        check("one two three", 39.0, &["one two", "three"]);
        check("one two three", 36.0, &["one", "two", "three"]);
        check("unbreakable", 10.0, &["unbreakable"]);
        check("10\u{a0}s and", 30.0, &["10\u{a0}s", "and"]);
    }
}
