//! The page's address says what a figure shows, and a figure says which address it has now. The scripts of the page
//! (`www/page.js`, `www/embed/frame.js`) call the two functions that are exported here; all else about history, links and frames
//! is theirs.

use std::cell::RefCell;

use leptos::prelude::window;
use meanwhile_engine_web::{Rung, scenario};
use meanwhile_figures::address::{self, Remarks};
use meanwhile_figures::own;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::figure::{self, Figure};
use crate::{FIGURE, animation, elements, prose};

thread_local! {
    static FIGURES: RefCell<Vec<Figure>> = const { RefCell::new(Vec::new()) };
}

/// Shows what the page's own address says.
pub fn begin(figures: &[Figure]) {
    FIGURES.set(figures.to_vec());
    let location = window().location();
    let shown = show(&location.search().unwrap_or_default());
    // An address that ends in the figure's name leads there by itself.
    if let Some(figure) = shown.filter(|_| location.hash().is_ok_and(|hash| hash.is_empty())) {
        // By the next frame everything above it has its height.
        animation::each_frame(move |_| {
            prose::show(figure);
            false
        });
    }
}

/// All figures of the page.
pub fn figures() -> Vec<Figure> {
    FIGURES.with_borrow(Vec::clone)
}

/// Shows a scenario from outside in the place that waits for one, with what the page's own address says; gives whether it
/// could. `www/own/own.js` has it from the module that reads such scenarios: in words, and lines of text of which the first
/// is its title.
#[wasm_bindgen]
pub fn show_own(words: &[u32], lines: &str) -> bool {
    let (title, names) = lines.split_once('\n').unwrap_or((lines, ""));
    let shown = scenario(words, names).and_then(|scenario| own::of(title, scenario).ok());
    let place = elements(&["[", FIGURE, "=", own::ID, "]"].concat()).pop();
    let Some((shown, place)) = shown.zip(place) else { return false };
    own::show(shown.figure);
    let figure = figure::bring_alive(&place, shown);
    if let Some(rung) = Rung::known() {
        figure.stand_on(rung);
    }
    begin(&[figure]);
    true
}

/// Shows what a query says, in the figure that it names.
#[wasm_bindgen]
pub fn show_address(query: &str) {
    show(query);
}

/// The query of what a figure shows now; empty where the page has no such figure.
#[wasm_bindgen]
pub fn address_of(figure: &str) -> String {
    named(figure).map_or_else(String::new, |figure| figure.address().query())
}

fn named(id: &str) -> Option<Figure> {
    FIGURES.with_borrow(|figures| figures.iter().find(|figure| figure.described().id() == id).copied())
}

fn show(query: &str) -> Option<Figure> {
    let places = elements(&["[", FIGURE, "]"].concat());
    // The figure of a page that has no other one need not be named.
    let only = if let [place] = &places[..] { place.get_attribute(FIGURE) } else { None };
    let (address, mut remarks) = address::decode(query, only.as_deref());
    let figure = address.and_then(|address| named(address.figure).zip(Some(address)));
    let Some((figure, address)) = figure else {
        tell(&remarks);
        return None;
    };
    match address.open(&mut remarks) {
        Ok(Some(opened)) => figure.open(opened, remarks.text()),
        Ok(None) => tell(&remarks),
        Err(_) => figure.note(figure::refused()),
    }
    Some(figure)
}

/// Where no figure can tell it, the page does.
fn tell(remarks: &Remarks) {
    for notice in elements("#notice") {
        notice.set_text_content(Some(&remarks.text()));
    }
}
