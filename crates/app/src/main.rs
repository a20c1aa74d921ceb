//! The page: figures that move, and numbers in the prose that move them. What is true about a scenario comes from the
//! simulator, what is drawn from the picture, what a figure is and says from its description, what is measured from the
//! engine; here is nothing but view and its state.

// Nothing calls a `main` in a browser, and what std does around it would be a kilobyte.
#![cfg_attr(target_family = "wasm", no_main)]

mod addresses;
mod animation;
mod figure;
mod prose;
mod run_words;
mod small;

use leptos::prelude::*;
use meanwhile_engine_web::Rung;
use meanwhile_figures::{Shown, Values};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, NodeList};

use crate::figure::Figure;

/// Elements with this attribute become figures; what stands in them before is for readers without script.
const FIGURE: &str = "data-figure";

/// The element that holds the texts that this module says.
const WORDS: &str = "words";

/// Elsewhere than in a browser there is nothing to bring alive.
#[cfg(not(target_family = "wasm"))]
fn main() {}

/// Brings the page alive, when the module has been loaded.
#[wasm_bindgen(start)]
pub fn begin() {
    // It runs effects; a second one is refused, and is not needed.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    speak();
    let owner = Owner::new();
    owner.set();
    let mut figures = Vec::new();
    for place in elements(&["[", FIGURE, "]"].concat()) {
        let id = place.get_attribute(FIGURE).unwrap_or_default();
        figures.extend(described(&place, &id));
    }
    small::listen();
    prose::bind(&figures);
    addresses::begin(&figures);
    Rung::find(|rung| addresses::figures().iter().for_each(|figure| figure.stand_on(rung)));
    // What follows the figures does so for as long as the page lives.
    std::mem::forget(owner);
}

/// The page's texts stand in the page, in its language.
fn speak() {
    let written = document().get_element_by_id(WORDS).and_then(|words| words.text_content());
    let language = document().document_element().and_then(|root| root.get_attribute("lang"));
    meanwhile_words_web::speak(written.unwrap_or_default(), language.as_deref().unwrap_or("en"));
}

/// A figure that has a description.
fn described(place: &HtmlElement, id: &str) -> Option<Figure> {
    let described = meanwhile_figures::find(id)?;
    match Shown::new(described, Values::first(described.dials())) {
        Ok(shown) => Some(figure::bring_alive(place, shown)),
        Err(_) => {
            place.set_text_content(Some(&figure::refused()));
            None
        }
    }
}

/// All elements that a selector of ours finds.
pub(crate) fn elements(selector: &str) -> Vec<HtmlElement> {
    document().query_selector_all(selector).map_or_else(|_| Vec::new(), |found| listed(&found))
}

/// All elements in `root` that a selector of ours finds.
pub(crate) fn elements_in(root: &Element, selector: &str) -> Vec<Element> {
    root.query_selector_all(selector).map_or_else(|_| Vec::new(), |found| listed(&found))
}

fn listed<E: JsCast>(found: &NodeList) -> Vec<E> {
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}
