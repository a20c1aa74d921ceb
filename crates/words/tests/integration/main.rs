//! The catalogue and the source that uses it belong together, and so do the catalogues of all languages.

// A test that cannot be set up has failed, and should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod translations;

use std::collections::BTreeSet;
use std::path::Path;

use meanwhile_words::languages::{Part, all};

/// Somebody who says texts: crates, with or without what only the build of the page uses, and the parts of the catalogue
/// that they are given.
struct Speaker {
    crates: &'static [&'static str],
    with_still: bool,
    parts: &'static [Part],
}

const PAGES: Speaker =
    Speaker { crates: &["app", "figures", "picture", "words"], with_still: false, parts: &Part::OF_OWN_PAGE };
/// Of the picture, that module uses how times are written.
const RUNNERS: Speaker =
    Speaker { crates: &["engine-page", "picture"], with_still: false, parts: &Part::OF_RUNNER };
const ALL: Speaker = Speaker {
    crates: &["app", "engine-page", "figures", "picture", "words"],
    with_still: true,
    parts: &Part::ALL,
};

/// What is only used when the page is built.
const STILL_SOURCES: [&str; 11] = [
    "article.rs",
    "html/controls.rs",
    "html/embed.rs",
    "html/listing.rs",
    "html/own.rs",
    "html/share.rs",
    "html/small.rs",
    "html/whole.rs",
    "languages.rs",
    "pages.rs",
    "pseudo.rs",
];

/// A key may be one of a figure's own, or the beginning of several.
fn is_known(keys: &BTreeSet<&str>, key: &str) -> bool {
    let (beginning, end, within) = (format!("{key}."), format!(".{key}"), format!(".{key}."));
    let is_part =
        |known: &&str| known.starts_with(&beginning) || known.ends_with(&end) || known.contains(&within);
    keys.contains(key) || keys.iter().any(is_part)
}

#[test]
fn every_key_that_is_used_is_in_the_catalogue_of_whoever_uses_it() {
    for speaker in [PAGES, RUNNERS, ALL] {
        let keys: BTreeSet<&str> = speaker.keys().collect();
        let used = speaker.keys_in_source();
        let unknown: Vec<_> = used.iter().filter(|key| !is_known(&keys, key)).collect();
        assert!(unknown.is_empty(), "used by {:?}, but not in their catalogue: {unknown:#?}", speaker.crates);
    }
}

#[test]
fn every_text_is_used() {
    for speaker in [PAGES, RUNNERS, ALL] {
        let used = speaker.keys_in_source();
        let is_used = |key: &&str| {
            let parts = || key.match_indices('.').map(|(at, _)| &key[..at]).chain([*key]);
            let without_figure = |part: &str| part.split_once('.').is_some_and(|(_, own)| used.contains(own));
            parts().any(|part| used.contains(part) || without_figure(part))
        };
        let unused: Vec<_> = speaker.keys().filter(|key| !is_used(key)).collect();
        assert!(unused.is_empty(), "in the catalogue of {:?}, but not used: {unused:#?}", speaker.crates);
    }
}

impl Speaker {
    /// The English keys that it is given.
    fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.parts.iter().flat_map(|part| all()[0].entries(*part)).map(|(key, _)| key)
    }

    /// All string literals that look like keys: words in lower case, with points between them.
    fn keys_in_source(&self) -> BTreeSet<String> {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut found = BTreeSet::new();
        for user in self.crates {
            self.collect(&crates.join(user).join("src"), &mut found);
        }
        found
    }

    fn collect(&self, folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_left_out = !self.with_still && STILL_SOURCES.iter().any(|still| path.ends_with(still));
            if path.is_dir() {
                self.collect(&path, found);
            } else if !is_left_out && let Ok(source) = std::fs::read_to_string(&path) {
                let source = source.split("#[cfg(test)]").next().unwrap_or_default();
                // Quotes that begin or end nothing.
                let source = source.replace("'\"'", "").replace("\\\"", "");
                let literals = source.split('"').skip(1).step_by(2);
                // A literal with a point at its end is the beginning of keys that are put together.
                let literals = literals.map(|text| text.strip_suffix('.').unwrap_or(text));
                let keys = literals.filter(|text| is_key(text) || BEGINNINGS.contains(text));
                found.extend(keys.map(str::to_owned));
            }
        }
    }
}

/// What keys that are put together begin with, where that is one word.
const BEGINNINGS: [&str; 3] = ["dial", "way", "number"];

/// Keys of one word that figures have of their own.
const OF_FIGURES: [&str; 3] = ["question", "aside", "still"];

fn is_key(text: &str) -> bool {
    if OF_FIGURES.contains(&text) {
        return true;
    }
    let is_part = |part: &str| {
        part.starts_with(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit())
            && part
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
    };
    text.contains('.')
        && text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && text.split('.').all(is_part)
        && ![".rs", ".js", ".json", ".txt", ".html"].iter().any(|ending| text.ends_with(ending))
}
