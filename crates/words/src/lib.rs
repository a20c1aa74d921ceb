//! Every word that a reader or a screen reader meets, looked up by key, in the language that is spoken. A module in a
//! browser is given its texts when it starts ([`speak`]) and carries none itself; natively, all [`languages`] are at hand,
//! and English is spoken unless a thread chooses another.
//!
//! ```
//! use meanwhile_words::{count, say, text};
//! assert_eq!(text("playback.play"), "Play");
//! assert_eq!(say("gauge.at-most", &[("peak", "2")]), "at most 2");
//! assert!(count("tip.several", 3, &[]).starts_with("three stretches"));
//! ```

#[cfg(not(target_family = "wasm"))]
pub mod languages;
#[cfg(not(target_family = "wasm"))]
pub mod plural;
#[cfg(not(target_family = "wasm"))]
pub mod pseudo;
mod texts;

use std::cell::Cell;

pub use texts::{CATEGORIES, Numbers, Texts};

/// The codes of all languages that there is a page in, English first: what an address may ask for. Of the languages
/// themselves a page knows its own only.
pub const CODES: &[&str] = include!(concat!(env!("OUT_DIR"), "/codes.rs"));

thread_local! {
    static SPOKEN: Cell<Option<&'static Texts>> = const { Cell::new(None) };
}

static NOTHING: Texts = Texts::NONE;

/// From now on, what this thread says is said in these texts.
pub fn speak(texts: &'static Texts) {
    SPOKEN.set(Some(texts));
}

fn spoken() -> &'static Texts {
    SPOKEN.get().unwrap_or_else(at_first)
}

#[cfg(not(target_family = "wasm"))]
fn at_first() -> &'static Texts {
    languages::all().first().map_or(&NOTHING, languages::Language::texts)
}

#[cfg(target_family = "wasm")]
fn at_first() -> &'static Texts {
    &NOTHING
}

/// The text of a key; the key itself where there is none, so that a reader can report it.
pub fn text(key: &'static str) -> &'static str {
    spoken().find(key).unwrap_or(key)
}

/// The text of a key for one figure: that of `figure.key`, or else that of `key`.
pub fn own(figure: &str, key: &str) -> &'static str {
    let own = [figure, ".", key].concat();
    spoken().find(&own).or_else(|| spoken().find(key)).unwrap_or("?")
}

/// The text of a key for one figure, as [`own`], with names in braces filled in.
pub fn say_own(figure: &str, key: &str, values: &[(&str, &str)]) -> String {
    texts::fill(own(figure, key), values)
}

/// The text of a key with names in braces filled in. A name that is not given stays as it is.
pub fn say(key: &str, values: &[(&str, &str)]) -> String {
    texts::fill(spoken().find(key).unwrap_or(key), values)
}

/// The text of a key that depends on a number: that of `key.NUMBER`, or else that of `key.CATEGORY`, or else that of
/// `key.other`. `{number}` is filled in with digits, `{count}` with the word for it, and `{Count}` with that word at the
/// beginning of a sentence.
pub fn count(key: &str, number: u64, values: &[(&str, &str)]) -> String {
    spoken().count(key, number, values)
}

/// A small number in words, a larger one in digits.
pub fn number_word(number: u64) -> String {
    spoken().number_word(number)
}

/// What stands between a number's whole and its decimals.
pub fn decimal_mark() -> &'static str {
    spoken().decimal_mark()
}

/// The same text with its first letter a capital one, if it is a plain letter. (Std's table for all others is four
/// kilobytes of download.)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_text_shows_its_key() {
        assert_eq!(text("no.such.key"), "no.such.key");
        assert_eq!(say("no.such.key", &[]), "no.such.key");
        assert_eq!(count("no.such.key", 2, &[]), "no.such.key.other");
    }
}
