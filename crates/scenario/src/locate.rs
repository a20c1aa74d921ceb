//! From a place in the text to its line, column and path.
//!
//! Whatever is decoded remembers only its offset. When something turns out to be wrong with it, perhaps much later,
//! the text is walked once up to that offset. The walk knows strings, brackets, commas and colons and nothing else,
//! so that it leads to the place of a syntax error too.

use crate::error::{Place, quoted};
use crate::limits::NESTING_MAX;

/// A list or an object that the walk is in.
enum Level<'a> {
    List {
        position: usize,
    },
    /// The raw key of the current field, and whether a key comes next.
    Object {
        key: Option<&'a str>,
        key_next: bool,
    },
}

/// The place at an offset. A key belongs to its field: its path ends with it.
pub(crate) fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        path: path(text, at),
    }
}

/// The offset of a line and a column as `serde_json` counts them: from 1, in bytes.
pub(crate) fn offset(text: &str, line: usize, column: usize) -> usize {
    let line_start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (line_start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn path(text: &str, at: usize) -> String {
    let mut levels: Vec<Level<'_>> = Vec::new();
    let mut here = 0;
    while here <= at {
        let Some(byte) = text.as_bytes().get(here) else { break };
        let is_before = here < at;
        match byte {
            b'"' => {
                let end = string_end(text, here);
                if let Some(Level::Object { key: key @ None, key_next: true }) = levels.last_mut() {
                    *key = text.get(here..end);
                }
                here = end;
                continue;
            }
            b'[' if is_before => levels.push(Level::List { position: 0 }),
            b'{' if is_before => levels.push(Level::Object { key: None, key_next: true }),
            b']' | b'}' if is_before => drop(levels.pop()),
            b':' => {
                if let Some(Level::Object { key_next, .. }) = levels.last_mut() {
                    *key_next = false;
                }
            }
            b',' if is_before => match levels.last_mut() {
                Some(Level::List { position }) => *position += 1,
                Some(Level::Object { key, key_next }) => (*key, *key_next) = (None, true),
                None => {}
            },
            _ => {}
        }
        here += 1;
    }
    written(&levels)
}

/// The offset behind the string that begins at `start`, or the end of the text.
fn string_end(text: &str, start: usize) -> usize {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(start + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

fn written(levels: &[Level<'_>]) -> String {
    let mut path = String::new();
    for level in levels.iter().take(NESTING_MAX) {
        match level {
            Level::List { position } => path.push_str(&format!("[{position}]")),
            Level::Object { key: None, .. } => {}
            Level::Object { key: Some(raw), .. } => {
                let key: String = serde_json::from_str(raw).unwrap_or_else(|_| (*raw).to_owned());
                let plain = !key.is_empty()
                    && key.len() <= 60
                    && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
                match (plain, path.is_empty()) {
                    (true, true) => path.push_str(&key),
                    (true, false) => path.push_str(&format!(".{key}")),
                    (false, _) => path.push_str(&format!("[{}]", quoted(&key))),
                }
            }
        }
    }
    if levels.len() > NESTING_MAX {
        path.push('…');
    }
    path
}
