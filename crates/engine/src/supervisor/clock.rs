//! Time that has passed, told by a clock that may jump.

/// Adds up how far the edge's clock has come. A clock that is set back makes nothing happen again and nothing wait for
/// it to catch up; one that is set forward, or has slept, looks like a page that was frozen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Elapsed {
    ms: u64,
    last_ms: Option<u64>,
}

impl Elapsed {
    /// Longer than anything runs, and so short that a deadline can be added to it.
    const LONGEST_MS: u64 = u64::MAX / 2;

    /// The clock says `now_ms`: how much time has passed since the first reading.
    pub(super) fn read(&mut self, now_ms: u64) -> u64 {
        self.ms = self.at(now_ms);
        self.last_ms = Some(now_ms);
        self.ms
    }

    /// The same, without counting it as a reading.
    pub(super) fn at(&self, now_ms: u64) -> u64 {
        let passed_ms = now_ms.saturating_sub(self.last_ms.unwrap_or(now_ms));
        self.ms.saturating_add(passed_ms).min(Self::LONGEST_MS)
    }
}
