//! What the reader should know of an address that could not be taken word for word.

use meanwhile_words::say;

use super::LONGEST;
use crate::{Dial, Shown, typed};

/// So many of the names that mean nothing are told.
const NAMES_TOLD: usize = 4;
/// And so much of each of them, in characters.
const LONGEST_NAME: usize = 24;

/// Sentences about an address; none where everything was taken as it stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    sentences: Vec<String>,
    ignored: Vec<String>,
}

impl Remarks {
    /// All of it for the reader. Names that somebody else has chosen stand in it as they are, so it is text, not markup.
    pub fn text(&self) -> String {
        let mut all = self.sentences.clone();
        if !self.ignored.is_empty() {
            all.push(say("address.ignored", &[("what", &self.ignored.join(", "))]));
        }
        all.join(" ")
    }

    /// The address names a figure that there is not.
    pub(super) fn no_figure(&mut self, name: &str) {
        self.sentences.push(say("address.no-figure", &[("name", &short(name))]));
    }

    /// It was not read at all.
    pub(super) fn too_long(&mut self) {
        self.sentences.push(say("address.too-long", &[("most", &LONGEST.to_string())]));
    }

    /// A value was not one that the dial has; `taken` is.
    pub(super) fn moved(&mut self, dial: &Dial, figure: &str, taken: u32) {
        self.sentences.push(typed::clamped(dial, figure, taken));
    }

    /// The moment lies behind the end.
    pub(super) fn late(&mut self, shown: &Shown) {
        self.sentences.push(say("address.late", &[("end", &shown.time(shown.end_us()))]));
    }

    /// This means nothing.
    pub(super) fn ignore(&mut self, pair: &str) {
        match self.ignored.len() {
            0..NAMES_TOLD => self.ignored.push(short(pair)),
            NAMES_TOLD => self.ignored.push("…".to_owned()),
            _ => {}
        }
    }
}

fn short(name: &str) -> String {
    let mut letters = name.chars();
    let mut short: String = letters.by_ref().take(LONGEST_NAME).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
