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

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The page.
    Page,
    /// The page and the module that carries runs out.
    Both,
    /// The module that carries runs out.
    Runs,
    /// Whatever is written into the page when it is built, and stays.
    Still,
}

impl Part {
    /// All of them, in the order of the definition.
    pub const ALL: [Part; 4] = [Part::Page, Part::Both, Part::Runs, Part::Still];
    /// What travels in the page.
    pub const OF_PAGE: [Part; 2] = [Part::Page, Part::Both];
    /// What travels with the module that carries runs out.
    pub const OF_RUNNER: [Part; 2] = [Part::Both, Part::Runs];
}

/// The files of a language, in the order of [`Part::ALL`].
struct Source {
    code: &'static str,
    files: [&'static str; 4],
}

const SOURCES: &[Source] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// A language, with everything that is said in it.
pub struct Language {
    code: &'static str,
    parts: [Vec<Entry>; 4],
    texts: Texts,
}

/// All languages of the page, English first.
pub fn all() -> &'static [Language] {
    static ALL: OnceLock<Vec<Language>> = OnceLock::new();
    ALL.get_or_init(|| {
        SOURCES.iter().map(|source| Language::new(source.code, source.files.map(read))).collect()
    })
}

/// English, as if it were written from the right to the left, in letters that nobody uses for it: what a reader of that
/// page can still read has been forgotten in the catalogue. For tests.
pub fn from_right_to_left() -> &'static Language {
    static PSEUDO: OnceLock<Language> = OnceLock::new();
    PSEUDO
        .get_or_init(|| Language::new(pseudo::CODE, SOURCES[0].files.map(|file| pseudo::entries(read(file)))))
}

impl Language {
    fn new(code: &'static str, parts: [Vec<Entry>; 4]) -> Language {
        let mut language = Language { code, parts, texts: Texts::NONE };
        let decimal_mark = language.found("number.decimal-mark").unwrap_or(".").to_owned().leak();
        let category = plural::rule(code).unwrap_or(|_| "other");
        let written: &'static str = language.written(&Part::ALL).leak();
        language.texts = Texts::read(written, Numbers { decimal_mark, category });
        language
    }

    /// As in `lang` and in addresses.
    pub fn code(&self) -> &'static str {
        self.code
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
        self.parts[part as usize].iter().map(|(key, text)| (&**key, text.as_str()))
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
        let entries = self.parts.iter().flatten();
        entries.into_iter().find(|(known, _)| *known == key).map(|(_, text)| text.as_str())
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
        assert_eq!(crate::text("playback.play"), "Play");
    }
}
