//! What runs plans: one thing at a time, whoever asks.

mod inner;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::{Function, JsString, Reflect, Uint32Array};
use meanwhile_engine::{Event, Failure, Method, Plan, Progress, Request, Stage};
use wasm_bindgen::prelude::*;
use web_sys::Url;

use self::inner::{Inner, Job, dispatch};
use crate::painter::Easel;

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
            let settles_ms = if is_chromium() { CHROMIUM_SETTLES_MS } else { 0 };
            RefCell::new(Inner::new(Weak::clone(this), beside(PLAIN), beside(THREADS), settles_ms))
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
