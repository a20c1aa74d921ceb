//! Loads the module that carries runs out, and is the way to it once it is there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Date, Uint32Array};
use meanwhile_engine::Told;
use meanwhile_engine::supervisor::START_DEADLINE_MS;
use wasm_bindgen::prelude::*;

use crate::{News, reported_cores};

/// Where the module lies, seen from where the site begins.
const MODULE: &str = "runner/runner.js";
/// Where the threaded engine lies, which that module starts when a run needs threads.
const ENGINE: &str = "engine/coordinator.js";

#[wasm_bindgen(module = "/src/load.js")]
extern "C" {
    fn load(
        module: &str,
        engine: &str,
        cores: u32,
        limit_ms: u32,
        on_told: &Closure<dyn FnMut(Uint32Array, JsValue) -> bool>,
        on_loaded: &Closure<dyn FnMut(Desk)>,
        on_failed: &Closure<dyn FnMut(JsValue)>,
    );
}

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    /// The desk of the module, as `meanwhile-engine-page` exports it.
    type Desk;

    #[wasm_bindgen(method)]
    fn run(this: &Desk, asked: &[u32], names: &str, waited_ms: u32);

    #[wasm_bindgen(method)]
    fn press(this: &Desk, place: &JsValue, button: &JsValue, best: u32, waited_ms: u32);

    #[wasm_bindgen(method)]
    fn cancel(this: &Desk);

    #[wasm_bindgen(method)]
    fn is_busy(this: &Desk) -> bool;
}

/// What the reader wants done.
pub(crate) enum Wanted {
    /// The scenarios of a figure are run, as they are encoded, with a line for the name of each.
    Runs(Vec<u32>, String),
    /// A button of a small figure does what it says, with the number of the best method that is known to be allowed.
    Press { place: JsValue, button: JsValue, best: u32 },
}

/// Who hears what comes of it, and says whether the rest is still wanted.
pub(crate) type Tell = Rc<dyn Fn(News) -> bool>;

/// The way to the module, which it loads when it is first asked for something.
pub(crate) struct Door {
    state: Rc<RefCell<State>>,
    /// Whether it has been sent for ahead of any wish.
    is_prepared: Cell<bool>,
    tell: Tell,
    on_told: Closure<dyn FnMut(Uint32Array, JsValue) -> bool>,
    on_loaded: Closure<dyn FnMut(Desk)>,
    on_failed: Closure<dyn FnMut(JsValue)>,
}

enum State {
    /// Nobody has wanted it yet, or it could not be loaded.
    Absent,
    /// On its way; what waits for it and since when, unless the reader has thought better of it.
    Loading(Option<(Wanted, f64)>),
    Loaded(Desk),
}

impl Door {
    pub(crate) fn new(tell: Tell) -> Door {
        let state = Rc::new(RefCell::new(State::Absent));
        let on_told = {
            let tell = Rc::clone(&tell);
            Closure::new(move |words: Uint32Array, said: JsValue| {
                tell(News::Told(Told::decode(&words.to_vec(), said.as_string().unwrap_or_default())))
            })
        };
        let on_loaded = {
            let state = Rc::clone(&state);
            Closure::new(move |desk| enter(&state, desk))
        };
        let on_failed = {
            let (state, tell) = (Rc::clone(&state), Rc::clone(&tell));
            Closure::new(move |said: JsValue| fail(&state, &tell, said.as_string()))
        };
        Door { state, is_prepared: Cell::new(false), tell, on_told, on_loaded, on_failed }
    }

    /// Has something done as soon as the module is there.
    pub(crate) fn ask(&self, wanted: Wanted) {
        if let Some(desk) = self.desk() {
            return begin(&desk, wanted, 0);
        }
        let before = self.state.replace(State::Loading(Some((wanted, Date::now()))));
        if !matches!(before, State::Loading(Some(_))) {
            self.load(START_DEADLINE_MS as u32);
        }
        (self.tell)(News::Starting);
    }

    /// Lets the module come before it is asked for anything: on a slow line it would keep the reader waiting.
    /// Once: where it cannot be loaded, not every move of a pointer shall try.
    pub(crate) fn prepare(&self) {
        let is_first = !self.is_prepared.replace(true);
        if is_first && matches!(*self.state.borrow(), State::Absent) {
            self.state.replace(State::Loading(None));
            self.load(0);
        }
    }

    /// Where it is on its way already, both wait for the same one. Nobody waits for longer than `limit_ms`, except for 0.
    fn load(&self, limit_ms: u32) {
        let cores = reported_cores();
        load(MODULE, ENGINE, cores, limit_ms, &self.on_told, &self.on_loaded, &self.on_failed);
    }

    /// Stops what is under way. The module may go on loading: it will serve the next run.
    pub(crate) fn cancel(&self) {
        match self.desk() {
            Some(desk) => desk.cancel(),
            None => {
                self.state.replace(State::Loading(None));
                (self.tell)(News::Cancelled);
            }
        }
    }

    /// Whether something waits for the module.
    pub(crate) fn is_waiting(&self) -> bool {
        matches!(&*self.state.borrow(), State::Loading(Some(_)))
    }

    /// Whether that is a press on this small figure.
    pub(crate) fn is_waiting_for(&self, figure: &JsValue) -> bool {
        matches!(&*self.state.borrow(), State::Loading(Some((Wanted::Press { place, .. }, _))) if place == figure)
    }

    /// Whether a run is under way, or waits for the module.
    pub(crate) fn is_busy(&self) -> bool {
        self.is_waiting() || self.desk().is_some_and(|desk| desk.is_busy())
    }

    fn desk(&self) -> Option<Desk> {
        if let State::Loaded(desk) = &*self.state.borrow() { Some(desk.clone()) } else { None }
    }
}

/// The module is there, and does what has been waiting for it. It may have been sent for several times.
fn enter(state: &RefCell<State>, desk: Desk) {
    if matches!(*state.borrow(), State::Loaded(_)) {
        return;
    }
    let before = state.replace(State::Loaded(desk.clone()));
    if let State::Loading(Some((wanted, since_ms))) = before {
        begin(&desk, wanted, (Date::now() - since_ms) as u32);
    }
}

/// Whoever has sent for the module waits no longer.
fn fail(state: &RefCell<State>, tell: &Tell, said: Option<String>) {
    if matches!(*state.borrow(), State::Loaded(_)) {
        return;
    }
    let before = state.replace(State::Absent);
    if matches!(before, State::Loading(Some(_))) {
        tell(News::NotLoaded(said));
    }
}

fn begin(desk: &Desk, wanted: Wanted, waited_ms: u32) {
    match wanted {
        Wanted::Runs(asked, names) => desk.run(&asked, &names, waited_ms),
        Wanted::Press { place, button, best } => desk.press(&place, &button, best, waited_ms),
    }
}
