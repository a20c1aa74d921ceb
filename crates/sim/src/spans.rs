//! The spans of a trace: kept as they were written down until somebody looks.

use crate::Span;
use crate::log::Log;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

/// Every span of a trace, as a slice: by task, then by time.
///
/// A run writes down 8 bytes for each span and no more. The spans themselves, 24 bytes each, are made of that when they
/// are looked at for the first time, all at once, and then kept beside it. Whoever needs no more of a run than how it
/// ended and when, never pays for them.
#[derive(Clone, Default)]
pub struct Spans {
    log: Log,
    made: OnceLock<Vec<Span>>,
}

impl Spans {
    pub(crate) fn of(log: Log) -> Self {
        Spans { log, made: OnceLock::new() }
    }
}

impl From<Vec<Span>> for Spans {
    fn from(spans: Vec<Span>) -> Self {
        Spans { log: Log::default(), made: spans.into() }
    }
}

impl Deref for Spans {
    type Target = [Span];

    fn deref(&self) -> &[Span] {
        self.made.get_or_init(|| self.log.spans())
    }
}

/// Traces are made by the simulator and by [`Trace::measured`](crate::Trace::measured), and are complete and consistent;
/// this is for tests that must see that a change does not go unnoticed.
impl DerefMut for Spans {
    fn deref_mut(&mut self) -> &mut [Span] {
        let made = self.made.take().unwrap_or_else(|| self.log.spans());
        *self = Spans::from(made);
        self.made.get_mut().map_or(&mut [], Vec::as_mut_slice)
    }
}

impl<'a> IntoIterator for &'a Spans {
    type Item = &'a Span;
    type IntoIter = std::slice::Iter<'a, Span>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Spans {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Spans {}

impl fmt::Debug for Spans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}
