//! What the page asks of this module, and where: the one thing that it talks to.

use std::rc::Rc;

use js_sys::{Function, Uint32Array};
use meanwhile_engine::{Asked, Failure, Method, PlanError, Told};
use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::runner::Runner;
use crate::runs::{self, Tell};
use crate::sentences;
use crate::small::{Press, Small};

/// Has figures run for real and small figures do what their buttons say, one at a time: two runs at once would measure
/// each other.
#[wasm_bindgen]
pub struct Desk {
    runner: Rc<Runner>,
    small: Small,
    cores: u32,
    tell: Tell,
}

/// From now on, what is said is said in these texts, which are of that language.
#[wasm_bindgen]
pub fn speak(texts: String, language: &str) {
    meanwhile_words_web::speak(texts, language);
}

/// The desk. `address` is that of this very module, and `cores` is how many the browser reports. `on_told` is called with the
/// words and the sentences of a [`Told`], and answers whether what is left to run is still wanted.
#[wasm_bindgen]
pub fn open_desk(address: &str, cores: u32, on_told: Function) -> Desk {
    let tell = Rc::new(move |told: &Told| {
        let words = Uint32Array::from(told.encode().as_slice());
        let answer = on_told.call2(&JsValue::NULL, &words, &told.said.as_str().into());
        // The page's function does not throw; if it did, there would be nobody to run anything for.
        answer.is_ok_and(|answer| answer.is_truthy())
    });
    let runner = Rc::new(Runner::silent(address));
    Desk { runner, small: Small::default(), cores, tell }
}

#[wasm_bindgen]
impl Desk {
    /// Runs what is encoded as [`Asked`], with a line of `names` for each scenario where there are several. The reader
    /// asked for it `waited_ms` ago.
    pub fn run(&self, asked: &[u32], names: &str, waited_ms: u32) {
        match Asked::decode(asked) {
            Some(asked) => {
                let names = names.lines().map(str::to_owned).collect();
                runs::begin(&self.runner, Rc::clone(&self.tell), asked, (names, self.cores, waited_ms));
            }
            None => {
                let said = sentences::failure(&Failure::Plan(PlanError::Garbled));
                _ = (self.tell)(&Told { said, ..Told::default() });
            }
        }
    }

    /// A button of a small figure has been pressed `waited_ms` ago; `best` is the number of the best method that this
    /// browser allows, or none's while that is not known.
    pub fn press(&self, place: Element, button: Element, best: u32, waited_ms: u32) {
        let (best, cores) = (Method::numbered(best), self.cores);
        self.small.press(&self.runner, Press { place, button, best, cores, waited_ms });
    }

    /// Stops the run that is under way, if any.
    pub fn cancel(&self) {
        self.runner.cancel();
    }

    /// Whether a run is under way, for whatever figure.
    pub fn is_busy(&self) -> bool {
        self.runner.is_busy()
    }
}
