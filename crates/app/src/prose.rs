//! Numbers in the prose: those that the reader can drag, type and step with the arrow keys, which set a figure's dials, and
//! those that follow a figure.
//!
//! `<span data-dial="FIGURE.DIAL">` becomes a number to be set, `<span data-total="FIGURE.PANEL">` follows a total, and
//! `<a data-set="FIGURE.DIAL=VALUE …">` sets several dials, in the dials' own units.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use meanwhile_figures::Dial;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent, PointerEvent};

use crate::animation;
use crate::board::Text;
use crate::figure::{Figure, Model, handler, on};
use crate::{elements, put};

/// So many pixels of dragging are a step.
const STEP_PX: f32 = 8.0;

/// Binds all numbers of the prose to the figures that they speak of.
pub fn bind(figures: &[Figure]) {
    each("data-dial", figures, |place, figure, dial| {
        let dials = figure.described().dials();
        if let Some(index) = dials.iter().position(|known| known.name == dial) {
            put(place, move || number(figure, index, &dials[index]));
        }
    });
    each("data-total", figures, |place, figure, panel| {
        if let Ok(panel) = panel.parse() {
            put(place, move || following(figure, move |model| model.shown.total(panel)));
        }
    });
    for place in elements("[data-set]") {
        let settings = place.get_attribute("data-set").unwrap_or_default();
        let figures = figures.to_vec();
        on(&place, "click", move |event: Event| {
            event.prevent_default();
            let mut set = None;
            for setting in settings.split_whitespace() {
                set = set_one(&figures, setting).or(set);
            }
            if let Some(figure) = set {
                show(figure);
            }
        });
    }
}

/// Scrolls to a figure, if it is not to be seen anyway.
fn show(figure: Figure) {
    let id = figure.described().id();
    if let Some(place) = document().get_element_by_id(id).filter(|_| !animation::is_on_screen(id)) {
        place.scroll_into_view();
    }
}

fn each(attribute: &str, figures: &[Figure], bind: impl Fn(&HtmlElement, Figure, &str)) {
    for place in elements(&["[", attribute, "]"].concat()) {
        let name = place.get_attribute(attribute).unwrap_or_default();
        let found = name.split_once('.').and_then(|(id, rest)| Some((named(figures, id)?, rest)));
        if let Some((figure, rest)) = found {
            bind(&place, figure, rest);
        }
    }
}

fn named(figures: &[Figure], id: &str) -> Option<Figure> {
    figures.iter().find(|figure| figure.described().id() == id).copied()
}

/// `FIGURE.DIAL=VALUE`; gives the figure.
fn set_one(figures: &[Figure], setting: &str) -> Option<Figure> {
    let read = || {
        let (name, value) = setting.split_once('=')?;
        let (id, dial) = name.split_once('.')?;
        let figure = named(figures, id)?;
        let index = figure.described().dials().iter().position(|known| known.name == dial)?;
        Some((figure, index, value.parse().ok()?))
    };
    let (figure, index, value) = read()?;
    figure.skip_bet();
    figure.set_dial(index, value);
    Some(figure)
}

/// A text that follows a figure's model.
fn following(figure: Figure, text: impl Fn(&Model) -> String + Send + 'static) -> Text {
    let text: Box<dyn Fn(&Model) -> String + Send> = Box::new(text);
    Box::new(move || figure.model.with(&text))
}

/// A number that can be dragged, typed, and stepped with the arrow keys.
fn number(figure: Figure, index: usize, dial: &'static Dial) -> impl IntoView {
    let id = figure.described().id();
    let value = move || figure.read(|model| model.shown.values.get(index));
    let step = move |steps: i64| {
        let stepped = i64::from(value()) + steps * i64::from(dial.step);
        figure.set_dial(index, stepped.max(0) as u64);
    };
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowUp" => step(1),
            "ArrowDown" => step(-1),
            "PageUp" => step(10),
            "PageDown" => step(-10),
            _ => return,
        }
        event.prevent_default();
    };
    let typed = move |event| {
        let taken = figure.type_in(&index.to_string(), &event_target_value(&event));
        event_target::<HtmlInputElement>(&event).set_value(&taken);
    };
    // Where the drag began, and the value there.
    let held: Rc<Cell<Option<(f32, u32)>>> = Rc::default();
    let (begin, end) = (Rc::clone(&held), Rc::clone(&held));
    let drag = move |event: PointerEvent| {
        if let Some((x, from)) = held.get() {
            let steps = ((event.client_x() as f32 - x) / STEP_PX) as i64;
            figure.set_dial(index, (i64::from(from) + steps * i64::from(dial.step)).max(0) as u64);
        }
    };
    let text = move |model: &Model| dial.number(model.shown.values.get(index));
    view! {
        <input
            class="scrub-number"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            role="spinbutton"
            aria-label=dial.label(id)
            aria-valuemin=dial.min.to_string()
            aria-valuemax=dial.max.to_string()
            aria-valuenow=following(figure, move |model| model.shown.values.get(index).to_string())
            aria-valuetext=following(figure, move |model| dial.spoken(id, model.shown.values.get(index)))
            style=following(figure, move |model| format!("width:{}ch", text(model).chars().count()))
            prop:value=following(figure, text)
            on:change=handler(typed)
            on:keydown=handler(key)
            on:pointerdown=handler(move |event: PointerEvent| {
                begin.set(Some((event.client_x() as f32, value())));
                if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
                    // Without it a drag ends at the number's edge.
                    let _ = input.set_pointer_capture(event.pointer_id());
                }
            })
            on:pointermove=handler(drag)
            on:pointerup=handler(move |_: PointerEvent| end.set(None))
        />
        {if dial.sign().is_empty() { String::new() } else { ["\u{a0}", dial.sign()].concat() }}
    }
}
