//! What takes more than a click: dragging, and what a screen reader says about each control.

use std::time::Duration;

use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::json;

use crate::driver::Computed;
use crate::figure::plain_spaces;
use crate::outcome::{Context, Outcome, same};
use crate::page::Page;

/// Everything that can have the focus, or could if it were shown.
const CONTROLS: &str = ":is(a[href], button, input, select, summary, [tabindex])";

impl Page {
    /// Drags with the mouse, from one place to another; both are measured from the element's corner at the top left.
    pub async fn drag(&self, selector: &str, from: (f64, f64), to: (f64, f64)) -> Outcome {
        let body = "const element = document.querySelector(arguments[0]);\
                    element.scrollIntoView({ block: 'center', behavior: 'instant' });\
                    const { left, top } = element.getBoundingClientRect();\
                    return [left, top];";
        let corner = self.script(body, json!([selector])).await?;
        let [left, top] = [0, 1].map(|index| corner[index].as_f64().unwrap_or(0.0));
        let at = |(x, y): (f64, f64)| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(30)),
            x: (left + x).round(),
            y: (top + y).round(),
        };
        let halfway = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let mouse = MouseActions::new("mouse".to_owned())
            .then(at(from))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(at(halfway))
            .then(at(to))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client().perform_actions(mouse).await.context(format_args!("dragging on {selector}"))
    }

    /// Compares the role and the name of every control that is shown within an element, in their order.
    pub async fn expect_controls(&self, within: &str, expected: &[(&str, &str)]) -> Outcome {
        let body = "return [...document.querySelectorAll(`${arguments[0]} ${arguments[1]}`)]\
                    .filter((control) => control.checkVisibility({ visibilityProperty: true }))";
        let controls = self.script(body, json!([within, CONTROLS])).await?;
        let mut found = Vec::new();
        for control in controls.as_array().into_iter().flatten() {
            // An element is an object with one value, which is its name.
            let name = control.as_object().and_then(|object| object.values().next()?.as_str());
            let name = name.context(format_args!("reading the controls of {within}"))?;
            let mut computed = Vec::new();
            for what in [Computed::role(name), Computed::label(name)] {
                let told = self.client().issue_cmd(what).await.context("asking what a control is")?;
                computed.push(plain_spaces(told.as_str().unwrap_or_default()));
            }
            found.push((computed[0].clone(), computed[1].clone()));
        }
        let named = |(role, name): &(&str, &str)| ((*role).to_owned(), plain_spaces(name));
        let expected: Vec<_> = expected.iter().map(named).collect();
        same(format_args!("the controls of {within}"), found, expected)
    }
}
