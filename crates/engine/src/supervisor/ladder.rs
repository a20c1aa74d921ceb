//! Which rung a run is executed on, and the engine that it needs there.

use super::faults::Fault;
use super::{Command, Request, START_DEADLINE_MS, Stage, Supervisor};
use crate::{Failure, Method};

/// Workers that are up or being started.
#[derive(Clone, Debug)]
pub(super) struct Engine {
    pub(super) number: u32,
    method: Method,
    workers: u32,
    is_ready: bool,
    pub(super) start_by_ms: u64,
    why_not_better: Option<Failure>,
}

impl<const FAULT: u8> Supervisor<FAULT> {
    /// Takes the engine that there is, if it serves, or the best rung.
    pub(super) fn climb(&mut self, now_ms: u64) -> Vec<Command> {
        if self.request.best == Method::EventLoop {
            return self.start(Method::EventLoop, now_ms);
        }
        if let Some(engine) = self.engine.as_ref().filter(|engine| engine.serves(&self.request)) {
            let is_ready = engine.is_ready;
            self.method = engine.method;
            self.why_not_better =
                engine.why_not_better.clone().filter(|_| engine.method != self.request.best);
            self.stage = Stage::Starting;
            return if is_ready { self.execute() } else { Vec::new() };
        }
        let mut commands = self.drop_engine();
        commands.extend(self.start(self.request.best, now_ms));
        commands
    }

    fn start(&mut self, method: Method, now_ms: u64) -> Vec<Command> {
        self.method = method;
        if method == Method::EventLoop {
            return self.execute();
        }
        let workers = self.request.workers;
        self.engines = self.engines.wrapping_add(1);
        self.engine = Some(Engine {
            number: self.engines,
            method,
            workers,
            is_ready: false,
            start_by_ms: now_ms + START_DEADLINE_MS,
            why_not_better: self.why_not_better.clone(),
        });
        self.stage = Stage::Starting;
        vec![Command::StartEngine { engine: self.engines, method, workers }]
    }

    /// The engine did not start: the next rung, if there is one and time is left.
    fn fall(&mut self, failure: Failure, now_ms: u64) -> Vec<Command> {
        let loop_will_do = self.request.loop_will_do || Self::has(Fault::LoopUnasked);
        let next = match self.method {
            Method::Threads if Self::has(Fault::SameRungAgain) => Method::Threads,
            Method::Threads => Method::PlainWorkers,
            Method::PlainWorkers if loop_will_do => Method::EventLoop,
            Method::PlainWorkers | Method::EventLoop => return self.end(Stage::Failed(failure)),
        };
        if now_ms >= self.begin_by_ms {
            return self.end(Stage::Failed(failure));
        }
        self.why_not_better = Some(failure);
        self.start(next, now_ms)
    }

    pub(super) fn execute(&mut self) -> Vec<Command> {
        self.stage = Stage::Warming;
        match self.method {
            Method::EventLoop => vec![Command::RunOnLoop(self.run)],
            Method::Threads | Method::PlainWorkers => vec![Command::RunOnEngine(self.run)],
        }
    }

    pub(super) fn engine_ready(&mut self) -> Vec<Command> {
        if let Some(engine) = &mut self.engine {
            engine.is_ready = true;
        }
        if self.stage == Stage::Starting { self.execute() } else { Vec::new() }
    }

    pub(super) fn engine_failed(&mut self, failure: Failure, now_ms: u64) -> Vec<Command> {
        if self.stage.is_executing() && self.method != Method::EventLoop {
            return self.give_up(Stage::Failed(failure), now_ms);
        }
        let mut commands = self.drop_engine();
        if self.stage == Stage::Starting {
            commands.extend(self.fall(failure, now_ms));
        }
        commands
    }

    pub(super) fn drop_engine(&mut self) -> Vec<Command> {
        match self.engine.take() {
            Some(_) if !Self::has(Fault::TwoEngines) => vec![Command::DropEngine],
            _ => Vec::new(),
        }
    }
}

impl Engine {
    /// Whether it can carry out what is asked for: it is large enough, and not better than what is wanted.
    fn serves(&self, request: &Request) -> bool {
        self.workers >= request.workers && (self.method == request.best || request.best == Method::Threads)
    }
}
