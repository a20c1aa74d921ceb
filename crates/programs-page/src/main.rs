//! The module that writes programs. The page loads it when somebody asks for one that does not stand there already, and
//! gives it what is set as words ([`meanwhile_engine::Asked`]), as it does when something is to be run.

// Nothing calls a `main` in a browser, and what std does around it would be a kilobyte.
#![cfg_attr(target_family = "wasm", no_main)]

use meanwhile_engine::{Asked, named};
use meanwhile_figures::html;
use meanwhile_programs::{Refusal, Style, write};
use wasm_bindgen::prelude::*;

/// Elsewhere it is an empty program: only the page calls `listing`.
#[cfg(not(target_family = "wasm"))]
fn main() {}

/// From now on, what is said is said in these texts, which are of that language.
#[wasm_bindgen]
pub fn speak(texts: String, language: &str) {
    meanwhile_words_web::speak(texts, language);
}

/// The first scenario of what is encoded as a program of that style, as markup, or why there is none. `names` has a line
/// for each task, lock and channel.
#[wasm_bindgen]
pub fn listing(asked: &[u32], names: &str, style: &str, figure: &str) -> String {
    let scenario = Asked::decode(asked).and_then(|asked| asked.scenarios.into_iter().next());
    let program = match (scenario, Style::find(style)) {
        (Some(scenario), Some(style)) => write(&named(scenario, names), style),
        _ => Err(Refusal::NoScenario),
    };
    html::listing(figure, &program)
}
