//! Loads the module that carries runs out, and is the way to it once it is there.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Date, Uint32Array};
use meanwhile_engine::supervisor::START_DEADLINE_MS;
use meanwhile_engine::{Failure, Progress, Stage};
use wasm_bindgen::prelude::*;

/// Where the module lies, seen from the page.
const MODULE: &str = "runner/runner.js";
/// Where the threaded engine lies, which that module starts when a run needs threads.
const ENGINE: &str = "engine/coordinator.js";

#[wasm_bindgen(module = "/src/load.js")]
extern "C" {
    fn load(
        module: &str,
        engine: &str,
        limit_ms: u32,
        on_progress: &Closure<dyn FnMut(Uint32Array, JsValue)>,
        on_loaded: &Closure<dyn FnMut(Loaded)>,
        on_failed: &Closure<dyn FnMut(JsValue)>,
    );
}

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    /// The runner of the module, as `meanwhile-engine-page` exports it.
    type Loaded;

    #[wasm_bindgen(method)]
    fn run(this: &Loaded, plan: &[u32], waited_ms: u32);

    #[wasm_bindgen(method)]
    fn paint(this: &Loaded, canvas: &JsValue, colours: Vec<String>, workers: u32, waited_ms: u32);

    #[wasm_bindgen(method)]
    fn cancel(this: &Loaded);
}

/// What the reader wants done.
pub(crate) enum Wanted {
    /// An encoded plan is run.
    Plan(Vec<u32>),
    /// A picture is computed and drawn with a canvas's context, each Worker's tiles in its colour.
    Picture { canvas: JsValue, colours: Vec<String>, workers: u32 },
}

/// Who hears how a run goes.
type Tell = Rc<dyn Fn(Progress)>;

/// The way to the module, which it loads when it is first asked for a run.
pub(crate) struct Door {
    state: Rc<RefCell<State>>,
    tell: Tell,
    on_progress: Closure<dyn FnMut(Uint32Array, JsValue)>,
    on_loaded: Closure<dyn FnMut(Loaded)>,
    on_failed: Closure<dyn FnMut(JsValue)>,
}

enum State {
    /// Nobody has wanted it yet, or it could not be loaded.
    Absent,
    /// On its way; what waits for it and since when, unless the reader has thought better of it.
    Loading(Option<(Wanted, f64)>),
    Loaded(Loaded),
}

impl Door {
    pub(crate) fn new(tell: Tell) -> Door {
        let state = Rc::new(RefCell::new(State::Absent));
        let on_progress = {
            let tell = Rc::clone(&tell);
            Closure::new(move |words: Uint32Array, said: JsValue| {
                tell(Progress::decode(&words.to_vec(), said.as_string().unwrap_or_default()));
            })
        };
        let on_loaded = {
            let state = Rc::clone(&state);
            Closure::new(move |loaded| enter(&state, loaded))
        };
        let on_failed = {
            let (state, tell) = (Rc::clone(&state), Rc::clone(&tell));
            Closure::new(move |said: JsValue| {
                let before = state.replace(State::Absent);
                if matches!(before, State::Loading(Some(_))) {
                    let failure = said.as_string().map_or(Failure::NeverAnswered, Failure::Engine);
                    tell(Stage::Failed(failure).into());
                }
            })
        };
        Door { state, tell, on_progress, on_loaded, on_failed }
    }

    /// Has something done as soon as the module is there.
    pub(crate) fn ask(&self, wanted: Wanted) {
        if let Some(loaded) = self.loaded() {
            return begin(&loaded, wanted, 0);
        }
        let before = self.state.replace(State::Loading(Some((wanted, Date::now()))));
        if matches!(before, State::Absent) {
            let limit_ms = START_DEADLINE_MS as u32;
            load(MODULE, ENGINE, limit_ms, &self.on_progress, &self.on_loaded, &self.on_failed);
        }
        (self.tell)(Stage::Starting.into());
    }

    /// Stops the run that is under way. The module may go on loading: it will serve the next run.
    pub(crate) fn cancel(&self) {
        match self.loaded() {
            Some(loaded) => loaded.cancel(),
            None => {
                self.state.replace(State::Loading(None));
                (self.tell)(Stage::Cancelled.into());
            }
        }
    }

    fn loaded(&self) -> Option<Loaded> {
        if let State::Loaded(loaded) = &*self.state.borrow() { Some(loaded.clone()) } else { None }
    }
}

/// The module is there, and does what has been waiting for it.
fn enter(state: &RefCell<State>, loaded: Loaded) {
    let before = state.replace(State::Loaded(loaded.clone()));
    if let State::Loading(Some((wanted, since_ms))) = before {
        begin(&loaded, wanted, (Date::now() - since_ms) as u32);
    }
}

fn begin(loaded: &Loaded, wanted: Wanted, waited_ms: u32) {
    match wanted {
        Wanted::Plan(words) => loaded.run(&words, waited_ms),
        Wanted::Picture { canvas, colours, workers } => loaded.paint(&canvas, colours, workers, waited_ms),
    }
}
