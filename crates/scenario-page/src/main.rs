//! The module that reads scenario files on the page. Only the page of a scenario that comes in a link loads it
//! (`www/own/own.js`), because what is needed to understand a stranger's JSON is a third of the page's own module. What it
//! has understood goes on as words ([`meanwhile_engine::Asked`]), as scenarios do between modules.

// Nothing calls a `main` in a browser, and what std does around it would be a kilobyte.
#![cfg_attr(target_family = "wasm", no_main)]

use js_sys::{Array, Uint32Array};
use meanwhile_engine::{Asked, names, names_mut};
use meanwhile_scenario::{FileError, ScenarioFile};
use meanwhile_sim::Scenario;
use wasm_bindgen::prelude::*;

/// Elsewhere it is an empty program: only the page calls `read`.
#[cfg(not(target_family = "wasm"))]
fn main() {}

/// A scenario file as what the page's module takes: words, and lines of text of which the first is its title.
///
/// # Errors
/// The sentence that says what is wrong with it, and where.
#[wasm_bindgen]
pub fn read(json: &str) -> Result<Array, JsValue> {
    let (title, scenario) = linked(json).map_err(|error| JsValue::from(error.to_string()))?;
    let words = Uint32Array::from(&*Asked::encode(None, 0, &[&scenario]));
    let lines = [&*on_one_line(&title), &names(&scenario.workload)].join("\n");
    Ok(Array::of2(&words, &JsValue::from(lines)))
}

fn linked(json: &str) -> Result<(String, Scenario), FileError> {
    let file = ScenarioFile::decode(json)?;
    let mut scenario = file.linked()?;
    names_mut(&mut scenario.workload).for_each(|name| *name = on_one_line(name));
    Ok((file.title().to_owned(), scenario))
}

/// Every name is a line on its way to the page.
fn on_one_line(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
