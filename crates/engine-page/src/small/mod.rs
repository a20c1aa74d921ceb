//! The small figures: what happens when one of their buttons is pressed. Their markup stands in the page already, written
//! by `meanwhile_figures::html::small`; a button names the element that says what comes of it.

mod alive;
mod machine;
mod mosaic;

use std::rc::Rc;

use meanwhile_engine::Method;
use web_sys::Element;

use crate::runner::Runner;

/// A press on a button of a small figure.
#[derive(Clone)]
pub(crate) struct Press {
    /// The figure's element.
    pub(crate) place: Element,
    /// The button.
    pub(crate) button: Element,
    /// The best method that this browser allows, if that is known yet.
    pub(crate) best: Option<Method>,
    /// How many cores the browser reports.
    pub(crate) cores: u32,
    /// How long ago it was.
    pub(crate) waited_ms: u32,
}

/// All small figures of the page.
#[derive(Default)]
pub(crate) struct Small {
    alive: Rc<alive::Alive>,
    machine: Rc<machine::Machine>,
    mosaic: Rc<mosaic::Mosaic>,
}

impl Small {
    /// Does what the button is for.
    pub(crate) fn press(&self, runner: &Rc<Runner>, press: Press) {
        match press.place.get_attribute("data-press").unwrap_or_default().as_str() {
            "alive" => alive::press(&self.alive, runner, press),
            "machine" => machine::press(&self.machine, runner, press),
            "mosaic" => mosaic::press(&self.mosaic, runner, press),
            _ => {}
        }
    }
}

impl Press {
    /// Says something about it.
    fn say(&self, text: &str) {
        let id = self.button.get_attribute("aria-controls").unwrap_or_default();
        let said = self.place.query_selector(&["#", &id].concat());
        if let Ok(Some(said)) = said {
            said.set_text_content(Some(text));
        }
    }

    /// Draws in the element of this class.
    fn draw(&self, selector: &str, html: &str) {
        if let Ok(Some(element)) = self.place.query_selector(selector) {
            element.set_inner_html(html);
        }
    }

    /// What the button stands for.
    fn value(&self) -> String {
        self.button.get_attribute("value").unwrap_or_default()
    }

    /// Whether no Worker starts here.
    fn has_no_workers(&self) -> bool {
        self.best == Some(Method::EventLoop)
    }
}
