//! What is set as a program, where a figure has a place for one. The first one stands in the page; the module that writes
//! all others is loaded when somebody chooses another one or sets something else.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use meanwhile_engine_web::{asked, names};
use meanwhile_words::text;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement};

use super::bindings::keep;
use super::{Figure, on};
use crate::elements_in;

/// Where the module lies, seen from where the site begins.
const MODULE: &str = "code/code.js";

#[wasm_bindgen]
extern "C" {
    /// What `meanwhile-programs-page` exports.
    type Module;

    #[wasm_bindgen(method)]
    fn listing(this: &Module, words: &[u32], names: &str, style: &str, figure: &str) -> String;
}

/// The chosen language.
const CHOSEN: &str = "[data-program][aria-pressed=true]";

/// Lets the program in `place`, if there is one, follow what is set and which language is chosen.
pub fn follow(place: &HtmlElement, figure: Figure) {
    let Ok(Some(program)) = place.query_selector(".program") else { return };
    let latest = Rc::new(Cell::new(0));
    let (chooser, number) = (program.clone(), Rc::clone(&latest));
    on(&program, "click", move |event: Event| {
        let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(button) = button.filter(|button| button.has_attribute("data-program")) {
            for other in elements_in(&chooser, "[data-program]") {
                let is_it = if other == button { "true" } else { "false" };
                // It fails for no name of ours.
                _ = other.set_attribute("aria-pressed", is_it);
            }
            ask(&chooser, figure, &number);
        }
    });
    let shown = Cell::new(figure.read(|model| model.shown.values));
    keep(move || {
        let values = figure.known.with(|known| known.model().shown.values);
        if shown.replace(values) != values {
            ask(&program, figure, &latest);
        }
    });
}

/// Has the program written anew. `latest` is the number of the last one that was asked for: answers may overtake each other.
fn ask(program: &Element, figure: Figure, latest: &Rc<Cell<u32>>) {
    let number = latest.get() + 1;
    latest.set(number);
    let style = program.query_selector(CHOSEN).ok().flatten();
    let style = style.and_then(|button| button.get_attribute("data-program")).unwrap_or_default();
    let (words, names) = figure.read(|model| {
        model.shown.panels.first().map_or_else(Default::default, |panel| {
            let scenario = &panel.trace.scenario;
            (asked(scenario), names(&scenario.workload))
        })
    });
    let (listing, latest) = (program.query_selector(".listing").ok().flatten(), Rc::clone(latest));
    let on_end = Closure::once_into_js(move |module: JsValue| {
        let Some(listing) = listing.filter(|_| latest.get() == number) else { return };
        listing.set_inner_html(&if module.is_undefined() {
            ["<p class=\"refused\">", text("program.not-loaded"), "</p>"].concat()
        } else {
            Module::from(module).listing(&words, &names, &style, figure.described().id())
        });
    });
    meanwhile_engine_web::load(MODULE, 0, &on_end);
}
