//! What the page itself says about real runs; the rest is said by the module that carries them out.

use meanwhile_engine_web::{NoThreads, Rung};
use meanwhile_words::{say, shortened, text};

/// How this browser will run things, why not better, and what would lift it.
pub fn badge(rung: Option<Rung>) -> &'static str {
    text(match rung {
        None => "badge.finding",
        Some(Rung::Threads) => "badge.threads",
        Some(Rung::PlainWorkers(NoThreads::NotIsolated)) => "badge.not-isolated",
        Some(Rung::PlainWorkers(NoThreads::NoSharedMemory)) => "badge.no-shared-memory",
        Some(Rung::PlainWorkers(NoThreads::Sandboxed)) => "badge.sandboxed",
        Some(Rung::EventLoop) => "badge.loop",
    })
}

/// Why the module could not be loaded: by the browser's own words, or none where it did not come in time.
pub fn not_loaded(why: Option<&str>) -> String {
    match why.map(str::trim) {
        None => text("failure.never-answered").to_owned(),
        Some("") => text("failure.no-files").to_owned(),
        Some(said) => say("failure.engine", &[("said", &shortened(said))]),
    }
}
