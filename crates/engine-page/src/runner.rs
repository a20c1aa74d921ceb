//! Carries out what the supervisor commands, and tells it what happens.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Interval;
use js_sys::{Function, JsString, Reflect, Uint32Array};
use meanwhile_engine::{Clock, Command, Event, Failure, Method, Plan, Progress, Request, Stage, Supervisor};
use wasm_bindgen::prelude::*;
use web_sys::Url;

use crate::PageClock;
use crate::coordinator::{Coordinator, Tell};
use crate::page_loop::PageLoop;
use crate::painter::Easel;
use crate::plain_pool::PlainPool;

/// How often deadlines and heartbeats are looked at, and the reader is shown how far a run is.
const TICK_MS: u32 = 50;
/// How often the page hears how far a run on its own event loop is: what it draws then delays what is measured.
const LOOP_TELLS_MS: u64 = 250;
/// Chromium lets a Worker that was stopped by force use its core for up to 4 s more; the others stop it at once.
const CHROMIUM_SETTLES_MS: u64 = 4_500;

/// Where what plain Workers load lies, seen from this module.
const PLAIN: &str = "../plain/plain.js";
/// Where the threaded engine lies, which is started when a run needs threads.
const THREADS: &str = "../engine/coordinator.js";

/// Hears how a run goes.
pub(crate) type Listener = Rc<dyn Fn(Progress)>;

/// Runs plans for real, and has pictures computed, one at a time. The page asks for them at the desk ([`crate::desk`]);
/// what is exported here is for whoever measures the runner itself.
#[wasm_bindgen]
pub struct Runner {
    inner: Rc<RefCell<Inner>>,
}

/// Workers that are up or being started.
enum Engine {
    Threads(Coordinator),
    PlainWorkers(PlainPool),
}

/// What there is to do.
enum Job {
    /// A plan, and what the page's own event loop does if no Worker starts, where that will do.
    Plan(Rc<Plan>, Option<Rc<Plan>>),
    /// A picture, by so many Workers.
    Picture(Easel, u32),
}

struct Inner {
    this: Weak<RefCell<Inner>>,
    /// What plain Workers load.
    plain_module: String,
    engine_script: String,
    listener: Listener,
    supervisor: Supervisor,
    job: Option<Job>,
    record: Vec<u32>,
    engine: Option<Engine>,
    page_loop: Option<PageLoop>,
    ticker: Option<Interval>,
    /// At which stage the page has last been told, and when.
    told: (Stage, u64),
}

#[wasm_bindgen]
impl Runner {
    /// `module` is the address of this very module, beside whose folder lie those of the engines; `on_progress` is called
    /// with the words of a [`Progress`], and with what the browser said where something failed.
    #[wasm_bindgen(constructor)]
    pub fn new(module: &str, on_progress: Function) -> Runner {
        let runner = Runner::silent(module);
        runner.inner.borrow_mut().listener = Rc::new(move |progress| {
            let (words, said) = progress.encode();
            // The page's function does not throw; if it did, there would be nobody to tell.
            let _ = on_progress.call2(&JsValue::NULL, &Uint32Array::from(words.as_slice()), &said.into());
        });
        runner
    }

    /// Runs an encoded plan, unless a run is under way. The reader asked for it `waited_ms` ago.
    pub fn run(&self, plan: &[u32], waited_ms: u32) {
        let listener = Rc::clone(&self.inner.borrow().listener);
        match Plan::decode(plan) {
            Ok(plan) => self.run_plan(plan, None, waited_ms, listener),
            Err(error) => listener(Stage::Failed(Failure::Plan(error)).into()),
        }
    }

    /// Stops the run that is under way, if any.
    pub fn cancel(&self) {
        dispatch(&self.inner, Event::Cancel, None);
    }
}

impl Runner {
    /// One that nobody hears yet; the address is that of [`Runner::new`].
    pub(crate) fn silent(module: &str) -> Runner {
        // This module has been loaded from that address, so that it is one.
        let beside =
            |path: &str| Url::new_with_base(path, module).map_or_else(|_| path.to_owned(), |url| url.href());
        let inner = Rc::new_cyclic(|this| {
            RefCell::new(Inner {
                this: Weak::clone(this),
                plain_module: beside(PLAIN),
                engine_script: beside(THREADS),
                listener: Rc::new(drop),
                supervisor: Supervisor::new(if is_chromium() { CHROMIUM_SETTLES_MS } else { 0 }),
                job: None,
                record: Vec::new(),
                engine: None,
                page_loop: None,
                ticker: None,
                told: (Stage::Idle, 0),
            })
        });
        watch_visibility(&inner);
        Runner { inner }
    }

    /// Runs a plan, unless a run is under way; where no Worker starts that it needs, `on_loop` instead, a plan of one worker,
    /// if there is one. The reader asked for it `waited_ms` ago; `listener` hears how it goes.
    pub(crate) fn run_plan(&self, plan: Plan, on_loop: Option<Plan>, waited_ms: u32, listener: Listener) {
        let plan = Rc::new(plan);
        let is_for_loop = plan.method == Method::EventLoop;
        let on_loop = if is_for_loop { Some(Rc::clone(&plan)) } else { on_loop.map(Rc::new) };
        let request = Request {
            best: plan.method,
            loop_will_do: on_loop.is_some(),
            workers: plan.workers,
            waited_ms: waited_ms.into(),
        };
        self.begin(Job::Plan(plan, on_loop), request, listener);
    }

    /// Has a picture computed by `workers` plain Workers and drawn on an easel, unless a run is under way; each Worker's
    /// tiles are framed in its colour. The reader asked for it `waited_ms` ago.
    pub(crate) fn paint(&self, easel: Easel, workers: u32, waited_ms: u32, listener: Listener) {
        let waited_ms = waited_ms.into();
        let request = Request { best: Method::PlainWorkers, loop_will_do: false, workers, waited_ms };
        self.begin(Job::Picture(easel, workers), request, listener);
    }

    /// Whether a run is under way.
    pub(crate) fn is_busy(&self) -> bool {
        self.inner.borrow().supervisor.stage().is_active()
    }

    /// Whether what is under way is a picture.
    pub(crate) fn is_painting(&self) -> bool {
        self.is_busy() && matches!(self.inner.borrow().job, Some(Job::Picture(..)))
    }

    fn begin(&self, job: Job, request: Request, listener: Listener) {
        if !self.is_busy() {
            self.inner.borrow_mut().prepare(job, listener);
            dispatch(&self.inner, Event::Run(request), None);
        }
    }
}

/// Deals with what happened, and tells whoever listens how the run goes now.
fn dispatch(inner: &Rc<RefCell<Inner>>, event: Event, record: Option<Vec<u32>>) {
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
    fn prepare(&mut self, job: Job, listener: Listener) {
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

/// Tells the supervisor when the page is hidden. The page has a runner for as long as it is open, so that nobody ever
/// stops listening.
fn watch_visibility(inner: &Rc<RefCell<Inner>>) {
    let this = Rc::downgrade(inner);
    let listener = Closure::<dyn FnMut()>::new(move || {
        // Hidden now, or shown again: whatever is under way has been hidden.
        let Some(inner) = this.upgrade() else { return };
        let is_active = inner.borrow().supervisor.stage().is_active();
        if is_active {
            dispatch(&inner, Event::Hidden, None);
        }
    });
    listen("visibilitychange", &listener);
    listener.forget();
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = document, js_name = addEventListener)]
    fn listen(kind: &str, listener: &Closure<dyn FnMut()>);
}

fn is_chromium() -> bool {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into());
    let agent = navigator.and_then(|navigator| Reflect::get(&navigator, &"userAgent".into()));
    // The browser's own search is there already.
    agent.is_ok_and(|agent| JsString::from(agent).includes("Chrome/", 0))
}

fn now_ms() -> u64 {
    PageClock.now_us() / 1000
}
