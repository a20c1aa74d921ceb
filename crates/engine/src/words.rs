//! Numbers in a row, read with a limit on everything: what crosses between threads is checked like anything else that
//! comes from outside.

use meanwhile_sim::Micros;

use crate::plan::MAX_LISTED;

/// Stands for "none" where a number may be missing.
pub(crate) const NONE: u32 = u32::MAX;

/// Real microseconds in one word: more than an hour is an hour.
pub(crate) fn word(us: Micros) -> u32 {
    u32::try_from(us).unwrap_or(NONE).min(NONE - 1)
}

/// What is left to be read.
#[derive(Debug)]
pub(crate) struct Reader<'a>(&'a [u32]);

impl<'a> Reader<'a> {
    pub(crate) fn new(words: &'a [u32]) -> Self {
        Reader(words)
    }

    pub(crate) fn word(&mut self) -> Option<u32> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// The outer `Option` is whether there was a word, the inner whether it meant something.
    pub(crate) fn unless_none(&mut self) -> Option<Option<u32>> {
        self.word().map(|word| (word != NONE).then_some(word))
    }

    /// A number in two words, the lower first.
    pub(crate) fn long(&mut self) -> Option<Micros> {
        Some(Micros::from(self.word()?) | Micros::from(self.word()?) << 32)
    }

    /// How long a list is that follows.
    pub(crate) fn length(&mut self) -> Option<usize> {
        self.word().map(|length| length as usize).filter(|length| *length <= MAX_LISTED)
    }

    /// So many things, each read by `read`.
    pub(crate) fn list<T>(&mut self, length: usize, read: fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut list = Vec::new();
        for _ in 0..length {
            list.push(read(self)?);
        }
        Some(list)
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}
