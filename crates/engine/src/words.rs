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
pub(crate) struct Reader<'a> {
    rest: &'a [u32],
    /// Whether something was asked for that was not there, or was too long.
    has_failed: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(words: &'a [u32]) -> Self {
        Reader { rest: words, has_failed: false }
    }

    pub(crate) fn word(&mut self) -> Option<u32> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
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

    /// The next word, and 0 where there is none, which is told [at the end](Reader::is_whole). To ask after every word is
    /// much code where there are many.
    pub(crate) fn take(&mut self) -> u32 {
        self.word().unwrap_or_else(|| self.fail())
    }

    /// A number in two words, as [`Reader::take`].
    pub(crate) fn take_long(&mut self) -> Micros {
        Micros::from(self.take()) | Micros::from(self.take()) << 32
    }

    /// So many things as the next word says, each read by `read`. What is shown may be longer than what can be run, but not
    /// than its words.
    pub(crate) fn take_list<T>(&mut self, read: fn(&mut Self) -> T) -> Vec<T> {
        let most = self.rest.len().max(MAX_LISTED);
        let length = self.word().map(|length| length as usize).filter(|length| *length <= most);
        (0..length.unwrap_or_else(|| self.fail() as usize)).map(|_| read(self)).collect()
    }

    /// What has been read means nothing.
    pub(crate) fn fail(&mut self) -> u32 {
        self.has_failed = true;
        0
    }

    /// Whether everything was there and nothing is left.
    pub(crate) fn is_whole(&self) -> bool {
        self.is_at_end() && !self.has_failed
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }
}
