//! The catalogue and the source that uses it belong together.

use std::collections::BTreeSet;
use std::path::Path;

/// Where keys are used.
const USERS: [&str; 4] = ["app", "figures", "picture", "words"];

#[test]
fn every_key_that_is_used_is_in_the_catalogue_and_every_text_is_used() {
    let keys: BTreeSet<&str> = meanwhile_words::keys().collect();
    let used = keys_in_source();
    // A key may be one of a figure's own, or the beginning of several.
    let is_known = |key: &String| {
        let (beginning, end) = (format!("{key}."), format!(".{key}"));
        keys.contains(key.as_str())
            || keys.iter().any(|known| known.starts_with(&beginning) || known.ends_with(&end))
    };
    let unknown: Vec<_> = used.iter().filter(|key| !is_known(key)).collect();
    assert!(unknown.is_empty(), "used, but not in the catalogue: {unknown:#?}");
    let is_used = |key: &&&str| {
        let parts = || key.match_indices('.').map(|(at, _)| &key[..at]).chain([**key]);
        let without_figure = |part: &str| part.split_once('.').is_some_and(|(_, own)| used.contains(own));
        parts().any(|part| used.contains(part) || without_figure(part))
    };
    let unused: Vec<_> = keys.iter().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "in the catalogue, but not used: {unused:#?}");
}

#[test]
fn no_key_stands_twice() {
    let keys: Vec<_> = meanwhile_words::keys().collect();
    let twice: Vec<_> = keys.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// All string literals that look like keys: words in lower case, with points between them.
fn keys_in_source() -> BTreeSet<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeSet::new();
    for user in USERS {
        collect(&crates.join(user).join("src"), &mut found);
    }
    // The examples of this crate's own documentation and tests.
    found.retain(|key| !key.starts_with("no.such"));
    found
}

fn collect(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if let Ok(source) = std::fs::read_to_string(&path) {
            let literals = source.split('"').skip(1).step_by(2);
            // A literal with a point at its end is the beginning of keys that are put together.
            let literals = literals.map(|text| text.strip_suffix('.').unwrap_or(text));
            found
                .extend(literals.filter(|text| is_key(text) || BEGINNINGS.contains(text)).map(str::to_owned));
        }
    }
}

/// What keys that are put together begin with, where that is one word.
const BEGINNINGS: [&str; 3] = ["dial", "way", "number"];

/// Keys of one word that figures have of their own.
const OF_FIGURES: [&str; 2] = ["question", "aside"];

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
        && ![".rs", ".js", ".txt", ".html"].iter().any(|ending| text.ends_with(ending))
}
