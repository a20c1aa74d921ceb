//! Carries out what the supervisor commands, and tells it what happens.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Interval;
use js_sys::{Function, Uint32Array};
use meanwhile_engine::{Clock, Command, Event, Failure, MeasuredSpan, Plan, Progress, Stage, Supervisor};
use wasm_bindgen::prelude::*;

use crate::PageClock;
use crate::coordinator::{Coordinator, Tell};
use crate::page_loop::PageLoop;

/// How often deadlines and heartbeats are looked at, and the reader is shown how far a run is.
const TICK_MS: u32 = 50;

/// Runs plans for real, one at a time.
#[wasm_bindgen]
pub struct Runner {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    this: Weak<RefCell<Inner>>,
    engine_script: String,
    on_progress: Function,
    supervisor: Supervisor,
    plan: Option<Plan>,
    record: Vec<MeasuredSpan>,
    coordinator: Option<Coordinator>,
    page_loop: Option<PageLoop>,
    ticker: Option<Interval>,
}

#[wasm_bindgen]
impl Runner {
    /// `engine_script` is the address of the threaded engine's coordinator; `on_progress` is called with the words of
    /// a [`Progress`], and with what the browser said where something failed.
    #[wasm_bindgen(constructor)]
    pub fn new(engine_script: String, on_progress: Function) -> Runner {
        let inner = Rc::new_cyclic(|this| {
            RefCell::new(Inner {
                this: Weak::clone(this),
                engine_script,
                on_progress,
                supervisor: Supervisor::default(),
                plan: None,
                record: Vec::new(),
                coordinator: None,
                page_loop: None,
                ticker: None,
            })
        });
        Runner { inner }
    }

    /// Runs an encoded plan, unless a run is under way.
    pub fn run(&self, plan: &[u32]) {
        if self.inner.borrow().supervisor.stage().is_active() {
            return;
        }
        match Plan::decode(plan) {
            Ok(plan) => {
                let event = Event::Run { method: plan.method, workers: plan.workers };
                self.inner.borrow_mut().prepare(plan);
                dispatch(&self.inner, event, None);
            }
            Err(error) => tell_page(&self.inner, &Stage::Failed(Failure::Plan(error))),
        }
    }

    /// Stops the run that is under way, if any.
    pub fn cancel(&self) {
        dispatch(&self.inner, Event::Cancel, None);
    }
}

fn dispatch(inner: &Rc<RefCell<Inner>>, event: Event, record: Option<Vec<MeasuredSpan>>) {
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
        dispatch(inner, failure, None);
    }
    inner.borrow_mut().clear_up();
    let stage = inner.borrow().supervisor.stage().clone();
    tell_page(inner, &stage);
}

fn tell_page(inner: &RefCell<Inner>, stage: &Stage) {
    // Nothing is borrowed while the page is told: it may call us again.
    let (on_progress, words, said) = {
        let inner = inner.borrow();
        let record = if *stage == Stage::Done { inner.record.as_slice() } else { &[] };
        let (words, said) = Progress::encode(stage, inner.supervisor.running_ms(now_ms()), record);
        (inner.on_progress.clone(), words, said)
    };
    // The page's function does not throw; if it did, there would be nobody to tell.
    let _ = on_progress.call2(&JsValue::NULL, &Uint32Array::from(words.as_slice()), &said.into());
}

impl Inner {
    fn prepare(&mut self, plan: Plan) {
        self.plan = Some(plan);
        let this = Weak::clone(&self.this);
        self.ticker = Some(Interval::new(TICK_MS, move || {
            if let Some(inner) = this.upgrade() {
                tick(&inner);
            }
        }));
    }

    /// What fails while a command is carried out is an event of its own.
    fn carry_out(&mut self, command: Command) -> Option<Event> {
        match command {
            Command::StartEngine { workers } => {
                match Coordinator::start(&self.engine_script, workers, self.tell()) {
                    Ok(coordinator) => self.coordinator = Some(coordinator),
                    Err(failure) => return Some(Event::EngineFailed(failure)),
                }
            }
            Command::DropEngine => self.coordinator = None,
            Command::RunOnThreads(run) => {
                if let (Some(coordinator), Some(plan)) = (&self.coordinator, &self.plan) {
                    coordinator.run(run, plan);
                }
            }
            Command::RunOnLoop(run) => match PageLoop::start(run, self.plan.clone()?, self.tell()) {
                Ok(page_loop) => self.page_loop = Some(page_loop),
                Err(failure) => return Some(Event::RunFailed(run, failure)),
            },
            Command::RaiseCancel => {
                if let Some(coordinator) = &self.coordinator {
                    coordinator.cancel();
                }
                if self.page_loop.take().is_some() {
                    return Some(Event::Stopped(self.supervisor.run()));
                }
            }
        }
        None
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
    let run = inner.borrow().supervisor.run();
    let is_alive = {
        let mut inner = inner.borrow_mut();
        // The event loop lives on this very thread: that we are here is its sign of life.
        inner.page_loop.is_some() || inner.coordinator.as_mut().is_some_and(Coordinator::has_beaten)
    };
    if is_alive {
        dispatch(inner, Event::Alive(run), None);
    }
    dispatch(inner, Event::Tick, None);
}

fn now_ms() -> u64 {
    PageClock.now_us() / 1000
}
