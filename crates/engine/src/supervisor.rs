//! Decides what happens to a run, from events and the time alone.
//!
//! It owns no worker, no timer and no message: the edge that does tells it what happened ([`Event`]) and carries out
//! what it answers ([`Command`]). Every run ends in exactly one of done, cancelled and failed, whatever the engine does
//! or fails to do. What arrives late, from a run that is over, is ignored.

use crate::{Failure, Method};

/// The engine's files must be loaded and its threads up within this time.
pub const START_DEADLINE_MS: u64 = 3_000;
/// Warming up and calibrating must be over within this time.
pub const PREPARE_DEADLINE_MS: u64 = 3_000;
/// A running engine that shows no sign of life for this long is given up.
pub const SILENCE_DEADLINE_MS: u64 = 3_000;
/// No run may take longer.
pub const RUN_LIMIT_MS: u64 = 10_000;
/// An engine that has not stopped this long after it was asked to is stopped by force.
pub const CANCEL_DEADLINE_MS: u64 = 150;

/// Where a run is; what the reader sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing has been asked for.
    Idle,
    /// Threads are being started.
    Starting,
    /// The kernel is warmed up and its speed measured.
    Preparing,
    /// The workload runs.
    Running,
    /// The reader has asked to stop; the engine has not stopped yet.
    Cancelling,
    /// Ended with a result.
    Done,
    /// Ended because the reader asked.
    Cancelled,
    /// Ended without a result.
    Failed(Failure),
}

impl Stage {
    /// Whether a run is under way.
    pub fn is_active(&self) -> bool {
        matches!(self, Stage::Starting | Stage::Preparing | Stage::Running | Stage::Cancelling)
    }
}

/// What happened. Events that belong to a run carry its number, as the command that began it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The reader asks for a run. Ignored while one is under way.
    Run {
        /// Who is to execute it.
        method: Method,
        /// How many threads it needs.
        workers: u32,
    },
    /// The reader asks to stop.
    Cancel,
    /// The engine's threads are up.
    EngineReady,
    /// The engine cannot be started, or has broken; the browser's own words.
    EngineFailed(Failure),
    /// The engine is warm and begins the workload.
    Began(u32),
    /// The engine has shown that it is alive.
    Alive(u32),
    /// The workload is done and its record is here.
    Finished(u32),
    /// The workload was abandoned, as asked.
    Stopped(u32),
    /// The workload ended without a usable record.
    RunFailed(u32, Failure),
    /// Time has passed.
    Tick,
}

/// What the edge has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Load the engine and start this many threads.
    StartEngine {
        /// At least as many as the run needs.
        workers: u32,
    },
    /// Stop the engine's threads by force and forget it.
    DropEngine,
    /// Give the engine the plan, as run number so-and-so.
    RunOnThreads(u32),
    /// Execute the plan on the page's event loop, as run number so-and-so.
    RunOnLoop(u32),
    /// Raise the flag that every slice of the run looks at.
    RaiseCancel,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Absent,
    Starting { workers: u32 },
    Ready { workers: u32 },
}

/// See the module's description.
#[derive(Clone, Debug)]
pub struct Supervisor {
    stage: Stage,
    engine: Engine,
    method: Method,
    run: u32,
    /// When the workload of the present run began.
    began_ms: Option<u64>,
    /// The moment at which the present stage has lasted too long.
    deadline_ms: u64,
    /// The moment at which the run has been silent for too long.
    silent_ms: u64,
}

impl Default for Supervisor {
    fn default() -> Self {
        Supervisor {
            stage: Stage::Idle,
            engine: Engine::Absent,
            method: Method::EventLoop,
            run: 0,
            began_ms: None,
            deadline_ms: 0,
            silent_ms: 0,
        }
    }
}

impl Supervisor {
    /// Where the run is.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The number of the present run, or of the last one.
    pub fn run(&self) -> u32 {
        self.run
    }

    /// For how long the workload of the present run has been running; 0 before it begins.
    pub fn running_ms(&self, now_ms: u64) -> u64 {
        self.began_ms.map_or(0, |began_ms| now_ms.saturating_sub(began_ms))
    }

    /// Takes what happened at `now_ms` and answers what is to be done, in order.
    pub fn on(&mut self, event: Event, now_ms: u64) -> Vec<Command> {
        if let Some(run) = event.run()
            && run != self.run
        {
            return Vec::new();
        }
        match event {
            Event::Run { method, workers } if !self.stage.is_active() => self.begin(method, workers, now_ms),
            Event::Cancel => self.cancel(now_ms),
            Event::EngineReady => self.engine_ready(now_ms),
            Event::EngineFailed(failure) => self.engine_failed(failure),
            Event::Began(_) if self.stage == Stage::Preparing => {
                self.began_ms = Some(now_ms);
                self.enter(Stage::Running, now_ms, RUN_LIMIT_MS);
                Vec::new()
            }
            Event::Alive(_) => {
                self.silent_ms = now_ms + SILENCE_DEADLINE_MS;
                Vec::new()
            }
            Event::Finished(_) => self.end(Stage::Done),
            Event::Stopped(_) => self.end(Stage::Cancelled),
            Event::RunFailed(_, failure) => self.end(Stage::Failed(failure)),
            Event::Tick => self.tick(now_ms),
            Event::Run { .. } | Event::Began(_) => Vec::new(),
        }
    }

    fn begin(&mut self, method: Method, workers: u32, now_ms: u64) -> Vec<Command> {
        self.run += 1;
        self.began_ms = None;
        self.method = method;
        if method == Method::EventLoop {
            self.enter(Stage::Preparing, now_ms, PREPARE_DEADLINE_MS);
            return vec![Command::RunOnLoop(self.run)];
        }
        match self.engine {
            Engine::Ready { workers: ready } if ready >= workers => {
                self.enter(Stage::Preparing, now_ms, PREPARE_DEADLINE_MS);
                vec![Command::RunOnThreads(self.run)]
            }
            Engine::Starting { workers: starting } if starting >= workers => {
                self.enter(Stage::Starting, now_ms, START_DEADLINE_MS);
                Vec::new()
            }
            Engine::Absent => self.start_engine(workers, now_ms),
            Engine::Starting { .. } | Engine::Ready { .. } => {
                let mut commands = vec![Command::DropEngine];
                commands.extend(self.start_engine(workers, now_ms));
                commands
            }
        }
    }

    fn start_engine(&mut self, workers: u32, now_ms: u64) -> Vec<Command> {
        self.engine = Engine::Starting { workers };
        self.enter(Stage::Starting, now_ms, START_DEADLINE_MS);
        vec![Command::StartEngine { workers }]
    }

    fn engine_ready(&mut self, now_ms: u64) -> Vec<Command> {
        if let Engine::Starting { workers } = self.engine {
            self.engine = Engine::Ready { workers };
        }
        if self.stage != Stage::Starting {
            return Vec::new();
        }
        self.enter(Stage::Preparing, now_ms, PREPARE_DEADLINE_MS);
        vec![Command::RunOnThreads(self.run)]
    }

    fn engine_failed(&mut self, failure: Failure) -> Vec<Command> {
        let mut commands = self.drop_engine();
        if self.stage.is_active() && self.method == Method::Threads {
            commands.extend(self.end(Stage::Failed(failure)));
        }
        commands
    }

    fn cancel(&mut self, now_ms: u64) -> Vec<Command> {
        match self.stage {
            // Nothing runs yet: the engine may go on starting, it will serve the next run.
            Stage::Starting => self.end(Stage::Cancelled),
            Stage::Preparing | Stage::Running => {
                self.enter(Stage::Cancelling, now_ms, CANCEL_DEADLINE_MS);
                vec![Command::RaiseCancel]
            }
            Stage::Idle | Stage::Cancelling | Stage::Done | Stage::Cancelled | Stage::Failed(_) => Vec::new(),
        }
    }

    fn tick(&mut self, now_ms: u64) -> Vec<Command> {
        let late = now_ms >= self.deadline_ms;
        let silent = now_ms >= self.silent_ms;
        let stage = match self.stage {
            Stage::Starting | Stage::Preparing if late => Stage::Failed(Failure::NeverAnswered),
            Stage::Running if late => Stage::Failed(Failure::TookTooLong),
            Stage::Running if silent => Stage::Failed(Failure::FellSilent),
            Stage::Cancelling if late => Stage::Cancelled,
            _ => return Vec::new(),
        };
        let mut commands = vec![Command::RaiseCancel];
        if self.method == Method::Threads {
            commands.extend(self.drop_engine());
        }
        commands.extend(self.end(stage));
        commands
    }

    fn drop_engine(&mut self) -> Vec<Command> {
        match std::mem::replace(&mut self.engine, Engine::Absent) {
            Engine::Absent => Vec::new(),
            Engine::Starting { .. } | Engine::Ready { .. } => vec![Command::DropEngine],
        }
    }

    fn end(&mut self, stage: Stage) -> Vec<Command> {
        if self.stage.is_active() {
            self.stage = stage;
        }
        Vec::new()
    }

    fn enter(&mut self, stage: Stage, now_ms: u64, limit_ms: u64) {
        self.stage = stage;
        self.deadline_ms = now_ms + limit_ms;
        self.silent_ms = now_ms + SILENCE_DEADLINE_MS;
    }
}

impl Event {
    fn run(&self) -> Option<u32> {
        match self {
            Event::Began(run)
            | Event::Alive(run)
            | Event::Finished(run)
            | Event::Stopped(run)
            | Event::RunFailed(run, _) => Some(*run),
            Event::Run { .. } | Event::Cancel | Event::EngineReady | Event::EngineFailed(_) | Event::Tick => {
                None
            }
        }
    }
}
