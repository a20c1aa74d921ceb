//! What a figure shows as an address, for a link, a frame, an element and the command line alike: `fig=workers&workers=3`.
//!
//! The grammar is one table: the figure's dials by their names, in their order and their own units, and around them the
//! [keys that all figures have](CHOICES). What is as it is at first is left out, so that every state has one address.
//! Whatever an address says, a figure opens: what is out of range is moved into it, what means nothing is ignored, and both
//! are [told](Remarks). `docs/addresses.md` is for readers, and a test holds it to this.

mod decode;
mod locked;
mod remarks;

pub use decode::decode;
pub use locked::Locked;
pub use remarks::Remarks;

use meanwhile_sim::{Micros, SimError};

use crate::{Figure, SMALL, Shown, Values, find};

/// The grammar's version. An address of another one says so with `v`.
pub const VERSION: &str = "1";
/// No address is longer, in bytes.
pub const LONGEST: usize = 2_048;

/// The key of the figure's name.
pub(crate) const FIGURE: &str = "fig";
/// The key of the grammar's version.
pub(crate) const GRAMMAR: &str = "v";
/// The key of the moment, in milliseconds on the scenario's clock.
pub(crate) const MOMENT: &str = "t";

/// The key of what the reader may not set: names of dials with points between them, or one of the words for all and none.
pub(crate) const LOCK: &str = "lock";

/// What can be said of every figure, in this order: whether the reader bets first, light or dark, and the language; with the
/// words for it. The first word is meant where none is said.
pub const CHOICES: [(&str, &[&str]); 3] =
    [("bet", &["on", "off"]), ("theme", &["auto", "light", "dark"]), ("lang", meanwhile_words::CODES)];
/// The number of the choice whether the reader bets first.
const BET: usize = 0;
/// The number of the word for not betting.
const OFF: usize = 1;

/// A figure and its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// The figure's name.
    pub figure: &'static str,
    /// What is set.
    pub values: Values,
    /// Where the cursor stands, if not where it stands at first.
    pub moment_ms: Option<u64>,
    /// Which dials the reader may not set.
    pub locked: Locked,
    /// The number of the word for each of [`CHOICES`].
    pub choices: [usize; CHOICES.len()],
}

/// A figure as an address opens it.
pub struct Opened {
    /// What is set, and what follows from it.
    pub shown: Shown,
    /// Which dials the reader may not set.
    pub locked: Locked,
    /// Where the cursor stands, if the address says so.
    pub moment_us: Option<Micros>,
    /// Whether the reader bets first.
    pub is_betting: bool,
}

impl Address {
    /// A figure as it is at first.
    pub fn of(figure: &'static dyn Figure) -> Address {
        Address::first(figure.id())
    }

    /// The same for a figure by its name, which may be one of those that have no state.
    pub(crate) fn first(id: &'static str) -> Address {
        let dials = find(id).map_or(&[][..], |figure| figure.dials());
        Address {
            figure: id,
            values: Values::first(dials),
            moment_ms: None,
            locked: Locked::default(),
            choices: [0; CHOICES.len()],
        }
    }

    /// The same, and whether the reader bets first.
    pub fn betting(mut self, is_betting: bool) -> Address {
        self.choices[BET] = if is_betting { 0 } else { OFF };
        self
    }

    /// The address as it stands behind a question mark.
    pub fn query(&self) -> String {
        let mut query = [FIGURE, "=", self.figure].concat();
        let mut add = |key: &str, value: &str| {
            for part in ["&", key, "=", value] {
                query.push_str(part);
            }
        };
        let dials = find(self.figure).map_or(&[][..], |figure| figure.dials());
        for (index, dial) in dials.iter().enumerate() {
            let value = self.values.get(index);
            if value != dial.first {
                add(dial.name, &value.to_string());
            }
        }
        if let Some(moment_ms) = self.moment_ms {
            add(MOMENT, &moment_ms.to_string());
        }
        if self.locked != Locked::default() {
            add(LOCK, &self.locked.written(dials));
        }
        for ((key, words), choice) in CHOICES.iter().zip(self.choices) {
            if let Some(word) = words.get(choice).filter(|_| choice != 0) {
                add(key, word);
            }
        }
        query
    }

    /// What it opens, or nothing where the figure has no state. A moment after the end of everything is moved there.
    ///
    /// # Errors
    ///
    /// As [`Shown::new`].
    pub fn open(&self, remarks: &mut Remarks) -> Result<Option<Opened>, SimError> {
        let Some(figure) = find(self.figure) else { return Ok(None) };
        let shown = Shown::new(figure, self.values)?;
        let moment_us = self.moment_ms.map(|moment_ms| {
            let (asked_us, end_us) = (moment_ms.saturating_mul(1_000), shown.end_us());
            if asked_us > end_us {
                remarks.late(&shown);
            }
            asked_us.min(end_us)
        });
        Ok(Some(Opened { shown, locked: self.locked, moment_us, is_betting: self.choices[BET] != OFF }))
    }
}

/// The figure with that name, whether it has a state or not.
pub(crate) fn known(id: &str) -> Option<&'static str> {
    find(id).map(Figure::id).or_else(|| SMALL.iter().find(|small| **small == id).copied())
}
