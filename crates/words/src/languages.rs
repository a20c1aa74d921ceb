//! The catalogues of all languages, which are read where pages are built and tested; a page in a browser is given the
//! texts of its own language and knows of no other.
//!
//! A line of a catalogue is `key = text`. Names in braces are filled in; a line that begins with white space goes on with
//! the text before it; a line that begins with `#` is for translators. Where a text depends on a number, its key has an
//! ending for each of the language's [categories](crate::CATEGORIES), and for numbers that need words of their own.

use std::sync::OnceLock;

use crate::texts::{Numbers, Texts, write};
use crate::{plural, pseudo};

/// A key and its text.
pub(crate) type Entry = (&'static str, String);

/// A file of each language's catalogue, by who says what is in it: `CODE.txt`, or `CODE-PART.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part(&'static str);

impl Part {
    /// The page.
    pub const PAGE: Part = Part("");
    /// The page and the module that carries runs out.
    pub const BOTH: Part = Part("both");
    /// The module that carries runs out.
    pub const RUNS: Part = Part("runs");
    /// The module that writes programs, and the command line.
    pub const CODE: Part = Part("code");
    /// Whatever is written into the page when it is built, and stays.
    pub const STILL: Part = Part("still");
    /// The page of a scenario that comes from outside.
    pub const OWN: Part = Part("own");
    /// All of them.
    pub const ALL: [Part; 6] = [Part::PAGE, Part::BOTH, Part::RUNS, Part::CODE, Part::STILL, Part::OWN];
    /// What travels in the page.
    pub const OF_PAGE: [Part; 2] = [Part::PAGE, Part::BOTH];
    /// What travels in the page of a scenario that comes from outside.
    pub const OF_OWN_PAGE: [Part; 3] = [Part::PAGE, Part::BOTH, Part::OWN];
    /// What travels with the module that carries runs out.
    pub const OF_RUNNER: [Part; 2] = [Part::BOTH, Part::RUNS];
    /// What travels with the module that writes programs.
    pub const OF_CODE: [Part; 1] = [Part::CODE];

    /// The name of its file in the language with that code.
    pub fn file(self, code: &str) -> String {
        let hyphen = if self.0.is_empty() { "" } else { "-" };
        [code, hyphen, self.0, ".txt"].concat()
    }
}

/// The files of a language, by the names of their parts.
struct Source {
    code: &'static str,
    files: &'static [(&'static str, &'static str)],
}

const SOURCES: &[Source] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// A language, with everything that is said in it.
pub struct Language {
    code: &'static str,
    parts: Vec<(&'static str, Vec<Entry>)>,
    texts: Texts,
}

/// All languages of the page, English first.
pub fn all() -> &'static [Language] {
    static ALL: OnceLock<Vec<Language>> = OnceLock::new();
    let read = |source: &Source| Language::new(source.code, source.parts(|entries| entries));
    ALL.get_or_init(|| SOURCES.iter().map(read).collect())
}

/// English, as if it were written from the right to the left, in letters that nobody uses for it: what a reader of that
/// page can still read has been forgotten in the catalogue. For tests.
pub fn from_right_to_left() -> &'static Language {
    static PSEUDO: OnceLock<Language> = OnceLock::new();
    PSEUDO.get_or_init(|| Language::new(pseudo::CODE, SOURCES[0].parts(pseudo::entries)))
}

impl Source {
    fn parts(&self, change: fn(Vec<Entry>) -> Vec<Entry>) -> Vec<(&'static str, Vec<Entry>)> {
        self.files.iter().map(|(part, file)| (*part, change(read(file)))).collect()
    }
}

impl Language {
    fn new(code: &'static str, parts: Vec<(&'static str, Vec<Entry>)>) -> Language {
        let mut language = Language { code, parts, texts: Texts::NONE };
        let decimal_mark = language.found("number.decimal-mark").unwrap_or(".").to_owned().leak();
        let category = plural::rule(code).unwrap_or(|_| "other");
        let written: &'static str = language.written(&Part::ALL).leak();
        language.texts = Texts::read(written, Numbers { decimal_mark, category });
        language
    }

    /// Which parts it has files of; for tests.
    #[doc(hidden)]
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        self.parts.iter().map(|(name, _)| Part(name))
    }

    /// As in `lang` and in addresses.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The folder of its pages, seen from where the site begins, with a slash at the end: none for the first language.
    pub fn folder(&self) -> String {
        let is_first = SOURCES.first().is_some_and(|first| first.code == self.code);
        if is_first { String::new() } else { [self.code, "/"].concat() }
    }

    /// What its speakers call it.
    pub fn name(&self) -> &str {
        self.found("language.name").unwrap_or(self.code)
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &str {
        self.found("language.direction").unwrap_or("ltr")
    }

    /// All keys and texts of a part, in the order of the file.
    pub fn entries(&self, part: Part) -> impl Iterator<Item = (&str, &str)> {
        let files = self.parts.iter().filter(move |(name, _)| *name == part.0);
        files.flat_map(|(_, entries)| entries).map(|(key, text)| (*key, text.as_str()))
    }

    /// The texts of some parts, as they travel; [`Texts::read`] reads them.
    pub fn written(&self, parts: &[Part]) -> String {
        write(parts.iter().flat_map(|part| self.entries(*part)))
    }

    /// From now on, what is said by this thread is said in this language.
    pub fn speak(&'static self) {
        crate::speak(&self.texts);
    }

    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    fn found(&self, key: &str) -> Option<&str> {
        let mut entries = self.parts.iter().flat_map(|(_, entries)| entries);
        entries.find(|(known, _)| *known == key).map(|(_, text)| text.as_str())
    }
}

/// The entries of a file.
fn read(file: &'static str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
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
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_comments_and_long_lines() {
        let read = read("# for translators\nb = two\na = one\n  and more\n\nno equals sign\n");
        assert_eq!(read, [("b", "two".to_owned()), ("a", "one and more".to_owned())]);
    }

    #[test]
    fn english_is_the_first_language_and_the_one_that_is_spoken_where_nobody_chose() {
        assert_eq!(all()[0].code(), "en");
        assert!(all().iter().map(Language::code).eq(crate::CODES.iter().copied()));
        assert_eq!(crate::text("playback.play"), "Play");
    }
}
