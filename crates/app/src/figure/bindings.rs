//! What of a figure's markup follows its state. Everything that changes is a string, made by a plain function of the
//! state; an effect for the model, one for what is told beside it and one for the cursor write those that have changed. The
//! tables are the whole of it.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use meanwhile_engine_web::Rung;
use meanwhile_figures::{Dial, Unit, earned, earned_because, html};
use meanwhile_picture::svg::px;
use meanwhile_sim::{Gauges, Metrics};
use meanwhile_words::text;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::model::{Beside, Model};
use super::state::{Cursor, Figure};
use super::{bet, runs, timeline};
use crate::{elements_in, run_words};

/// What of an element is written.
#[derive(Clone, Copy)]
pub enum Spot {
    /// Its content, as it is.
    Text,
    /// Its content, as markup.
    Html,
    /// This attribute.
    Attribute(&'static str),
    /// Of an input or a progress bar.
    Value,
    /// Of a radio button: whether its value is the text.
    Checked,
    /// Of an input: whether it can be operated; not where the text is `true`.
    Disabled,
}

use Spot::{Attribute, Checked, Disabled, Html, Text, Value};

/// A text by the model, a further state and the number of a dial, where it is about one.
pub type TextOf<S> = fn(&Model, &S, usize) -> String;

/// A selector within the figure, what of the elements it is, and what stands there.
pub type Row<S> = (&'static str, Spot, TextOf<S>);

const OF_MODEL: &[Row<()>] = &[
    (":scope > figure", Attribute("data-betting"), |model, (), _| model.bet.is_open().to_string()),
    (":scope > figure", Attribute("data-alive"), |_, (), _| "true".to_owned()),
    (".question", Text, |model, (), _| model.figure().question(&model.shown.values)),
    ("figure > .aside", Text, |model, (), _| model.figure().aside(&model.shown.values)),
    (".result", Html, |model, (), _| model.result().to_owned()),
    (".in-words", Text, |model, (), _| html::plain(model.result())),
    (".twin thead tr", Html, |model, (), _| html::table_head(&model.shown)),
    (".twin tbody", Html, |model, (), _| table_rows(model)),
    (".stage svg", Attribute("viewBox"), |model, (), _| {
        let (width, height) = stage_size(model);
        ["0 0 ", &px(width), " ", &px(height)].concat()
    }),
    (".stage svg", Attribute("style"), |model, (), _| ["height:", &px(stage_size(model).1), "px"].concat()),
    (".stage svg", Attribute("aria-label"), |model, (), _| {
        if model.bet.is_open() {
            model.figure().question(&model.shown.values)
        } else {
            html::plain(model.result())
        }
    }),
    (".gauge.in-progress span", Text, |model, (), _| peak(model, |metrics| metrics.peak_in_progress)),
    (".gauge.executing span", Text, |model, (), _| peak(model, |metrics| metrics.peak_executing)),
    (".earned", Text, |model, (), _| model.shown.panels.first().map_or("", earned).to_owned()),
    (".earned", Attribute("title"), |model, (), _| {
        model.shown.panels.first().map_or("", earned_because).to_owned()
    }),
    (".chart", Html, |model, (), _| timeline::drawn(model)),
    (".chart", Attribute("style"), |_, (), _| String::new()),
    (".ghost", Attribute("style"), |model, (), _| bet::ghost_style(model)),
    (".legend", Html, |model, (), _| timeline::legend(model)),
    ("[data-slide=bet]", Value, |model, (), _| model.bet.value().unwrap_or(0).to_string()),
    ("[data-slide=bet]", Attribute("aria-valuetext"), |model, (), _| {
        bet::written(model, |dial, value| dial.spoken(model.figure().id(), value))
    }),
    ("[data-type=bet]", Value, |model, (), _| bet::written(model, Dial::number)),
    (".bet-said", Text, |model, (), _| bet::said(model)),
    (".scrub", Attribute("max"), |model, (), _| model.shown.end_us().to_string()),
    (".scrub", Attribute("step"), |model, (), _| html::scrub_step_us(&model.shown).to_string()),
    (".zoom", Attribute("data-wanted"), |model, (), _| model.is_worth_zooming().to_string()),
];

const OF_BESIDE: &[Row<Beside>] = &[
    (".note", Text, |_, beside, _| beside.note.clone()),
    (".real", Attribute("data-active"), |_, beside, _| beside.told.state.is_active().to_string()),
    ("[data-do=run]", Text, |_, beside, _| {
        text(if beside.told.state.is_active() { "run.cancel" } else { "run.start" }).to_owned()
    }),
    (".badge", Text, |_, beside, _| run_words::badge(beside.rung).to_owned()),
    (".badge", Attribute("data-rung"), |_, beside, _| beside.rung.map_or("", Rung::name).to_owned()),
    ("progress", Value, |_, beside, _| beside.told.permille.to_string()),
    (".real-said", Text, runs::said),
    (".run-heard", Text, runs::heard),
];

/// For each slider: the slider, what is read out, and the number field.
const OF_SLIDER: &[Row<()>] = &[
    ("[data-slide=\"#\"]", Value, |model, (), index| model.shown.values.get(index).to_string()),
    ("[data-slide=\"#\"]", Attribute("aria-valuetext"), |model, (), index| {
        let figure = model.figure();
        figure.dials()[index].spoken(figure.id(), model.shown.values.get(index))
    }),
    ("[data-type=\"#\"]", Value, |model, (), index| {
        model.figure().dials()[index].number(model.shown.values.get(index))
    }),
    ("[data-slide=\"#\"]", Disabled, locked),
    ("[data-type=\"#\"]", Disabled, locked),
];

const OF_CHOICE: &[Row<()>] = &[
    ("[data-way=\"#\"]", Checked, |model, (), index| model.shown.values.get(index).to_string()),
    ("[data-way=\"#\"]", Disabled, locked),
];

const OF_CURSOR: &[Row<Cursor>] = &[
    (":scope > figure", Attribute("data-playing"), |_, cursor, _| cursor.playing.to_string()),
    (".stage svg", Html, |model, cursor, _| {
        // Where things stand in the middle of it would give a bet away.
        let now_us = if model.bet.is_open() { 0 } else { cursor.now_us };
        html::stage(&model.shown, now_us, model.widths.stage_px, cursor.playing)
    }),
    (".gauge.in-progress b", Text, |model, cursor, _| gauge(model, cursor, |now| now.in_progress)),
    (".gauge.executing b", Text, |model, cursor, _| gauge(model, cursor, |now| now.executing)),
    (".cursor", Attribute("style"), |model, cursor, _| timeline::cursor_style(model, cursor.now_us)),
    (".tip", Text, timeline::said),
    ("figure > .heard", Text, timeline::heard),
    (".play", Attribute("aria-label"), |_, cursor, _| play(cursor)),
    (".play", Attribute("title"), |_, cursor, _| play(cursor)),
    (".play path", Attribute("d"), |_, cursor, _| html::play_icon(cursor.playing).to_owned()),
    (".scrub", Value, |_, cursor, _| cursor.now_us.to_string()),
    (".scrub", Attribute("aria-valuetext"), |model, cursor, _| html::moment(&model.shown, cursor.now_us)),
    (".moment", Text, |model, cursor, _| html::moment(&model.shown, cursor.now_us)),
];

/// Whether whoever has embedded the figure keeps a dial as it is.
pub fn locked(model: &Model, (): &(), index: usize) -> String {
    model.locked.has(index).to_string()
}

fn stage_size(model: &Model) -> (f32, f32) {
    let width = model.widths.stage_px;
    (width, html::stage_height(&model.shown, width))
}

/// Only for whoever reads them: of many tasks they are much to write.
fn table_rows(model: &Model) -> String {
    if model.is_table_open { html::table_rows(&model.shown) } else { String::new() }
}

fn peak(model: &Model, of: fn(&Metrics) -> usize) -> String {
    model.shown.panels.first().map_or_else(String::new, |panel| html::at_most(of(&panel.metrics)))
}

fn gauge(model: &Model, cursor: &Cursor, of: fn(Gauges) -> usize) -> String {
    let panel = model.shown.panels.first();
    panel.map_or_else(String::new, |panel| of(panel.trace.gauges_at(cursor.now_us)).to_string())
}

fn play(cursor: &Cursor) -> String {
    text(if cursor.playing { "playback.pause" } else { "playback.play" }).to_owned()
}

/// One element that follows.
struct Binding<S> {
    element: Element,
    spot: Spot,
    text: TextOf<S>,
    index: usize,
    written: RefCell<Option<String>>,
}

/// Lets everything in `root` follow the figure, for as long as the page lives.
pub fn bind(root: &HtmlElement, figure: Figure) {
    let mut of_model = Vec::new();
    add(&mut of_model, root, OF_MODEL, 0);
    for (index, dial) in figure.described().dials().iter().enumerate() {
        let rows = if dial.unit == Unit::Choice { OF_CHOICE } else { OF_SLIDER };
        add(&mut of_model, root, rows, index);
    }
    let mut of_cursor = Vec::new();
    add(&mut of_cursor, root, OF_CURSOR, 0);
    follow_model(figure, of_model);
    let mut of_beside = Vec::new();
    add(&mut of_beside, root, OF_BESIDE, 0);
    keep(move || figure.known.with(|known| write(&of_beside, known.model(), known.beside())));
    let written = Cell::new(None);
    keep(move || {
        let cursor = figure.cursor.get();
        figure.known.with(|known| {
            let now = Some((known.version(), cursor));
            if written.replace(now) != now {
                write(&of_cursor, known.model(), &cursor);
            }
        });
    });
}

/// Lets what the rows find in `root` follow the figure, for as long as the page lives.
pub fn follow(figure: Figure, root: &HtmlElement, rows: &[Row<()>], index: usize) {
    let mut bindings = Vec::new();
    add(&mut bindings, root, rows, index);
    follow_model(figure, bindings);
}

/// Looks at the bindings where the model is another one, and not where only something was told beside the picture.
fn follow_model(figure: Figure, bindings: Vec<Binding<()>>) {
    let written = Cell::new(None);
    keep(move || {
        figure.known.with(|known| {
            let now = Some(known.version());
            if written.replace(now) != now {
                write(&bindings, known.model(), &());
            }
        });
    });
}

/// Does something now and whenever a state that it reads has changed. All are of one type, so that the page has Leptos'
/// part of it once.
pub(super) fn keep(follow: impl Fn() + 'static) {
    let follow: Box<dyn Fn()> = Box::new(follow);
    Effect::new(move |_| follow());
}

fn add<S>(bindings: &mut Vec<Binding<S>>, root: &HtmlElement, rows: &[Row<S>], index: usize) {
    for &(selector, spot, text) in rows {
        for element in elements_in(root, &selector.replace('#', &index.to_string())) {
            bindings.push(Binding { element, spot, text, index, written: RefCell::default() });
        }
    }
}

fn write<S>(bindings: &[Binding<S>], model: &Model, state: &S) {
    for binding in bindings {
        let text = (binding.text)(model, state, binding.index);
        let mut written = binding.written.borrow_mut();
        if written.as_ref() != Some(&text) {
            binding.spot.write(&binding.element, &text);
            *written = Some(text);
        }
    }
}

impl Spot {
    fn write(self, element: &Element, text: &str) {
        let input = element.dyn_ref::<HtmlInputElement>();
        match (self, input) {
            (Text, _) => element.set_text_content(Some(text)),
            (Html, _) => element.set_inner_html(text),
            (Value, Some(input)) => input.set_value(text),
            (Checked, Some(input)) => input.set_checked(input.value() == text),
            (Disabled, Some(input)) => input.set_disabled(text == "true"),
            // The names are ours and valid, so that it cannot fail.
            (Attribute(name), _) => _ = element.set_attribute(name, text),
            (Value | Checked | Disabled, None) => _ = element.set_attribute("value", text),
        }
    }
}
