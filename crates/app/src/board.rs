//! A small figure's changing texts, by number. All such figures share this one type, so that Leptos' part of it is in the
//! page once.

use leptos::prelude::*;

/// A text on the page that follows a state: of one type, so that Leptos' part of it is there once.
pub type Text = Box<dyn Fn() -> String + Send>;

/// Handles to the texts; copied freely.
#[derive(Clone, Copy)]
pub struct Board(RwSignal<Vec<String>>);

impl Board {
    /// So many texts, all empty.
    pub fn new(texts: usize) -> Board {
        Board(RwSignal::new(vec![String::new(); texts]))
    }

    /// The text of that number, on the page.
    pub fn text(self, number: usize) -> Text {
        Box::new(move || self.0.with(|texts| texts[number].clone()))
    }

    /// Writes another one.
    pub fn write(self, number: usize, text: String) {
        self.0.update(|texts| texts[number] = text);
    }
}
