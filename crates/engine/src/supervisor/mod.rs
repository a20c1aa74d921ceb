//! Decides what happens to a run, from events and the time alone.
//!
//! It owns no worker, no timer and no message: the edge that does tells it what happened ([`Event`]) and carries out
//! what it answers ([`Command`]), in that order and before the next event. Every run ends in exactly one of done,
//! cancelled, timed out and failed, whatever the engine does or fails to do:
//!
//! ```text
//!  Run ─▶ Settling ─▶ Starting ─▶ Warming ─▶ Calibrating ─▶ Running ─▶ Done
//!                      ▲    │        └────────────┴────────────┴─▶ Cancelling ─▶ Cancelled, TimedOut, Failed
//!                      └────┘ the next rung
//! ```
//!
//! - **The ladder.** Where threads do not start, plain Workers are tried, and after them the event loop if it will do.
//!   An engine that is up serves the next runs too, on its rung; where one has to be started, the ladder is climbed
//!   from the top again.
//! - **Who is dead.** Browsers tell nobody that a Worker has died, so each has to show that it is alive. One that does
//!   not ends the run as failed, and the whole engine is dropped; the next run starts another. A page that was busy has
//!   heard nobody, so that silence counts only while it looked in time.
//! - **After a forced kill** a browser may let the killed worker use a core for a while, for which nothing is measured:
//!   the next run waits, in a stage that says so. Killing what is idle or still starting needs no such rest.
//! - **A hidden or frozen page** measures nothing that counts: the run is stopped, and fails with a sentence of its own.
//! - **What was asked to stop** ends as it was going to, even if it finishes before it hears of that.
//! - **What comes late**, from a run that is over or an engine that was dropped, is ignored.

mod clock;
mod deadlines;
mod events;
#[doc(hidden)]
pub mod faults;
mod ladder;
mod silence;
mod stage;

pub use deadlines::{
    BEGIN_DEADLINE_MS, FREEZE_MS, LOOK_MS, RUN_LIMIT_MS, SETTLE_LIMIT_MS, SILENCE_DEADLINE_MS,
    START_DEADLINE_MS, cancel_deadline_ms,
};
pub use events::{Command, Event, Request};
pub use stage::Stage;

use crate::{Failure, MAX_WORKERS, Method, PlanError};
use clock::Elapsed;
use faults::{Fault, NO_FAULT};
use ladder::Engine;
use silence::Watch;

/// See the module's description. All its times are [`Elapsed`] ones.
#[derive(Clone, Debug)]
pub struct Supervisor<const FAULT: u8 = NO_FAULT> {
    clock: Elapsed,
    /// For how long nothing is measured after a forced kill.
    settle_ms: u64,
    stage: Stage,
    /// What the run ends as, once it has stopped; of use while cancelling.
    ending: Stage,
    engine: Option<Engine>,
    /// The number of the last engine.
    engines: u32,
    run: u32,
    request: Request,
    method: Method,
    why_not_better: Option<Failure>,
    last_tick_ms: u64,
    /// The moment from which something may be measured.
    settled_ms: u64,
    /// The moment at which the workload must run.
    begin_by_ms: u64,
    /// When the workload of the present run began.
    began_ms: Option<u64>,
    /// The moment at which what was asked to stop must have stopped.
    stop_by_ms: u64,
    watch: Watch,
}

impl Supervisor {
    /// Nothing runs. `settle_ms` is for how long this browser may let a worker that was stopped by force use a core:
    /// 0 for all but Chromium, where it is 4.5 s; at most [`SETTLE_LIMIT_MS`].
    pub fn new(settle_ms: u64) -> Supervisor {
        Self::at_rest(settle_ms)
    }
}

impl<const FAULT: u8> Supervisor<FAULT> {
    fn at_rest(settle_ms: u64) -> Self {
        Supervisor {
            clock: Elapsed::default(),
            settle_ms: settle_ms.min(SETTLE_LIMIT_MS),
            stage: Stage::Idle,
            ending: Stage::Cancelled,
            engine: None,
            engines: 0,
            run: 0,
            request: Request { best: Method::EventLoop, loop_will_do: true, workers: 1, waited_ms: 0 },
            method: Method::EventLoop,
            why_not_better: None,
            last_tick_ms: 0,
            settled_ms: 0,
            begin_by_ms: 0,
            began_ms: None,
            stop_by_ms: 0,
            watch: Watch::new(0),
        }
    }

    /// Where the run is.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The number of the present run, or of the last one.
    pub fn run(&self) -> u32 {
        self.run
    }

    /// On which rung the present run is, or the last one was.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Why it is not on the next better rung, where that was wanted.
    pub fn why_not_better(&self) -> Option<&Failure> {
        self.why_not_better.as_ref()
    }

    /// For how long the workload of the present run has been running; 0 before it begins.
    pub fn running_ms(&self, now_ms: u64) -> u64 {
        self.began_ms.map_or(0, |began_ms| self.clock.at(now_ms).saturating_sub(began_ms))
    }

    /// Takes what happened at `now_ms`, in milliseconds since any moment, and answers what is to be done, in order.
    pub fn on(&mut self, event: Event, now_ms: u64) -> Vec<Command> {
        let now_ms = if Self::has(Fault::ClockTrusted) { now_ms } else { self.clock.read(now_ms) };
        if !self.concerns(&event) {
            return Vec::new();
        }
        match event {
            Event::Run(request) => self.begin(request, now_ms),
            Event::Cancel => self.interrupt(Stage::Cancelled, now_ms),
            Event::Hidden => self.interrupt(Stage::Failed(Failure::Hidden), now_ms),
            Event::EngineReady(_) => self.engine_ready(),
            Event::EngineFailed(_, failure) => self.engine_failed(failure, now_ms),
            Event::Finished(_) => self.end(Stage::Done),
            Event::Stopped(_) => self.end(Stage::Cancelled),
            Event::RunFailed(_, failure) => self.give_up(Stage::Failed(failure), now_ms),
            Event::Tick => self.tick(now_ms),
            Event::Warm(_) => self.warm(),
            Event::Began(_) => self.begin_workload(now_ms),
            Event::Alive { worker, .. } => self.beat(worker, now_ms),
        }
    }

    /// Whether an event is about the present run or engine, and comes when there is something to be done about it.
    fn concerns(&self, event: &Event) -> bool {
        match *event {
            Event::Run(_) => !self.stage.is_active() || Self::has(Fault::TwoRunsAtOnce),
            Event::Hidden if Self::has(Fault::HiddenOverlooked) => false,
            Event::Cancel | Event::Hidden => self.stage.is_active() && self.stage != Stage::Cancelling,
            Event::EngineReady(number) | Event::EngineFailed(number, _) => {
                let present =
                    |engine: &Engine| engine.number == number || Self::has(Fault::EarlierEngineHeard);
                self.engine.as_ref().is_some_and(present)
            }
            Event::Warm(run)
            | Event::Began(run)
            | Event::Alive { run, .. }
            | Event::Finished(run)
            | Event::Stopped(run)
            | Event::RunFailed(run, _) => {
                (run == self.run || Self::has(Fault::EarlierRunHeard))
                    && (self.stage.is_executing() || Self::has(Fault::HeardAfterTheEnd))
            }
            Event::Tick => self.stage.is_active(),
        }
    }

    fn begin(&mut self, request: Request, now_ms: u64) -> Vec<Command> {
        self.run = self.run.wrapping_add(1);
        self.began_ms = None;
        self.why_not_better = None;
        self.request = request;
        self.method = request.best;
        self.last_tick_ms = now_ms;
        if !(1..=MAX_WORKERS).contains(&request.workers) {
            self.stage = Stage::Failed(Failure::Plan(PlanError::TooManyWorkers(request.workers)));
            return Vec::new();
        }
        if now_ms < self.settled_ms && !Self::has(Fault::NoRestAfterAKill) {
            self.begin_by_ms = self.settled_ms + BEGIN_DEADLINE_MS;
            self.stage = Stage::Settling;
            return Vec::new();
        }
        self.begin_by_ms = now_ms + BEGIN_DEADLINE_MS.saturating_sub(request.waited_ms);
        self.climb(now_ms)
    }

    fn warm(&mut self) -> Vec<Command> {
        if self.stage == Stage::Warming {
            self.stage = Stage::Calibrating;
        }
        Vec::new()
    }

    fn begin_workload(&mut self, now_ms: u64) -> Vec<Command> {
        if matches!(self.stage, Stage::Warming | Stage::Calibrating) {
            self.stage = Stage::Running;
            self.began_ms = Some(now_ms);
            self.watch = Watch::new(now_ms);
        }
        Vec::new()
    }

    fn beat(&mut self, worker: u32, now_ms: u64) -> Vec<Command> {
        if Self::has(Fault::OneLifeForAll) {
            self.watch = Watch::new(now_ms);
        }
        self.watch.heard(worker, now_ms);
        Vec::new()
    }

    fn tick(&mut self, now_ms: u64) -> Vec<Command> {
        let gap_ms = now_ms.saturating_sub(std::mem::replace(&mut self.last_tick_ms, now_ms));
        let is_frozen = gap_ms >= FREEZE_MS && !Self::has(Fault::FreezeOverlooked);
        let is_late = now_ms >= self.begin_by_ms;
        let counts_ms = if Self::has(Fault::BusyPageOverlooked) { gap_ms } else { LOOK_MS };
        self.watch.look(gap_ms, counts_ms, now_ms);
        match self.stage {
            Stage::Cancelling if now_ms >= self.stop_by_ms && !Self::has(Fault::CancelTrusted) => {
                self.give_up(Stage::Cancelled, now_ms)
            }
            Stage::Cancelling => Vec::new(),
            _ if is_frozen => self.interrupt(Stage::Failed(Failure::Frozen), now_ms),
            Stage::Settling if now_ms >= self.settled_ms => self.climb(now_ms),
            Stage::Starting if self.starts_too_long(now_ms) => {
                self.engine_failed(Failure::NeverAnswered, now_ms)
            }
            Stage::Warming | Stage::Calibrating if is_late && !Self::has(Fault::PreparationUnwatched) => {
                self.give_up(Stage::Failed(Failure::NeverAnswered), now_ms)
            }
            Stage::Running if self.running_too_long(now_ms) => self.interrupt(Stage::TimedOut, now_ms),
            Stage::Running if self.is_one_silent() => {
                self.give_up(Stage::Failed(Failure::FellSilent), now_ms)
            }
            _ => Vec::new(),
        }
    }

    fn starts_too_long(&self, now_ms: u64) -> bool {
        let start_by_ms = self.engine.as_ref().map_or(0, |engine| engine.start_by_ms);
        now_ms >= start_by_ms.min(self.begin_by_ms) && !Self::has(Fault::StartUnwatched)
    }

    fn running_too_long(&self, now_ms: u64) -> bool {
        let limit_ms = self.began_ms.unwrap_or(0) + RUN_LIMIT_MS;
        now_ms >= limit_ms && !Self::has(Fault::LimitForgotten)
    }

    /// Whether any of those who execute the run is.
    fn is_one_silent(&self) -> bool {
        self.watch.is_one_dead(if self.method == Method::EventLoop { 1 } else { self.request.workers })
    }

    /// Asks whoever executes the run to stop; it ends as `ending` then.
    fn interrupt(&mut self, ending: Stage, now_ms: u64) -> Vec<Command> {
        if !self.stage.is_executing() {
            // Nothing executes yet. The engine may go on starting, it will serve the next run.
            self.stage = ending;
            return Vec::new();
        }
        self.ending = ending;
        self.stage = Stage::Cancelling;
        self.stop_by_ms = now_ms + cancel_deadline_ms(self.method);
        vec![Command::RaiseCancel]
    }

    /// Ends the run without waiting for anybody, and drops the engine, which cannot be relied on any more. Its workers
    /// look at the flag once more, perhaps, while they are being stopped.
    fn give_up(&mut self, stage: Stage, now_ms: u64) -> Vec<Command> {
        let mut commands = self.end(stage);
        commands.push(Command::RaiseCancel);
        if self.method != Method::EventLoop && !Self::has(Fault::DeadEngineKept) {
            commands.extend(self.drop_engine());
            self.settled_ms = now_ms + self.settle_ms;
        }
        commands
    }

    /// Ends the run: as `stage`, or as it was going to where it had been asked to stop.
    fn end(&mut self, stage: Stage) -> Vec<Command> {
        let was_asked_to_stop = self.stage == Stage::Cancelling;
        let counts = stage == Stage::Done && Self::has(Fault::StoppedButDone);
        self.stage = if was_asked_to_stop && !counts { self.ending.clone() } else { stage };
        Vec::new()
    }
}
