//! Every word that a reader or a screen reader meets: one text file for each language, looked up by key.
//!
//! ```
//! use meanwhile_words::{count, say, text};
//! assert_eq!(text("playback.play"), "Play");
//! assert_eq!(say("gauge.at-most", &[("peak", "2")]), "at most 2");
//! assert_eq!(count("mosaic.workers", 1, &[]), "1 worker");
//! assert_eq!(count("mosaic.workers", 3, &[]), "3 workers");
//! ```
//!
//! A line of a catalogue is `key = text`. Names in braces are filled in; a line that begins with white space goes on with
//! the text before it; a line that begins with `#` is for translators. Where a text depends on a number, its key has an
//! ending for each number that needs words of its own and `.other` for the rest.

use std::sync::OnceLock;

const ENGLISH: &str = include_str!("../catalogue/en.txt");

static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();

/// The texts of one language.
struct Catalogue {
    /// Sorted by key.
    entries: Vec<(&'static str, String)>,
}

/// The text of a key; the key itself where the catalogue has none, so that a reader can report it.
pub fn text(key: &'static str) -> &'static str {
    catalogue().find(key).unwrap_or(key)
}

/// The text of a key for one figure: that of `figure.key`, or else that of `key`.
pub fn own(figure: &str, key: &str) -> &'static str {
    let catalogue = catalogue();
    let own = [figure, ".", key].concat();
    catalogue.find(&own).or_else(|| catalogue.find(key)).unwrap_or("?")
}

/// The text of a key for one figure, as [`own`], with names in braces filled in.
pub fn say_own(figure: &str, key: &str, values: &[(&str, &str)]) -> String {
    fill(own(figure, key), values)
}

/// The text of a key with names in braces filled in. A name that is not given stays as it is.
pub fn say(key: &str, values: &[(&str, &str)]) -> String {
    fill(catalogue().find(key).unwrap_or(key), values)
}

/// The text of a key that depends on a number: that of `key.NUMBER`, or else that of `key.other`. `{number}` is filled in
/// with digits, `{count}` with the word for it, and `{Count}` with that word at the beginning of a sentence.
pub fn count(key: &str, number: u64, values: &[(&str, &str)]) -> String {
    let digits = number.to_string();
    let word = number_word(number);
    let capital = capitalised(&word);
    let mut all = vec![("number", digits.as_str()), ("count", word.as_str()), ("Count", capital.as_str())];
    all.extend_from_slice(values);
    let exact = [key, ".", &digits].concat();
    let other = [key, ".other"].concat();
    let found = catalogue().find(&exact).or_else(|| catalogue().find(&other));
    fill(found.unwrap_or(&other), &all)
}

/// A small number in words, a larger one in digits.
pub fn number_word(number: u64) -> String {
    let key = ["number.", &number.to_string()].concat();
    catalogue().find(&key).map_or_else(|| number.to_string(), str::to_owned)
}

/// The same text with its first letter a capital one. (Our own texts begin with plain letters; std's table for all others
/// is four kilobytes of download.)
pub fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn catalogue() -> &'static Catalogue {
    CATALOGUE.get_or_init(|| Catalogue::read(ENGLISH))
}

/// All keys, sorted; for tests.
#[doc(hidden)]
pub fn keys() -> impl Iterator<Item = &'static str> {
    catalogue().entries.iter().map(|(key, _)| *key)
}

impl Catalogue {
    fn read(file: &'static str) -> Catalogue {
        let mut entries: Vec<(&str, String)> = Vec::new();
        for line in file.lines() {
            if line.starts_with([' ', '\t']) {
                if let Some((_, text)) = entries.last_mut() {
                    text.push(' ');
                    text.push_str(line.trim());
                }
            } else if !line.starts_with('#')
                && let Some((key, text)) = line.split_once(" =")
            {
                entries.push((key, text.trim().to_owned()));
            }
        }
        entries.sort_unstable_by_key(|(key, _)| *key);
        Catalogue { entries }
    }

    fn find(&'static self, key: &str) -> Option<&'static str> {
        let at = self.entries.binary_search_by(|(known, _)| (*known).cmp(key)).ok()?;
        Some(self.entries[at].1.as_str())
    }
}

fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            rest = after;
            break;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(name),
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_filled_in() {
        let check = |template, expected| {
            assert_eq!(fill(template, &[("who", "A"), ("time", "10 s")]), expected, "{template:?}");
        };
        check("", "");
        check("plain", "plain");
        check("{who} ends at {time}.", "A ends at 10 s.");
        check("{who}{who}", "AA");
        check("{unknown}", "unknown");
        check("open { brace", "open  brace");
    }

    #[test]
    fn a_file_has_comments_and_long_lines() {
        let read = Catalogue::read("# for translators\nb = two\na = one\n  and more\n\nno equals sign\n");
        assert_eq!(read.entries, [("a", "one and more".to_owned()), ("b", "two".to_owned())]);
    }

    #[test]
    fn a_missing_text_shows_its_key() {
        assert_eq!(text("no.such.key"), "no.such.key");
        assert_eq!(say("no.such.key", &[]), "no.such.key");
        assert_eq!(count("no.such.key", 2, &[]), "no.such.key.other");
    }
}
