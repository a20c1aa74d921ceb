//! The page's figures: view and its state, nothing else. What is true about a scenario comes from the simulator, what is
//! drawn from the picture, what is measured from the engine.

mod animation;
mod figure;
mod settings;
mod words;

use leptos::prelude::*;
use meanwhile_engine_web::Rung;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::figure::Figure;
use crate::settings::Settings;

/// Elements with this attribute become figures; what stands in them before is for readers without script.
const PLACE: &str = "[data-figure=tabs]";

fn main() {
    let Ok(places) = document().query_selector_all(PLACE) else { return };
    let mut figures = Vec::new();
    for index in 0..places.length() {
        if let Some(place) = places.item(index).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
            match Figure::new(Settings::default()) {
                Ok(figure) => {
                    place.set_inner_html("");
                    mount_to(place.clone(), move || figure::figure(figure)).forget();
                    figure::watch_widths(&place, figure);
                    figures.push(figure);
                }
                Err(sentence) => place.set_text_content(Some(&sentence)),
            }
        }
    }
    Rung::find(move |rung| figures.iter().for_each(|figure| figure.stand_on(rung)));
}
