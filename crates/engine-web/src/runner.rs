//! Carries out what the supervisor commands, and tells it what happens.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use gloo_timers::callback::Interval;
use meanwhile_engine::{
    Clock, Command, Event, Failure, MeasuredSpan, Method, Plan, PlanError, Report, Stage, Supervisor,
};
use meanwhile_sim::{Scenario, Strategy, Waiting};

use crate::coordinator::{Coordinator, Tell};
use crate::page_loop::PageLoop;
use crate::{PageClock, Rung, reported_cores};

/// How often deadlines and heartbeats are looked at, and the reader is shown how far a run is.
const TICK_MS: u32 = 50;

/// What there is to see of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunView {
    /// Where it is.
    pub stage: Stage,
    /// How long the workload has been running, in real milliseconds.
    pub elapsed_ms: u64,
    /// How long it should take, in real milliseconds.
    pub expected_ms: u64,
    /// Who executes it.
    pub method: Method,
    /// The scenario that runs: the reader's, or what this browser can do in its stead.
    pub scenario: Option<Arc<Scenario>>,
    /// What was measured, once it is done.
    pub report: Option<Arc<Report>>,
}

/// Runs scenarios for real, one at a time. Cheap to clone; the last clone that is dropped stops everything.
#[derive(Clone)]
pub struct Runner {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    this: Weak<RefCell<Inner>>,
    engine_script: String,
    on_change: Rc<dyn Fn(RunView)>,
    supervisor: Supervisor,
    plan: Option<Plan>,
    coordinator: Option<Coordinator>,
    page_loop: Option<PageLoop>,
    ticker: Option<Interval>,
    began_ms: Option<u64>,
    view: RunView,
}

impl Runner {
    /// `engine_script` is the address of the engine's coordinator; `on_change` hears of everything that the reader
    /// should see.
    pub fn new(engine_script: &str, on_change: impl Fn(RunView) + 'static) -> Runner {
        let view = RunView {
            stage: Stage::Idle,
            elapsed_ms: 0,
            expected_ms: 0,
            method: Method::EventLoop,
            scenario: None,
            report: None,
        };
        let inner = Rc::new_cyclic(|this| {
            RefCell::new(Inner {
                this: Weak::clone(this),
                engine_script: engine_script.to_owned(),
                on_change: Rc::new(on_change),
                supervisor: Supervisor::default(),
                plan: None,
                coordinator: None,
                page_loop: None,
                ticker: None,
                began_ms: None,
                view,
            })
        });
        Runner { inner }
    }

    /// Runs `scenario`, or what the browser can do in its stead, unless a run is under way.
    pub fn run(&self, scenario: &Scenario) {
        if self.inner.borrow().supervisor.stage().is_active() {
            return;
        }
        let scenario = match Rung::of_this_page() {
            Rung::Threads => scenario.clone(),
            Rung::EventLoop(_) => on_event_loop(scenario),
        };
        match Plan::new(&scenario, reported_cores()) {
            Ok(plan) => {
                let event = Event::Run { method: plan.method, workers: plan.workers };
                self.inner.borrow_mut().prepare(scenario, plan);
                dispatch(&self.inner, event, None);
            }
            Err(error) => self.inner.borrow_mut().refuse(error),
        }
    }

    /// Stops the run that is under way, if any.
    pub fn cancel(&self) {
        dispatch(&self.inner, Event::Cancel, None);
    }
}

/// What can be done without threads: the same tasks, by one worker that never waits for them.
fn on_event_loop(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.machine.cores = 1;
    scenario.strategy = Strategy { workers: 1, waiting: Waiting::Overlapping, ..scenario.strategy };
    scenario
}

fn dispatch(inner: &Rc<RefCell<Inner>>, event: Event, record: Option<Vec<MeasuredSpan>>) {
    let event = inner.borrow_mut().with_record(event, record);
    let commands = inner.borrow_mut().supervisor.on(event, now_ms());
    let mut failures = Vec::new();
    for command in commands {
        failures.extend(inner.borrow_mut().carry_out(command));
    }
    for failure in failures {
        dispatch(inner, failure, None);
    }
    let (on_change, view) = inner.borrow_mut().look();
    on_change(view);
}

impl Inner {
    fn prepare(&mut self, scenario: Scenario, plan: Plan) {
        self.view.method = plan.method;
        self.view.scenario = Some(Arc::new(scenario));
        self.view.expected_ms = plan.expected_real_us / 1000;
        self.view.report = None;
        self.plan = Some(plan);
        self.began_ms = None;
        let this = Weak::clone(&self.this);
        self.ticker = Some(Interval::new(TICK_MS, move || {
            if let Some(inner) = this.upgrade() {
                tick(&inner);
            }
        }));
    }

    fn refuse(&mut self, error: PlanError) {
        self.view.stage = Stage::Failed(Failure::Plan(error));
        (self.on_change)(self.view.clone());
    }

    /// Makes the report of a run that has finished; a record that makes no sense is a failed run.
    fn with_record(&mut self, event: Event, record: Option<Vec<MeasuredSpan>>) -> Event {
        let (&Event::Finished(run), Some(spans)) = (&event, record) else {
            if event == Event::Began(self.supervisor.run()) {
                self.began_ms = Some(now_ms());
            }
            return event;
        };
        if run != self.supervisor.run() {
            return event;
        }
        let (Some(plan), Some(scenario)) = (&self.plan, &self.view.scenario) else { return event };
        match Report::new(plan, scenario, spans) {
            Ok(report) => {
                self.view.report = Some(Arc::new(report));
                event
            }
            Err(_) => Event::RunFailed(run, Failure::Record),
        }
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

    /// Brings the view up to date; once nothing is under way, lets go of what only a run needs.
    fn look(&mut self) -> (Rc<dyn Fn(RunView)>, RunView) {
        self.view.stage = self.supervisor.stage().clone();
        if self.view.stage.is_active() {
            self.view.elapsed_ms = self.began_ms.map_or(0, |began_ms| now_ms() - began_ms);
        } else {
            self.ticker = None;
            self.page_loop = None;
        }
        (Rc::clone(&self.on_change), self.view.clone())
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
