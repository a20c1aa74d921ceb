//! How long workers have been silent, as far as the page can tell.

use super::SILENCE_DEADLINE_MS;
use crate::MAX_WORKERS;

/// What is known of each worker of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watch {
    workers: [Watched; MAX_WORKERS as usize],
}

#[derive(Clone, Copy, Debug)]
struct Watched {
    /// Its last sign of life.
    beat_ms: u64,
    /// How long it has been silent since then while somebody listened.
    silence_ms: u64,
}

impl Watch {
    /// Everybody has just been heard.
    pub(super) fn new(now_ms: u64) -> Watch {
        Watch { workers: [Watched { beat_ms: now_ms, silence_ms: 0 }; MAX_WORKERS as usize] }
    }

    /// A worker has shown that it is alive.
    pub(super) fn heard(&mut self, worker: u32, now_ms: u64) {
        if let Some(watched) = self.workers.get_mut(worker as usize) {
            *watched = Watched { beat_ms: now_ms, silence_ms: 0 };
        }
    }

    /// The page has looked, for the first time in `gap_ms`. A page that was late has heard nobody meanwhile, so that of
    /// a longer gap only `counts_ms` count.
    pub(super) fn look(&mut self, gap_ms: u64, counts_ms: u64, now_ms: u64) {
        for watched in &mut self.workers {
            let unheard_ms = now_ms.saturating_sub(watched.beat_ms).min(gap_ms);
            watched.silence_ms = watched.silence_ms.saturating_add(unheard_ms.min(counts_ms));
        }
    }

    /// Whether one of the first `workers` must be taken for dead.
    pub(super) fn is_one_dead(&self, workers: u32) -> bool {
        self.workers.iter().take(workers as usize).any(|watched| watched.silence_ms >= SILENCE_DEADLINE_MS)
    }
}
