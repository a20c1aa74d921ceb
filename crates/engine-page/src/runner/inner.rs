//! Carries out what the supervisor commands, and tells it what happens.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Interval;
use meanwhile_engine::{Clock, Command, Event, Method, Plan, Progress, Stage, Supervisor};

use super::Listener;
use crate::PageClock;
use crate::coordinator::{Coordinator, Tell};
use crate::page_loop::PageLoop;
use crate::painter::Easel;
use crate::plain_pool::PlainPool;

/// How often deadlines and heartbeats are looked at, and the reader is shown how far a run is.
const TICK_MS: u32 = 50;
/// How often the page hears how far a run on its own event loop is: what it draws then delays what is measured.
const LOOP_TELLS_MS: u64 = 250;
/// Workers that are up or being started.
enum Engine {
    Threads(Coordinator),
    PlainWorkers(PlainPool),
}

/// What there is to do.
pub(super) enum Job {
    /// A plan, and what the page's own event loop does if no Worker starts, where that will do.
    Plan(Rc<Plan>, Option<Rc<Plan>>),
    /// A picture, by so many Workers.
    Picture(Easel, u32),
}

pub(super) struct Inner {
    this: Weak<RefCell<Inner>>,
    /// What plain Workers load.
    plain_module: String,
    engine_script: String,
    pub(super) listener: Listener,
    pub(super) supervisor: Supervisor,
    pub(super) job: Option<Job>,
    record: Vec<u32>,
    engine: Option<Engine>,
    page_loop: Option<PageLoop>,
    ticker: Option<Interval>,
    /// At which stage the page has last been told, and when.
    told: (Stage, u64),
}

/// Deals with what happened, and tells whoever listens how the run goes now.
pub(super) fn dispatch(inner: &Rc<RefCell<Inner>>, event: Event, record: Option<Vec<u32>>) {
    deal_with(inner, event, record);
    inner.borrow_mut().clear_up();
    let news = inner.borrow_mut().news();
    if let Some(progress) = news {
        // Nothing is borrowed while somebody listens: the next run may be asked for.
        let listener = Rc::clone(&inner.borrow().listener);
        listener(progress);
    }
}

fn deal_with(inner: &Rc<RefCell<Inner>>, event: Event, record: Option<Vec<u32>>) {
    let commands = {
        let mut inner = inner.borrow_mut();
        if let (Some(record), true) = (record, event == Event::Finished(inner.supervisor.run())) {
            inner.record = record;
        }
        inner.supervisor.on(event, now_ms())
    };
    let mut failures = Vec::new();
    for command in commands {
        failures.extend(inner.borrow_mut().carry_out(command));
    }
    for failure in failures {
        deal_with(inner, failure, None);
    }
}

impl Inner {
    /// Nothing to do, and nobody who hears of it. `settles_ms` is how long to rest after a Worker was stopped by force.
    pub(super) fn new(
        this: Weak<RefCell<Inner>>,
        plain_module: String,
        engine_script: String,
        settles_ms: u64,
    ) -> Inner {
        Inner {
            this,
            plain_module,
            engine_script,
            listener: Rc::new(drop),
            supervisor: Supervisor::new(settles_ms),
            job: None,
            record: Vec::new(),
            engine: None,
            page_loop: None,
            ticker: None,
            told: (Stage::Idle, 0),
        }
    }

    /// Gets ready for a job, and looks at it from now on.
    pub(super) fn prepare(&mut self, job: Job, listener: Listener) {
        self.job = Some(job);
        self.listener = listener;
        self.record.clear();
        let this = Weak::clone(&self.this);
        self.ticker = Some(Interval::new(TICK_MS, move || {
            if let Some(inner) = this.upgrade() {
                tick(&inner);
            }
        }));
    }

    /// How the run goes, if that is worth telling: of a change of stage the page hears at once.
    fn news(&mut self) -> Option<Progress> {
        let (stage, told_ms) = &self.told;
        let (is_same, now_ms) = (stage == self.supervisor.stage(), now_ms());
        if is_same && self.page_loop.is_some() && now_ms.saturating_sub(*told_ms) < LOOP_TELLS_MS {
            return None;
        }
        self.told = (self.supervisor.stage().clone(), now_ms);
        Some(self.progress())
    }

    fn progress(&self) -> Progress {
        let supervisor = &self.supervisor;
        let is_done = *supervisor.stage() == Stage::Done;
        Progress {
            stage: supervisor.stage().clone(),
            running_ms: supervisor.running_ms(now_ms()),
            method: supervisor.method(),
            why_not_better: supervisor.why_not_better().cloned(),
            tiles: if let Some(Engine::PlainWorkers(pool)) = &self.engine { pool.tiles() } else { 0 },
            record: if is_done { self.record.clone() } else { Vec::new() },
        }
    }

    /// What fails while a command is carried out is an event of its own.
    fn carry_out(&mut self, command: Command) -> Option<Event> {
        match command {
            Command::StartEngine { engine, method: Method::Threads, workers } => {
                match Coordinator::start(&self.engine_script, engine, workers, self.tell()) {
                    Ok(coordinator) => self.engine = Some(Engine::Threads(coordinator)),
                    Err(failure) => return Some(Event::EngineFailed(engine, failure)),
                }
            }
            Command::StartEngine { engine, workers, .. } => {
                match PlainPool::start(&self.plain_module, engine, workers, self.tell()) {
                    Ok(pool) => self.engine = Some(Engine::PlainWorkers(pool)),
                    Err(failure) => return Some(Event::EngineFailed(engine, failure)),
                }
            }
            Command::DropEngine => self.engine = None,
            Command::RunOnEngine(run) => match (&self.engine, &self.job) {
                (Some(Engine::Threads(coordinator)), Some(Job::Plan(plan, _))) => coordinator.run(run, plan),
                (Some(Engine::PlainWorkers(pool)), Some(Job::Plan(plan, _))) => {
                    pool.run(run, Rc::clone(plan));
                }
                (Some(Engine::PlainWorkers(pool)), Some(Job::Picture(easel, workers))) => {
                    pool.paint(run, *workers, easel.clone());
                    return Some(Event::Began(run));
                }
                _ => {}
            },
            Command::RunOnLoop(run) => {
                let Some(Job::Plan(_, Some(plan))) = &self.job else { return None };
                match PageLoop::start(run, Rc::clone(plan), self.tell()) {
                    Ok(page_loop) => self.page_loop = Some(page_loop),
                    Err(failure) => return Some(Event::RunFailed(run, failure)),
                }
            }
            Command::RaiseCancel => {
                match &self.engine {
                    Some(Engine::Threads(coordinator)) => coordinator.cancel(),
                    Some(Engine::PlainWorkers(pool)) => pool.cancel(),
                    None => {}
                }
                if self.page_loop.take().is_some() {
                    return Some(Event::Stopped(self.supervisor.run()));
                }
            }
        }
        None
    }

    /// The run that is under way, and which of its workers have shown that they are alive.
    fn signs_of_life(&mut self) -> (u32, Vec<u32>) {
        let workers = if let Some(Job::Plan(plan, _)) = &self.job { plan.workers } else { 0 };
        let alive = match &mut self.engine {
            // The event loop lives on this very thread: that we are here is its sign of life.
            _ if self.page_loop.is_some() => vec![0],
            Some(Engine::Threads(coordinator)) => coordinator.beats(workers),
            Some(Engine::PlainWorkers(pool)) => pool.beats(),
            None => Vec::new(),
        };
        (self.supervisor.run(), alive)
    }

    /// Once nothing is under way, lets go of what only a run needs.
    fn clear_up(&mut self) {
        if !self.supervisor.stage().is_active() {
            self.ticker = None;
            self.page_loop = None;
        }
    }

    fn tell(&self) -> Tell {
        let this = Weak::clone(&self.this);
        Rc::new(move |event, record| {
            if let Some(inner) = this.upgrade() {
                dispatch(&inner, event, record);
            }
        })
    }
}

fn tick(inner: &Rc<RefCell<Inner>>) {
    let (run, alive) = inner.borrow_mut().signs_of_life();
    for worker in alive {
        deal_with(inner, Event::Alive { run, worker }, None);
    }
    dispatch(inner, Event::Tick, None);
}

fn now_ms() -> u64 {
    PageClock.now_us() / 1000
}
