//! What the page hears of the runs that it has asked for: how far they are, a finished sentence about it, and what was
//! measured.

use meanwhile_sim::{Micros, Span, SpanKind};

use crate::words::{NONE, Reader};

/// How the runs of a figure go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Where they are.
    pub state: State,
    /// How far all of them are together, in thousandths.
    pub permille: u32,
    /// The sentences for the reader.
    pub said: String,
    /// What has just been measured, and of which of the scenarios that were asked for.
    pub measured: Option<(usize, Measured)>,
}

/// Where the runs of a figure are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// They have ended, or have not begun, and there is nothing to say about what was set.
    #[default]
    Ended,
    /// One is being prepared or stopped, or about to be.
    Active,
    /// One is under way, and what is said of it changes from moment to moment.
    Running,
    /// They have ended, and what is said is true of what was set when they began.
    Measured,
}

/// What was measured, on the scenario's own clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// By task, then by time.
    pub spans: Vec<Span>,
    /// When everything was over.
    pub end_us: Micros,
}

impl State {
    /// Whether a run is under way, or about to be.
    pub fn is_active(self) -> bool {
        matches!(self, State::Active | State::Running)
    }
}

impl Told {
    /// As numbers, but for what is said; [`Told::decode`] reads it back.
    pub fn encode(&self) -> Vec<u32> {
        let mut words = vec![self.state as u32, self.permille];
        let Some((index, measured)) = &self.measured else { return words };
        words.push(*index as u32);
        let long = |us: Micros| [us as u32, (us >> 32) as u32];
        words.extend(long(measured.end_us));
        for span in &measured.spans {
            let index = |index: Option<usize>| index.map_or(NONE, |index| index as u32);
            words.extend([span.task, span.kind as u32, index(span.worker()), index(span.core())]);
            words.extend(long(span.from_us));
            words.extend(long(span.to_us));
        }
        words
    }

    /// Reads what [`Told::encode`] wrote. Words that it did not write end the runs, without anything measured.
    pub fn decode(words: &[u32], said: String) -> Told {
        let reader = &mut Reader::new(words);
        let state = match reader.word() {
            Some(1) => State::Active,
            Some(2) => State::Running,
            Some(3) => State::Measured,
            _ => State::Ended,
        };
        Told { state, permille: reader.word().unwrap_or(0), said, measured: measured(reader) }
    }
}

fn measured(reader: &mut Reader<'_>) -> Option<(usize, Measured)> {
    let (index, end_us) = (reader.word()?, reader.long()?);
    let mut spans = Vec::new();
    while !reader.is_at_end() {
        let (task, kind) = (reader.word()?, *SpanKind::ALL.get(reader.word()? as usize)?);
        let mut index = || reader.unless_none().map(|index| index.map(|index| index as usize));
        let (worker, core) = (index()?, index()?);
        spans.push(Span::new(task, kind, reader.long()?, reader.long()?, worker, core));
    }
    Some((index as usize, Measured { spans, end_us }))
}
