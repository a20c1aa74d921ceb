//! The small figures, which are about real runs only: their markup stands in the page, and what a press does is done by the
//! module that carries runs out. Here a press goes on its way there.

use meanwhile_engine_web::{News, Runner, reported_cores};
use meanwhile_words::text;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::figure::{on, prepare_when_near};
use crate::{elements, run_words};

/// Listens to all of them for as long as the page lives.
pub fn listen() {
    for number in elements("[data-cores]") {
        number.set_text_content(Some(&reported_cores().to_string()));
    }
    for place in elements("[data-press]") {
        let figure = place.clone();
        on(&place, "click", move |event: Event| {
            if let Some(button) = button_of(&event) {
                press(&figure, &button);
            }
        });
        prepare_when_near(&place, |event| button_of(event).is_some());
    }
}

fn button_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("button").ok()?
}

fn press(figure: &Element, button: &Element) {
    let (asked_in, pressed) = (figure.clone(), button.clone());
    let hears = move |news| {
        let id = pressed.get_attribute("aria-controls").unwrap_or_default();
        let said = match news {
            News::Starting => text("run.starting").to_owned(),
            News::Busy => text("run.busy").to_owned(),
            News::Cancelled => text("run.cancelled").to_owned(),
            News::NotLoaded(why) => run_words::not_loaded(why.as_deref()),
            // What is done on the page is written there by whoever does it.
            News::Told(_) => return,
        };
        if let Ok(Some(element)) = asked_in.query_selector(&["#", &id].concat()) {
            element.set_text_content(Some(&said));
        }
    };
    Runner::with(|runner| runner.press(figure, button, hears));
}
