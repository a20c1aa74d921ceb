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

#[wasm_bindgen(module = "/src/load.js")]
extern "C" {
    /// Loads a module of the site, with its texts, and calls `on_end` with it and its address, or with nothing and what went
    /// wrong; with nothing at all where it is not there after `limit_ms`, if that is not 0.
    pub fn load(path: &str, limit_ms: u32, on_end: &JsValue);
}

#[wasm_bindgen]
extern "C" {
    /// What `meanwhile-engine-page` exports.
    type Module;

    #[wasm_bindgen(method)]
    fn open_desk(
        this: &Module,
        address: &str,
        cores: u32,
        on_told: &Closure<dyn FnMut(Uint32Array, JsValue) -> bool>,
    ) -> Desk;

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
    on_end: Closure<dyn FnMut(JsValue, JsValue)>,
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
        let on_told: Closure<dyn FnMut(Uint32Array, JsValue) -> bool> = {
            let tell = Rc::clone(&tell);
            Closure::new(move |words: Uint32Array, said: JsValue| {
                tell(News::Told(Told::decode(&words.to_vec(), said.as_string().unwrap_or_default())))
            })
        };
        let on_end = {
            let (state, tell) = (Rc::clone(&state), Rc::clone(&tell));
            Closure::new(move |module: JsValue, said: JsValue| {
                // It may have been sent for several times.
                if matches!(*state.borrow(), State::Loaded(_)) {
                    return;
                }
                let said = said.as_string();
                if module.is_undefined() {
                    return fail(&state, &tell, said);
                }
                let (module, address) = (Module::from(module), said.unwrap_or_default());
                enter(&state, module.open_desk(&address, reported_cores(), &on_told));
            })
        };
        Door { state, is_prepared: Cell::new(false), tell, on_end }
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
        load(MODULE, limit_ms, self.on_end.as_ref());
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

/// The module is there, and does what has been waiting for it.
fn enter(state: &RefCell<State>, desk: Desk) {
    let before = state.replace(State::Loaded(desk.clone()));
    if let State::Loading(Some((wanted, since_ms))) = before {
        begin(&desk, wanted, (Date::now() - since_ms) as u32);
    }
}

/// Whoever has sent for the module waits no longer.
fn fail(state: &RefCell<State>, tell: &Tell, said: Option<String>) {
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
