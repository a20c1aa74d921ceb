//! Numbers in the prose: those that the reader can drag, type and step with the arrow keys, which set a figure's dials, and
//! those that follow a figure.
//!
//! `<span data-dial="FIGURE.DIAL">` becomes a number to be set, `<span data-total="FIGURE.PANEL">` follows a total, and
//! `<a data-set="FIGURE.DIAL=VALUE …">` sets several dials, in the dials' own units; with `data-bet` it opens the bet anew.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::{document, request_animation_frame};
use meanwhile_figures::Dial;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, PointerEvent};

use crate::figure::{Figure, Model, Row, Spot, follow, locked, on};
use crate::{animation, elements};

/// So many pixels of dragging are a step.
const STEP_PX: f32 = 8.0;

/// Binds all numbers of the prose to the figures that they speak of.
pub fn bind(figures: &[Figure]) {
    each("data-dial", figures, |place, figure, dial| {
        let dials = figure.described().dials();
        if let Some(index) = dials.iter().position(|known| known.name == dial) {
            number(place, figure, index, &dials[index]);
        }
    });
    each("data-total", figures, |place, figure, panel| {
        if let Ok(panel) = panel.parse() {
            // What follows is found in the place, so the number is an element of its own.
            place.set_inner_html("<span></span>");
            follow(figure, place, OF_TOTAL, panel);
        }
    });
    for place in elements("[data-set]") {
        let settings = place.get_attribute("data-set").unwrap_or_default();
        let figures = figures.to_vec();
        let is_bet = place.has_attribute("data-bet");
        on(&place, "click", move |event: Event| {
            // Who follows a question to its figure wants to come back by the browser's own way.
            if !is_bet {
                event.prevent_default();
            }
            let mut set = None;
            for setting in settings.split_whitespace() {
                set = set_one(&figures, setting).or(set);
            }
            match set {
                Some(figure) if is_bet => figure.open_bet(),
                // What changes with the settings has its new height with the next frame.
                Some(figure) => request_animation_frame(move || show_chart(figure)),
                None => {}
            }
        });
    }
}

/// Scrolls to a figure, if it is not to be seen anyway.
pub fn show(figure: Figure) {
    let id = figure.described().id();
    if let Some(place) = document().get_element_by_id(id).filter(|_| !animation::is_on_screen(id)) {
        place.scroll_into_view();
    }
}

/// Brings the chart of a figure before the reader's eyes, if its middle is not there anyway: with the result at the foot of
/// the window, because the sentence that was left mostly stands below it, and a phone shows no more than both.
fn show_chart(figure: Figure) {
    let place = document().get_element_by_id(figure.described().id());
    let find = |selector| place.as_ref().and_then(|place| place.query_selector(selector).ok().flatten());
    if let (Some(chart), Some(result)) = (find(".timeline"), find(".result"))
        && !animation::is_middle_on_screen(&chart)
    {
        result.scroll_into_view_with_bool(false);
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

/// What of a number follows the figure: of its input, by the number of its dial.
const OF_NUMBER: &[Row<()>] = &[
    ("input", Spot::Value, |model, (), index| written(model, index)),
    ("input", Spot::Attribute("style"), |model, (), index| {
        ["width:", &written(model, index).chars().count().to_string(), "ch"].concat()
    }),
    ("input", Spot::Disabled, locked),
    ("input", Spot::Attribute("aria-valuenow"), |model, (), index| model.shown.values.get(index).to_string()),
    ("input", Spot::Attribute("aria-valuetext"), |model, (), index| {
        let figure = model.figure();
        figure.dials()[index].spoken(figure.id(), model.shown.values.get(index))
    }),
];

const OF_TOTAL: &[Row<()>] = &[("span", Spot::Text, |model, (), panel| model.shown.total(panel))];

fn written(model: &Model, index: usize) -> String {
    model.figure().dials()[index].number(model.shown.values.get(index))
}

/// A number that can be dragged, typed, and stepped with the arrow keys.
fn number(place: &HtmlElement, figure: Figure, index: usize, dial: &'static Dial) {
    place.set_inner_html(&markup(figure.described().id(), dial));
    follow(figure, place, OF_NUMBER, index);
    let Ok(Some(input)) = place.query_selector("input") else { return };
    on(&input, "change", move |event: Event| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            // What was typed may not be what was taken: the field shows what was.
            input.set_value(&figure.type_in(&index.to_string(), &input.value()));
        }
    });
    on(&input, "keydown", move |event: KeyboardEvent| {
        let steps = match event.key().as_str() {
            "ArrowUp" => 1,
            "ArrowDown" => -1,
            "PageUp" => 10,
            "PageDown" => -10,
            _ => return,
        };
        step(figure, index, figure.read(|model| model.shown.values.get(index)), steps);
        event.prevent_default();
    });
    drag(&input, figure, index);
}

fn markup(id: &str, dial: &Dial) -> String {
    let sign = if dial.sign().is_empty() { String::new() } else { ["\u{a0}", dial.sign()].concat() };
    format!(
        "<input class=\"scrub-number\" type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" role=\"spinbutton\" \
         aria-label=\"{}\" aria-valuemin=\"{}\" aria-valuemax=\"{}\">{sign}",
        dial.label(id),
        dial.min,
        dial.max
    )
}

/// Sets the dial so many steps from a value.
fn step(figure: Figure, index: usize, from: u32, steps: i64) {
    let step = i64::from(figure.described().dials()[index].step);
    figure.set_dial(index, (i64::from(from) + steps * step).max(0) as u64);
}

/// Where a drag began, and the value there.
type Held = Rc<Cell<Option<(f32, u32)>>>;

fn drag(input: &Element, figure: Figure, index: usize) {
    let held = Held::default();
    let (begin, end) = (Rc::clone(&held), Rc::clone(&held));
    let dragged = input.clone();
    on(input, "pointerdown", move |event: PointerEvent| {
        begin.set(Some((event.client_x() as f32, figure.read(|model| model.shown.values.get(index)))));
        // Without it a drag ends at the number's edge.
        let _ = dragged.set_pointer_capture(event.pointer_id());
    });
    on(input, "pointermove", move |event: PointerEvent| {
        if let Some((x, from)) = held.get() {
            step(figure, index, from, ((event.client_x() as f32 - x) / STEP_PX) as i64);
        }
    });
    on(input, "pointerup", move |_: PointerEvent| end.set(None));
}
