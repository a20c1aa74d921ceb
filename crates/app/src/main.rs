//! The page's figures: view and its state, nothing else. What is true about a scenario comes from the simulator, what is
//! drawn from the picture, what is measured from the engine.

mod alive;
mod animation;
mod board;
mod figure;
mod machine;
mod mosaic;
mod settings;
mod words;

use leptos::prelude::*;
use meanwhile_engine_web::Rung;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::figure::Figure;
use crate::settings::Settings;

/// Elements with this attribute become figures; what stands in them before is for readers without script.
const FIGURE: &str = "data-figure";

fn main() {
    let mut figures = Vec::new();
    let Ok(places) = document().query_selector_all(&format!("[{FIGURE}]")) else { return };
    for index in 0..places.length() {
        if let Some(place) = places.item(index).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
            match place.get_attribute(FIGURE).as_deref() {
                Some("tabs") => figures.extend(tabs(&place)),
                Some("alive") => put(&place, alive::alive),
                Some("mosaic") => {
                    let canvas_in = place.clone();
                    put(&place, move || mosaic::mosaic(canvas_in.into()));
                }
                Some("machine") => {
                    let width_of = place.clone();
                    put(&place, move || machine::machine(width_of.into()));
                }
                _ => {}
            }
        }
    }
    Rung::find(move |rung| figures.iter().for_each(|figure| figure.stand_on(rung)));
}

fn tabs(place: &HtmlElement) -> Option<Figure> {
    match Figure::new(Settings::default()) {
        Ok(figure) => {
            put(place, move || figure::figure(figure));
            figure::watch_widths(place, figure);
            Some(figure)
        }
        Err(sentence) => {
            place.set_text_content(Some(&sentence));
            None
        }
    }
}

fn put<V: IntoView + 'static>(place: &HtmlElement, figure: impl FnOnce() -> V + 'static) {
    place.set_inner_html("");
    mount_to(place.clone(), figure).forget();
}
