//! How long everything may take, in milliseconds of the edge's clock.

use crate::Method;

/// The engine's files must be loaded and its Workers up within this time; otherwise the next rung is tried.
pub const START_DEADLINE_MS: u64 = 2_000;
/// So long after the click the workload runs, or the reader is told why not. It covers loading, starting on every rung
/// that is tried, warming up and calibrating, but not the rest after a forced kill, which is told as a stage of its own.
pub const BEGIN_DEADLINE_MS: u64 = 5_000;
/// A worker that shows no sign of life for this long while the workload runs is dead: a tick and a drawing later, within
/// a second, the reader is told. Those who live show it at least every 100 ms.
pub const SILENCE_DEADLINE_MS: u64 = 800;
/// Between two ticks no more than this counts as silence. Where they are further apart the page itself was busy, and
/// what workers may have sent meanwhile waits to be heard.
pub const LOOK_MS: u64 = 100;
/// No workload may run longer.
pub const RUN_LIMIT_MS: u64 = 10_000;
/// The longest rest after a forced kill that an edge may ask for.
pub const SETTLE_LIMIT_MS: u64 = 10_000;
/// Two ticks that are this far apart mean that the page was frozen. An edge ticks every 50 ms or so; browsers slow the
/// timers of hidden pages down to one second, which counts as frozen too.
pub const FREEZE_MS: u64 = 1_000;

/// What has not stopped this long after it was asked to is stopped by force. A tick of 50 ms later, at the latest, the
/// reader is told: within 200 ms, and within 1 s on plain Workers, which hear of it only between two slices of work.
pub const fn cancel_deadline_ms(method: Method) -> u64 {
    match method {
        Method::EventLoop | Method::Threads => 150,
        Method::PlainWorkers => 900,
    }
}
