//! What must hold whatever happens: checked at every event and every command, from what the edge knows.

use std::collections::HashSet;

use meanwhile_engine::supervisor::{
    BEGIN_DEADLINE_MS, FREEZE_MS, LOOK_MS, RUN_LIMIT_MS, SILENCE_DEADLINE_MS, START_DEADLINE_MS,
    cancel_deadline_ms,
};
use meanwhile_engine::{Command, Event, Failure, MAX_WORKERS, Method, Request, Stage, Supervisor};

use super::edge::Verdict;

/// How a run ended, on which rung.
pub(crate) type End = (Stage, Method);

/// What has been seen so far. Times are those that the clock has passed; going backwards counts as nothing.
pub(crate) struct Rules {
    settle_ms: u64,
    seen_ms: u64,
    clock_ms: Option<u64>,
    last_tick_ms: u64,
    run: u32,
    stage: Stage,
    method: Method,
    /// When the stage was entered.
    since_ms: u64,
    request: Option<Request>,
    /// Five seconds after the click.
    click_by_ms: u64,
    /// The same, with the rest after a forced kill.
    begin_by_ms: u64,
    began_ms: u64,
    engine_started_ms: u64,
    engine_dropped_ms: Option<u64>,
    /// The last drop of an engine that was at work.
    killed_ms: Option<u64>,
    beats_ms: [u64; MAX_WORKERS as usize],
    /// How much of the time since its last beat nobody could hear a worker, because the page was busy.
    deaf_ms: [u64; MAX_WORKERS as usize],
    /// The rungs on which this run was tried.
    tried: Vec<Method>,
    is_executed: bool,
    is_cancelled: bool,
    /// It was hidden or frozen before it ended.
    is_spoiled: bool,
    finished: HashSet<u32>,
    /// How the runs ended.
    pub ends: Vec<End>,
}

impl Rules {
    pub(crate) fn new(settle_ms: u64) -> Rules {
        Rules {
            settle_ms,
            seen_ms: 0,
            clock_ms: None,
            last_tick_ms: 0,
            run: 0,
            stage: Stage::Idle,
            method: Method::EventLoop,
            since_ms: 0,
            request: None,
            click_by_ms: 0,
            begin_by_ms: 0,
            began_ms: 0,
            engine_started_ms: 0,
            engine_dropped_ms: None,
            killed_ms: None,
            beats_ms: [0; MAX_WORKERS as usize],
            deaf_ms: [0; MAX_WORKERS as usize],
            tried: Vec::new(),
            is_executed: false,
            is_cancelled: false,
            is_spoiled: false,
            finished: HashSet::new(),
            ends: Vec::new(),
        }
    }

    /// The workload of this run has really come to its end.
    pub(crate) fn finished(&mut self, run: u32) {
        self.finished.insert(run);
    }

    pub(crate) fn dropped(&mut self, was_at_work: bool) {
        self.engine_dropped_ms = Some(self.seen_ms);
        if was_at_work {
            self.killed_ms = Some(self.seen_ms);
        }
    }

    /// The supervisor has heard `event`, and has not been obeyed yet.
    pub(crate) fn heard<const FAULT: u8>(
        &mut self,
        event: &Event,
        before: &Stage,
        supervisor: &Supervisor<FAULT>,
        clock_ms: u64,
    ) -> Verdict {
        self.seen_ms += clock_ms.saturating_sub(self.clock_ms.unwrap_or(clock_ms));
        self.clock_ms = Some(clock_ms);
        let begins = matches!(event, Event::Run(_)) && !before.is_active();
        if let (Event::Run(request), true) = (event, begins) {
            self.begin(*request);
        }
        require(supervisor.run() == self.run, "a run begins that nobody has asked for, or does not")?;
        self.note(event, before);
        let after = supervisor.stage();
        if begins {
            require(
                rank(after) <= rank(&Stage::Warming) || !after.is_active(),
                "a run begins in its middle",
            )?;
        } else {
            require(rank(before) <= rank(after), "a run goes backwards")?;
            let is_over = rank(before) == rank(&Stage::Done);
            require(!is_over || before == after, "something changes after the end")?;
            require(!is_over || supervisor.method() == self.method, "the rung changes after the end")?;
        }
        if begins || before != after {
            self.since_ms = self.seen_ms;
        }
        if *before != Stage::Running && *after == Stage::Running {
            self.beats_ms = [self.seen_ms; MAX_WORKERS as usize];
            self.deaf_ms = [0; MAX_WORKERS as usize];
            self.began_ms = self.seen_ms;
        }
        (self.stage, self.method) = (after.clone(), supervisor.method());
        if rank(after) == rank(&Stage::Done) && (begins || before != after) {
            self.check_ending()?;
            self.ends.push((self.stage.clone(), self.method));
        }
        Ok(())
    }

    fn begin(&mut self, request: Request) {
        self.run += 1;
        let waited_ms = request.waited_ms.min(BEGIN_DEADLINE_MS);
        self.click_by_ms = self.seen_ms + BEGIN_DEADLINE_MS - waited_ms;
        self.begin_by_ms = self.click_by_ms;
        if let Some(rested_ms) = self.engine_dropped_ms.map(|ms| ms + self.settle_ms) {
            self.begin_by_ms = self.begin_by_ms.max(rested_ms + BEGIN_DEADLINE_MS);
        }
        self.request = Some(request);
        self.last_tick_ms = self.seen_ms;
        self.tried.clear();
        (self.is_executed, self.is_cancelled, self.is_spoiled) = (false, false, false);
    }

    fn note(&mut self, event: &Event, before: &Stage) {
        let is_open = before.is_active() && *before != Stage::Cancelling;
        match event {
            Event::Cancel if is_open => self.is_cancelled = true,
            Event::Hidden if is_open => self.is_spoiled = true,
            Event::Alive { run, worker } if *run == self.run => {
                self.beats_ms[*worker as usize] = self.seen_ms;
                self.deaf_ms[*worker as usize] = 0;
            }
            Event::Tick => {
                let gap_ms = self.seen_ms - std::mem::replace(&mut self.last_tick_ms, self.seen_ms);
                self.is_spoiled |= gap_ms >= FREEZE_MS && is_open;
                for (beat_ms, deaf_ms) in self.beats_ms.iter().zip(&mut self.deaf_ms) {
                    *deaf_ms += gap_ms.min(self.seen_ms - beat_ms).saturating_sub(LOOK_MS);
                }
            }
            _ => {}
        }
    }

    /// How a run ended must be how it was.
    fn check_ending(&self) -> Verdict {
        require(!self.is_cancelled || self.stage == Stage::Cancelled, "what was cancelled ends otherwise")?;
        let is_marked = matches!(self.stage, Stage::Failed(Failure::Hidden | Failure::Frozen));
        require(self.is_spoiled == is_marked, "a hidden or frozen page is not marked, or another one is")?;
        match &self.stage {
            Stage::Done => require(self.finished.contains(&self.run), "what is not finished is done"),
            Stage::Cancelled => require(self.is_cancelled, "a run is cancelled that nobody cancelled"),
            Stage::TimedOut => {
                require(self.seen_ms >= self.began_ms + RUN_LIMIT_MS, "a run times out before its time")
            }
            Stage::Failed(Failure::FellSilent) => {
                require(self.longest_silence_ms() >= SILENCE_DEADLINE_MS, "a silence that there was not")
            }
            Stage::Failed(Failure::NeverAnswered) => {
                let start_by_ms = self.engine_started_ms + START_DEADLINE_MS;
                require(
                    self.seen_ms >= self.click_by_ms.min(start_by_ms),
                    "a run is given up before its time",
                )
            }
            Stage::Failed(Failure::Plan(_)) => {
                let is_good = |request: Request| (1..=MAX_WORKERS).contains(&request.workers);
                require(!self.request.is_some_and(is_good), "a good plan is refused")
            }
            _ => Ok(()),
        }
    }

    /// Of those who execute the run, while somebody listened.
    fn longest_silence_ms(&self) -> u64 {
        let workers = match self.method {
            Method::EventLoop => 1,
            Method::Threads | Method::PlainWorkers => self.request.map_or(0, |request| request.workers),
        };
        let workers = self.beats_ms.iter().zip(&self.deaf_ms).take(workers as usize);
        workers.map(|(beat_ms, deaf_ms)| self.seen_ms - beat_ms - deaf_ms).max().unwrap_or(0)
    }

    /// After a tick, once all is done that followed from it.
    pub(crate) fn check_deadlines(&self) -> Verdict {
        let lasts_ms = self.seen_ms - self.since_ms;
        let is_before_its_workload = rank(&self.stage) < rank(&Stage::Running) && self.stage.is_active();
        require(
            !is_before_its_workload || self.seen_ms < self.begin_by_ms,
            "the workload does not begin in time",
        )?;
        match self.stage {
            Stage::Settling => {
                let rested_ms = self.engine_dropped_ms.map_or(0, |ms| ms + self.settle_ms);
                require(self.seen_ms < rested_ms, "a run rests without a reason")
            }
            Stage::Starting => {
                let starts_ms = self.seen_ms - self.engine_started_ms;
                require(starts_ms < START_DEADLINE_MS, "an engine starts too long")
            }
            Stage::Running => {
                require(lasts_ms < RUN_LIMIT_MS, "a run runs too long")?;
                require(self.longest_silence_ms() < SILENCE_DEADLINE_MS, "a silent worker is not noticed")
            }
            Stage::Cancelling => {
                require(lasts_ms < cancel_deadline_ms(self.method), "what is cancelled does not end in time")
            }
            _ => Ok(()),
        }
    }

    /// The edge is told to do something, in answer to an event before which the run was at `before`.
    pub(crate) fn told(&mut self, command: &Command, before: &Stage) -> Verdict {
        match *command {
            Command::StartEngine { method, workers, .. } => {
                self.engine_started_ms = self.seen_ms;
                require(self.stage == Stage::Starting, "an engine is started for nobody")?;
                require(
                    self.request.is_some_and(|request| request.workers == workers),
                    "wrong number of workers",
                )?;
                require((1..=MAX_WORKERS).contains(&workers), "too many workers")?;
                require(method != Method::EventLoop, "an event loop is started as an engine")?;
                self.try_rung(method)
            }
            Command::RunOnEngine(run) => {
                if !self.tried.contains(&self.method) {
                    self.try_rung(self.method)?;
                }
                self.execute(run)
            }
            Command::RunOnLoop(run) => {
                let is_allowed = |request: Request| request.best == Method::EventLoop || request.loop_will_do;
                require(self.request.is_some_and(is_allowed), "the event loop is used where it will not do")?;
                self.try_rung(Method::EventLoop)?;
                self.execute(run)
            }
            Command::RaiseCancel => {
                let was_executed = (rank(&Stage::Warming)..=rank(&Stage::Cancelling)).contains(&rank(before));
                require(was_executed, "what is not executed is asked to stop")
            }
            Command::DropEngine => Ok(()),
        }
    }

    fn try_rung(&mut self, method: Method) -> Verdict {
        let best = self.request.map_or(Method::EventLoop, |request| request.best);
        require(height(method) <= height(best), "a better rung is used than was wanted")?;
        let descends = self.tried.last().is_none_or(|last| height(method) < height(*last));
        require(descends, "a rung is tried twice")?;
        self.tried.push(method);
        Ok(())
    }

    fn execute(&mut self, run: u32) -> Verdict {
        require(run == self.run, "the plan is executed under another number")?;
        require(!std::mem::replace(&mut self.is_executed, true), "a run is executed twice")?;
        let rested_ms = self.killed_ms.map_or(0, |ms| ms + self.settle_ms);
        require(self.seen_ms >= rested_ms, "something is measured while a killed worker still computes")
    }
}

fn require(holds: bool, broken: &str) -> Verdict {
    if holds { Ok(()) } else { Err(broken.to_owned()) }
}

/// How far a run has come; all ends are equally far.
fn rank(stage: &Stage) -> u32 {
    match stage {
        Stage::Idle => 0,
        Stage::Settling => 1,
        Stage::Starting => 2,
        Stage::Warming => 3,
        Stage::Calibrating => 4,
        Stage::Running => 5,
        Stage::Cancelling => 6,
        Stage::Done | Stage::Cancelled | Stage::TimedOut | Stage::Failed(_) => 7,
    }
}

/// The better the rung, the higher.
fn height(method: Method) -> u32 {
    match method {
        Method::EventLoop => 0,
        Method::PlainWorkers => 1,
        Method::Threads => 2,
    }
}
