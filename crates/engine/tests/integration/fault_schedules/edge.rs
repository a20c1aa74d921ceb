//! A model of the edge: it lets time pass, tells the supervisor what happens, and carries out what it commands, which
//! must be possible at that moment.

use meanwhile_engine::supervisor::faults::NO_FAULT;
use meanwhile_engine::{Command, Event, Method, Request, Stage, Supervisor};

use super::rules::{End, Rules};
use super::schedule::{Action, Schedule};
use super::workers::{Coming, Engine, Work};

/// What was broken, in words, or nothing.
pub(crate) type Verdict = Result<(), String>;

/// Where the clock stands at first: far enough from 0 to be set back.
const FIRST_CLOCK_MS: u64 = 100_000;
/// However badly everything goes, a run has ended after this time.
const LONGEST_RUN_MS: u64 = 4_500 + 5_000 + 10_000 + 1_200;
const TICK_MS: u64 = 50;
const GOOD_RUN: Request = Request { best: Method::Threads, loop_will_do: true, workers: 2, waited_ms: 0 };

/// Plays the schedule against a supervisor, and tells how its runs ended.
pub(crate) fn play(schedule: &Schedule) -> Result<Vec<End>, String> {
    play_with::<NO_FAULT>(schedule)
}

/// The same with a fault planted in the supervisor.
pub(crate) fn play_with<const FAULT: u8>(schedule: &Schedule) -> Result<Vec<End>, String> {
    let mut edge = Edge::<FAULT>::new(schedule);
    schedule.actions.iter().try_for_each(|action| edge.act(*action))?;
    edge.pass(LONGEST_RUN_MS, TICK_MS, Until::Over)?;
    edge.require(!edge.is_active(), "a run does not end")?;
    // After all that, a run is as good as any. An engine that never came up may cost one more.
    edge.is_lucky = true;
    for _ in 0..2 {
        edge.feed(Event::Run(GOOD_RUN))?;
        edge.pass(LONGEST_RUN_MS, TICK_MS, Until::Over)?;
        if *edge.supervisor.stage() == Stage::Done {
            return Ok(edge.rules.ends);
        }
    }
    Err("nothing can be run any more".to_owned())
}

pub(super) struct Edge<'a, const FAULT: u8> {
    supervisor: Supervisor<FAULT>,
    pub rules: Rules,
    pub schedule: &'a Schedule,
    /// How many of each list of the schedule have been used.
    pub used: [usize; 3],
    /// From now on everything goes as usual.
    pub is_lucky: bool,
    pub now_ms: u64,
    clock_ms: u64,
    next_tick_ms: u64,
    /// What is to come, and when; of those that come at once, the first.
    pub coming: Vec<(u64, Coming)>,
    pub engine: Option<Engine>,
    pub page_loop: Option<Work>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// The time has passed.
    Passed,
    /// The time has passed, or nothing is under way any more.
    Over,
}

impl<'a, const FAULT: u8> Edge<'a, FAULT> {
    fn new(schedule: &'a Schedule) -> Self {
        Edge {
            supervisor: Supervisor::with_fault(schedule.settle_ms),
            rules: Rules::new(schedule.settle_ms),
            schedule,
            used: [0; 3],
            is_lucky: false,
            now_ms: 0,
            clock_ms: FIRST_CLOCK_MS,
            next_tick_ms: 0,
            coming: Vec::new(),
            engine: None,
            page_loop: None,
        }
    }

    fn act(&mut self, action: Action) -> Verdict {
        match action {
            Action::Click(request) => self.feed(Event::Run(request)),
            Action::Cancel => self.feed(Event::Cancel),
            Action::Hide => self.feed(Event::Hidden),
            Action::Pass { ms, tick_ms } => self.pass(ms, tick_ms, Until::Passed),
            Action::Freeze { ms, tick_first } => self.freeze(ms, tick_first),
            Action::SetClock(by_ms) => {
                self.clock_ms = self.clock_ms.saturating_add_signed(by_ms);
                Ok(())
            }
        }
    }

    fn pass(&mut self, ms: u64, tick_ms: u64, until: Until) -> Verdict {
        let end_ms = self.now_ms + ms;
        self.next_tick_ms = self.now_ms + tick_ms;
        while until == Until::Passed || self.is_active() {
            let first = (0..self.coming.len()).min_by_key(|index| self.coming[*index].0);
            let first = first.filter(|index| self.coming[*index].0 <= self.next_tick_ms.min(end_ms));
            if let Some(index) = first {
                let (due_ms, coming) = self.coming.remove(index);
                self.advance(due_ms);
                self.happen(coming)?;
            } else if self.next_tick_ms <= end_ms {
                self.advance(self.next_tick_ms);
                self.next_tick_ms += tick_ms;
                self.tick()?;
            } else {
                self.advance(end_ms);
                break;
            }
        }
        Ok(())
    }

    /// Those who work go on; the page stands still.
    fn freeze(&mut self, ms: u64, tick_first: bool) -> Verdict {
        let thaw_ms = self.now_ms + ms;
        let mut waiting = Vec::new();
        while let Some(index) = (0..self.coming.len())
            .filter(|index| self.coming[*index].0 <= thaw_ms)
            .min_by_key(|index| self.coming[*index].0)
        {
            let (due_ms, coming) = self.coming.remove(index);
            match coming {
                Coming::Message(event) => waiting.push(event),
                coming => {
                    self.advance(due_ms);
                    self.happen(coming)?;
                }
            }
        }
        self.advance(thaw_ms);
        if tick_first {
            self.tick()?;
        }
        waiting.into_iter().try_for_each(|event| self.feed(event))?;
        if tick_first { Ok(()) } else { self.tick() }
    }

    fn advance(&mut self, to_ms: u64) {
        self.clock_ms += to_ms.saturating_sub(self.now_ms);
        self.now_ms = self.now_ms.max(to_ms);
    }

    /// The edge's timer, which it has only while something is under way.
    fn tick(&mut self) -> Verdict {
        if !self.is_active() {
            return Ok(());
        }
        if let Some(work) = &self.page_loop {
            self.feed(Event::Alive { run: work.run, worker: 0 })?;
        }
        if let Some(Engine { workers, work: Some(work), .. }) = &self.engine {
            let (run, dead) = (work.run, work.dead);
            for worker in (0..*workers).filter(|worker| !dead[*worker as usize]) {
                self.feed(Event::Alive { run, worker })?;
            }
        }
        self.feed(Event::Tick)
    }

    /// Tells the supervisor, and carries out what it answers.
    pub(super) fn feed(&mut self, event: Event) -> Verdict {
        let before = self.supervisor.stage().clone();
        let commands = self.supervisor.on(event.clone(), self.clock_ms);
        self.rules.heard(&event, &before, &self.supervisor, self.clock_ms)?;
        let mut answers = Vec::new();
        for command in commands {
            self.rules.told(&command, &before)?;
            answers.extend(self.carry_out(command)?);
        }
        if event == Event::Tick {
            self.rules.check_deadlines()?;
        }
        answers.into_iter().try_for_each(|answer| self.feed(answer))?;
        if !self.is_active() {
            // The edge lets go of what only a run needs; an engine that is left may start or rest, not work.
            self.page_loop = None;
            self.require(
                self.engine.as_ref().is_none_or(|engine| engine.work.is_none()),
                "an orphan works on",
            )?;
        }
        Ok(())
    }

    fn carry_out(&mut self, command: Command) -> Result<Option<Event>, String> {
        match command {
            Command::StartEngine { engine, method, workers } => {
                self.require(self.engine.is_none(), "a second engine is started")?;
                self.engine = Some(Engine { number: engine, method, workers, is_up: false, work: None });
                return Ok(self.start(engine));
            }
            Command::DropEngine => {
                let engine = self.engine.take().ok_or("an engine is dropped that is not there")?;
                self.rules.dropped(engine.work.is_some());
            }
            Command::RunOnEngine(run) => {
                let course = self.course();
                let method = self.supervisor.method();
                let engine = self.engine.as_mut().ok_or("a run is given to an engine that is not there")?;
                let is_free = engine.is_up && engine.work.is_none() && engine.method == method;
                engine.work = Some(Work::new(run, course));
                self.require(is_free, "a run is given to an engine that is not up and idle")?;
                self.set_out(run, course);
            }
            Command::RunOnLoop(run) => {
                self.require(self.page_loop.is_none(), "a second event loop is started")?;
                let course = self.course();
                self.page_loop = Some(Work::new(run, course));
                self.set_out(run, course);
            }
            Command::RaiseCancel => {
                if let Some(work) = self.page_loop.take() {
                    return Ok(Some(Event::Stopped(work.run)));
                }
                self.ask_to_stop();
            }
        }
        Ok(None)
    }

    fn is_active(&self) -> bool {
        self.supervisor.stage().is_active()
    }

    fn require(&self, holds: bool, broken: &str) -> Verdict {
        if holds { Ok(()) } else { Err(format!("{broken}, in {:?}", self.supervisor.stage())) }
    }
}
