//! A figure comes alive: its markup stands in the page already, written by `meanwhile_figures::html`; here is its state,
//! what of the markup follows it, and what the reader's hands do to it.

mod bet;
mod bindings;
mod events;
mod map;
mod model;
mod playback;
mod programs;
mod runs;
mod state;
mod timeline;
mod width;
mod zoom;

pub use bindings::{Row, Spot, follow, locked};
pub use events::{on, prepare_when_near};
pub use model::Model;
pub use state::{Figure, refused};

use meanwhile_figures::Shown;
use web_sys::HtmlElement;

/// Brings the figure that stands in `place`, and shows this there, to life.
pub fn bring_alive(place: &HtmlElement, shown: Shown) -> Figure {
    let figure = Figure::new(shown);
    // Before anything is drawn, so that it is drawn for the right width at once.
    width::watch(place, figure);
    bindings::bind(place, figure);
    events::listen(place, figure);
    programs::follow(place, figure);
    figure.sharpen();
    figure
}
