//! Every word that a reader or a screen reader meets, looked up by key: [what the page says](PAGE), [what is said of real
//! runs](RUNS) and [of programs](CODE), and [what stands in the page from the beginning](STILL). No module carries the texts of another.
//!
//! ```
//! use meanwhile_words::{count, say, text};
//! assert_eq!(text("playback.play"), "Play");
//! assert_eq!(say("gauge.at-most", &[("peak", "2")]), "at most 2");
//! assert!(count("tip.several", 3, &[]).starts_with("three stretches"));
//! ```
//!
//! A line of a catalogue is `key = text`. Names in braces are filled in; a line that begins with white space goes on with
//! the text before it; a line that begins with `#` is for translators. Where a text depends on a number, its key has an
//! ending for each number that needs words of its own and `.other` for the rest.

use std::sync::OnceLock;

const PAGE_TEXTS: &str = include_str!("../catalogue/en.txt");
const RUN_TEXTS: &str = include_str!("../catalogue/en-runs.txt");
/// What both of them say.
const SHARED_TEXTS: &str = include_str!("../catalogue/en-both.txt");
const CODE_TEXTS: &str = include_str!("../catalogue/en-code.txt");
const STILL_TEXTS: &str = include_str!("../catalogue/en-still.txt");

/// What the page says; the functions of this crate look there.
pub static PAGE: Catalogue = Catalogue::of(&[PAGE_TEXTS, SHARED_TEXTS]);

/// What is said of real runs by the module that carries them out.
pub static RUNS: Catalogue = Catalogue::of(&[RUN_TEXTS, SHARED_TEXTS]);

/// What is said about programs, by the module that writes them and on the command line.
pub static CODE: Catalogue = Catalogue::of(&[CODE_TEXTS]);

/// What is written into the page when it is built. Whatever a module may write anew later is there, too.
pub static STILL: Catalogue = Catalogue::of(&[STILL_TEXTS, PAGE_TEXTS, RUN_TEXTS, CODE_TEXTS, SHARED_TEXTS]);

/// The texts that one program can say, in one language.
pub struct Catalogue {
    files: &'static [&'static str],
    /// Sorted by key, once somebody has asked.
    entries: OnceLock<Vec<Entry>>,
}

/// A key and its text.
type Entry = (&'static str, String);

/// The page's text of a key; the key itself where the catalogue has none, so that a reader can report it.
pub fn text(key: &'static str) -> &'static str {
    PAGE.text(key)
}

/// The page's text of a key for one figure: that of `figure.key`, or else that of `key`.
pub fn own(figure: &str, key: &str) -> &'static str {
    let own = [figure, ".", key].concat();
    PAGE.find(&own).or_else(|| PAGE.find(key)).unwrap_or("?")
}

/// The page's text of a key for one figure, as [`own`], with names in braces filled in.
pub fn say_own(figure: &str, key: &str, values: &[(&str, &str)]) -> String {
    fill(own(figure, key), values)
}

/// The page's text of a key with names in braces filled in; see [`Catalogue::say`].
pub fn say(key: &str, values: &[(&str, &str)]) -> String {
    PAGE.say(key, values)
}

/// The page's text of a key that depends on a number; see [`Catalogue::count`].
pub fn count(key: &str, number: u64, values: &[(&str, &str)]) -> String {
    PAGE.count(key, number, values)
}

/// A small number in words, a larger one in digits.
pub fn number_word(number: u64) -> String {
    PAGE.number_word(number)
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

/// Long words of a browser, cut where a reader would stop.
pub fn shortened(said: &str) -> String {
    const LONGEST: usize = 120;
    let said = said.trim().trim_end_matches('.');
    if said.chars().count() <= LONGEST {
        said.to_owned()
    } else {
        said.chars().take(LONGEST).chain(['…']).collect()
    }
}

impl Catalogue {
    const fn of(files: &'static [&'static str]) -> Catalogue {
        Catalogue { files, entries: OnceLock::new() }
    }

    /// The text of a key; the key itself where there is none, so that a reader can report it.
    pub fn text(&'static self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(key)
    }

    /// The text of a key with names in braces filled in. A name that is not given stays as it is.
    pub fn say(&'static self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.find(key).unwrap_or(key), values)
    }

    /// The text of a key that depends on a number: that of `key.NUMBER`, or else that of `key.other`. `{number}` is
    /// filled in with digits, `{count}` with the word for it, and `{Count}` with that word at the beginning of a sentence.
    pub fn count(&'static self, key: &str, number: u64, values: &[(&str, &str)]) -> String {
        let digits = number.to_string();
        let word = self.number_word(number);
        let capital = capitalised(&word);
        let mut all =
            vec![("number", digits.as_str()), ("count", word.as_str()), ("Count", capital.as_str())];
        all.extend_from_slice(values);
        let exact = [key, ".", &digits].concat();
        let other = [key, ".other"].concat();
        let found = self.find(&exact).or_else(|| self.find(&other));
        fill(found.unwrap_or(&other), &all)
    }

    fn number_word(&'static self, number: u64) -> String {
        let key = ["number.", &number.to_string()].concat();
        self.find(&key).map_or_else(|| number.to_string(), str::to_owned)
    }

    /// All keys, sorted; for tests.
    #[doc(hidden)]
    pub fn keys(&'static self) -> impl Iterator<Item = &'static str> {
        self.entries().iter().map(|(key, _)| *key)
    }

    fn entries(&'static self) -> &'static [Entry] {
        self.entries.get_or_init(|| read(self.files))
    }

    fn find(&'static self, key: &str) -> Option<&'static str> {
        let entries = self.entries();
        let at = entries.binary_search_by(|(known, _)| (*known).cmp(key)).ok()?;
        Some(entries[at].1.as_str())
    }
}

fn read(files: &[&'static str]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in files.iter().flat_map(|file| file.lines()) {
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
    entries
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
        let read = read(&["# for translators\nb = two\n", "a = one\n  and more\n\nno equals sign\n"]);
        assert_eq!(read, [("a", "one and more".to_owned()), ("b", "two".to_owned())]);
    }

    #[test]
    fn a_missing_text_shows_its_key() {
        assert_eq!(text("no.such.key"), "no.such.key");
        assert_eq!(say("no.such.key", &[]), "no.such.key");
        assert_eq!(count("no.such.key", 2, &[]), "no.such.key.other");
    }
}
