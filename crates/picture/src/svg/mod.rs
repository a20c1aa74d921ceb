//! Layouts written down as SVG.
//!
//! Elements carry classes and the number of their task, never a colour: `task-0` to `task-7`, then again from 0. The
//! style sheet gives each a colour and each kind of span a look.

mod board;
mod dress;
mod person;
mod put;
mod scene;
mod timeline;

pub use board::{AreaNames, board};
pub use dress::Dress;
pub use put::Put;
pub use scene::scene;
pub use timeline::timeline;

/// How many tasks have a look of their own.
pub const LOOKS: usize = 8;

/// A number as SVG wants it: at most two decimals, and the same text everywhere.
pub fn px(value: f32) -> String {
    let mut text = String::new();
    text.px(value);
    text
}

/// A dot on a track, so far on its way there and back again; `turns` may be any number.
pub fn dot(turns: f64) -> String {
    let there_and_back = 1.0 - (turns.fract() * 2.0 - 1.0).abs();
    let mut out = String::new();
    out.draw(
        "<svg aria-hidden=\"true\" viewBox=\"0 0 640 24\"><path d=\"M12 12h616\"/><circle cx=\"{}\" cy=\"12\" r=\"9\"/></svg>",
        &[12.0 + 616.0 * there_and_back as f32],
    );
    out
}

/// Text that may stand between tags and in attributes.
pub fn escaped(text: &str) -> String {
    // Hardly any text has one of these.
    if !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        return text.to_owned();
    }
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_out_of_the_drawing() {
        assert_eq!(escaped("<b onload=\"x\">&'"), "&lt;b onload=&quot;x&quot;&gt;&amp;&#39;");
    }
}
