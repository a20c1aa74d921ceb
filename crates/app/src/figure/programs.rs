//! What is set as a program, where a figure has a place for one. The first one stands in the page; the module that writes
//! all others is loaded when somebody chooses another one or sets something else.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use meanwhile_engine_web::asked;
use meanwhile_words::text;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement};

use super::{Figure, on};
use crate::elements_in;

#[wasm_bindgen(module = "/src/figure/programs.js")]
extern "C" {
    fn write(words: &[u32], names: &str, style: &str, figure: &str, on_text: JsValue, on_failed: JsValue);
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
    Effect::new(move |_| {
        let values = figure.model.with(|model| model.shown.values);
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
    let id = figure.described().id();
    let (words, names) = figure.read(|model| {
        model.shown.panels.first().map_or_else(Default::default, |panel| {
            let scenario = &panel.trace.scenario;
            let workload = &scenario.workload;
            let tasks = workload.tasks.iter().map(|task| &*task.name);
            let locks = workload.locks.iter().map(|lock| &*lock.name);
            let channels = workload.channels.iter().map(|channel| &*channel.name);
            let names: Vec<_> = tasks.chain(locks).chain(channels).collect();
            (asked(scenario), names.join("\n"))
        })
    });
    let listing = program.query_selector(".listing").ok().flatten();
    let show = move |latest: Rc<Cell<u32>>, write: fn(String) -> String| {
        Closure::once_into_js(move |told: JsValue| {
            if let Some(listing) = listing.filter(|_| latest.get() == number) {
                listing.set_inner_html(&write(told.as_string().unwrap_or_default()));
            }
        })
    };
    let on_text = show.clone()(Rc::clone(latest), |text| text);
    let on_failed =
        show(Rc::clone(latest), |_| ["<p class=\"refused\">", text("program.not-loaded"), "</p>"].concat());
    write(&words, &names, &style, id, on_text, on_failed);
}
