//! Names from a scenario, made safe to print. A file may come from a stranger, and a terminal obeys control
//! characters: it would move, recolour or retitle itself as the file says.

/// Whether a character does something else than stand in its place: control characters (C0, DEL, C1), line and
/// paragraph separators, and those that turn the direction of writing and so the order of what is read.
pub(crate) fn is_hidden(c: char) -> bool {
    let turns =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The text with every such character spelt out, as `\u{1b}`.
pub(crate) fn printable(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) { plain.extend(c.escape_unicode()) } else { plain.push(c) }
    }
    plain
}

/// The same, not longer than a table or a legend can bear.
pub(crate) fn short(text: &str) -> String {
    const CHARACTERS_MAX: usize = 30;
    let plain = printable(text);
    match plain.char_indices().nth(CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain,
    }
}

/// The text in plain ASCII: a question mark stands for any other character.
pub(crate) fn ascii(text: &str) -> String {
    text.chars().map(|c| if c == ' ' || c.is_ascii_graphic() { c } else { '?' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        let check = |text, expected: (&str, &str)| {
            assert_eq!((printable(text).as_str(), ascii(text).as_str()), expected);
        };
        check("fetch 1", ("fetch 1", "fetch 1"));
        check("Käse", ("Käse", "K?se"));
        check("\u{1b}[31mred", ("\\u{1b}[31mred", "?[31mred"));
        check("a\nb\u{9b}c\u{7f}", ("a\\u{a}b\\u{9b}c\\u{7f}", "a?b?c?"));
        check("\u{202e}cba", ("\\u{202e}cba", "?cba"));
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(short(&"ü".repeat(30)), "ü".repeat(30));
        assert_eq!(short(&"ü".repeat(31)), "ü".repeat(30) + "…");
    }
}
