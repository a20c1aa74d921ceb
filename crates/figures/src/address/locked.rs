//! Which dials the reader may not set: a blogger's figure may be about one of them only.

use crate::Dial;

/// Every dial.
const ALL: &str = "all";
/// No dial.
const NONE: &str = "none";
/// Between the names of dials: what no name has in it and what no program escapes.
const BETWEEN: char = '.';

/// A set of a figure's dials, by their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Locked(u32);

impl Locked {
    /// Whether the dial with that number is in it.
    pub fn has(self, dial: usize) -> bool {
        self.0 >> dial & 1 == 1
    }

    /// Reads names of these dials with points between them, or a word for all or none; without any other name, or nothing
    /// at all.
    pub(super) fn read(text: &str, dials: &[Dial]) -> Option<Locked> {
        match text {
            ALL => Some(Locked::all(dials)),
            NONE => Some(Locked::default()),
            names => names.split(BETWEEN).try_fold(Locked::default(), |locked, name| {
                let index = dials.iter().position(|dial| dial.name == name)?;
                Some(Locked(locked.0 | 1 << index))
            }),
        }
    }

    /// As [`Locked::read`] reads it, the names in the order of the dials.
    pub(super) fn written(self, dials: &[Dial]) -> String {
        if self == Locked::all(dials) {
            return ALL.to_owned();
        }
        let mut written = String::new();
        for (_, dial) in dials.iter().enumerate().filter(|(index, _)| self.has(*index)) {
            if !written.is_empty() {
                written.push(BETWEEN);
            }
            written.push_str(dial.name);
        }
        written
    }

    fn all(dials: &[Dial]) -> Locked {
        Locked((1 << dials.len()) - 1)
    }
}
