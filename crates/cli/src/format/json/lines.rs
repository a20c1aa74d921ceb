//! How JSON is laid out: with a line for each element of its lists.

use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

use crate::plain;

/// Writes a value.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write_value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Lines::default());
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// The layout: indented down to the elements of the lists, each of which is one line, so that a file of a million spans
/// can be read, searched and compared by line. Hidden characters in names are written as escapes (`\u001b`).
#[derive(Default)]
struct Lines {
    depth: usize,
    /// Whether nothing has been written since the last bracket was opened.
    empty: bool,
}

/// Objects and lists deeper than this stay on their line.
const LINES_DEPTH: usize = 2;

impl Lines {
    fn new_line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        write!(out, "\n{:width$}", "", width = 2 * self.depth)
    }

    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &str) -> io::Result<()> {
        self.depth += 1;
        self.empty = true;
        out.write_all(bracket.as_bytes())
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &str) -> io::Result<()> {
        self.depth -= 1;
        if self.depth < LINES_DEPTH && !self.empty {
            self.new_line(out)?;
        }
        self.empty = false;
        out.write_all(bracket.as_bytes())
    }

    fn separate<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.empty = false;
        if !first {
            out.write_all(b",")?;
        }
        if self.depth <= LINES_DEPTH {
            self.new_line(out)
        } else if first {
            Ok(())
        } else {
            out.write_all(b" ")
        }
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, "[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, "]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.separate(out, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, "{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, "}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.separate(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        for part in fragment.split_inclusive(plain::is_hidden) {
            let hidden = part.chars().next_back().filter(|c| plain::is_hidden(*c));
            let visible = &part[..part.len() - hidden.map_or(0, char::len_utf8)];
            out.write_all(visible.as_bytes())?;
            if let Some(c) = hidden {
                // All of them lie in the first plane, so that one escape is enough.
                write!(out, "\\u{:04x}", u32::from(c))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_a_line_for_each_element_and_hide_nothing() {
        let value =
            serde_json::json!({ "empty": [], "list": [ { "a": [1, 2], "b": "\u{1b}\u{9b}\u{202e}ü" }, 3 ] });
        let mut written = Vec::new();
        write_value(&mut written, &value).unwrap();
        let text = String::from_utf8(written).unwrap();
        let expected = r#"{
  "empty": [],
  "list": [
    {"a": [1, 2], "b": "\u001b\u009b\u202eü"},
    3
  ]
}
"#;
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
