//! What the supervisor is told, and what it answers.

use crate::{Failure, Method};

/// What the reader has asked for by a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// The best rung that this browser seems to offer. [`Method::PlainWorkers`] is tried where threads do not start.
    pub best: Method,
    /// Whether there is something that the page's own event loop can execute, if no Worker starts.
    pub loop_will_do: bool,
    /// How many workers the plan has, at least 1 and at most [`crate::MAX_WORKERS`].
    pub workers: u32,
    /// How long ago the click was, in milliseconds: what it took to load whoever asks.
    pub waited_ms: u64,
}

/// What happened. What belongs to a run or to an engine carries its number, as the command that began it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The reader asks for a run. Ignored while one is under way.
    Run(Request),
    /// The reader asks to stop.
    Cancel,
    /// The page is not seen any more: browsers slow it down, so what it measures does not count.
    Hidden,
    /// The engine's Workers are up.
    EngineReady(u32),
    /// The engine cannot be started, or has broken; the browser's own words.
    EngineFailed(u32, Failure),
    /// The kernel is warm; its speed is measured next. An executor that cannot tell goes on to [`Event::Began`].
    Warm(u32),
    /// The speed is known and the workload begins.
    Began(u32),
    /// A worker has shown that it is alive. The event loop is worker 0.
    Alive {
        /// The run's number.
        run: u32,
        /// Which worker.
        worker: u32,
    },
    /// The workload is done and its record is here; every worker is free.
    Finished(u32),
    /// The workload was abandoned, as asked; every worker is free.
    Stopped(u32),
    /// The workload ended without a usable record.
    RunFailed(u32, Failure),
    /// Time has passed. While a run is under way it has to come every 50 ms or so.
    Tick,
}

/// What the edge has to do. There is never more than one engine, nor more than one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Start an engine of this number; there is none.
    StartEngine {
        /// What it will be called in [`Event::EngineReady`] and [`Event::EngineFailed`].
        engine: u32,
        /// Never the event loop, which needs no start.
        method: Method,
        /// How many Workers.
        workers: u32,
    },
    /// Stop the engine's Workers by force and forget it.
    DropEngine,
    /// Give the engine, which is up and idle, the plan as run number so-and-so.
    RunOnEngine(u32),
    /// Execute the plan on the page's event loop, as run number so-and-so.
    RunOnLoop(u32),
    /// Ask whoever executes the run to stop: raise the flag, send the message, drop the loop.
    RaiseCancel,
}
