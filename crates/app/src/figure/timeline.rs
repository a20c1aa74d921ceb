//! The timeline: the finished chart, the cursor over it, and a line that says what one points at.

use leptos::prelude::Update;
use meanwhile_figures::html;
use meanwhile_picture::svg::{self, px};
use meanwhile_picture::timeline::{Axis, Timeline};
use meanwhile_sim::Micros;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, WheelEvent};

use super::model::Model;
use super::state::{Cursor, Figure};

/// Where the cursor begins, as the style sheet has it.
const CURSOR_TOP_PX: f32 = 2.0;

/// What the looks mean.
pub fn legend(model: &Model) -> String {
    html::legend(&model.shown, model.measured().iter().any(Option::is_some))
}

/// The chart. It is laid out anew when the model changes, not when the cursor moves, which is an element over it.
pub fn drawn(model: &Model) -> String {
    let chart = model.timeline();
    let (height, content) = (px(chart.height), svg::timeline(chart, model.figure().id()));
    format!("<svg aria-hidden=\"true\" width=\"100%\" height=\"{height}\">{content}</svg>")
}

fn axis(model: &Model) -> Axis {
    Axis::new(model.widths.timeline_px, model.view())
}

/// Where the cursor is drawn, and how: it leaves out what stands there.
pub fn cursor_style(model: &Model, now_us: Micros) -> String {
    let axis = axis(model);
    let x = axis.x_of(now_us);
    let is_in_view = x >= axis.left - 1.0 && x <= axis.left + axis.width + 1.0;
    let hidden = if is_in_view { "" } else { ";display:none" };
    let titles = model.timeline().titles_at(x);
    if titles.is_empty() {
        return format!("transform:translateX({}px){hidden}", px(x));
    }
    let mut line = String::new();
    for (from, to) in titles {
        let (from, to) = (px(from - CURSOR_TOP_PX), px(to - CURSOR_TOP_PX));
        line += &[
            ",currentColor ",
            &from,
            "px,transparent ",
            &from,
            "px,transparent ",
            &to,
            "px,currentColor ",
            &to,
            "px",
        ]
        .concat();
    }
    format!("transform:translateX({}px){hidden};background:linear-gradient(currentColor 0{line})", px(x))
}

/// The sentence about the lane that the reader asks about.
pub fn said(model: &Model, cursor: &Cursor, _: usize) -> String {
    let Some((lane, at_us)) = cursor.asked.filter(|_| !model.bet.is_open()) else { return String::new() };
    let chart = model.timeline();
    let Some(lane) = chart.lanes.get(lane) else { return String::new() };
    let at_us = at_us.unwrap_or(cursor.now_us);
    let x = chart.axis.x_of(at_us);
    let shared =
        lane.bars.iter().find(|bar| bar.spans > 1 && bar.rect.x <= x && x < bar.rect.x + bar.rect.width);
    match shared {
        Some(bar) => html::tip_of_several(bar.spans),
        None => html::tip(&model.shown, lane, at_us),
    }
}

/// The same for those who listen: where the lane was chosen by keyboard, and only while nothing moves by itself.
pub fn heard(model: &Model, cursor: &Cursor, dial: usize) -> String {
    let is_asked_by_keys = cursor.asked.is_some_and(|(_, at_us)| at_us.is_none());
    if is_asked_by_keys && !cursor.playing { said(model, cursor, dial) } else { String::new() }
}

/// The pointer is pressed: it drags the cursor, or the bet, even when it leaves the chart. A finger that wants to scroll
/// the page still can.
pub fn press(figure: Figure, event: &PointerEvent) {
    if let Some(element) = chart_of(event) {
        // If it cannot be held, dragging ends at the chart's edge.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
    drag(figure, event);
}

/// The pointer is somewhere: the reader is told what is there.
pub fn point(figure: Figure, event: &PointerEvent) {
    if event.buttons() & 1 == 1 {
        return drag(figure, event);
    }
    if let Some((at_us, lane)) = pointed_at(figure, event) {
        figure.ask(lane.map(|lane| (lane, Some(at_us))));
    }
}

/// The pointer has left. A finger does so by being lifted, and what it asked for is read after that.
pub fn leave(figure: Figure, event: &PointerEvent) {
    if event.pointer_type() != "touch" {
        figure.ask(None);
    }
}

fn drag(figure: Figure, event: &PointerEvent) {
    let Some((at_us, lane)) = pointed_at(figure, event) else { return };
    if figure.read(|model| model.bet.is_open()) {
        return figure.guess_at(at_us);
    }
    figure.seek(at_us);
    figure.ask(lane.map(|lane| (lane, None)));
}

/// The time and the lane.
fn pointed_at(figure: Figure, event: &PointerEvent) -> Option<(Micros, Option<usize>)> {
    let area = chart_of(event)?.get_bounding_client_rect();
    let (x, y) = (event.client_x() as f32 - area.left() as f32, event.client_y() as f32 - area.top() as f32);
    Some(figure.read(|model| (axis(model).time_at(x), lane_at(model.timeline(), y))))
}

fn lane_at(chart: &Timeline, y: f32) -> Option<usize> {
    let found = chart.lane_at(y)?;
    chart.lanes.iter().position(|lane| std::ptr::eq(lane, found))
}

/// A sideways wheel moves a zoomed view; all else scrolls the page.
pub fn wheel(figure: Figure, event: &WheelEvent) {
    let (x, y) = (event.delta_x(), event.delta_y());
    if x.abs() > y.abs() && figure.read(|model| model.zoomed.is_some()) {
        event.prevent_default();
        figure.pan(x as i64);
    }
}

/// The element on which the listener stands.
fn chart_of(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

impl Figure {
    /// Tells about a lane at an instant; where nothing changes, nothing is drawn anew.
    pub fn ask(self, asked: Option<(usize, Option<Micros>)>) {
        if self.cursor().asked != asked {
            self.cursor.update(|cursor| cursor.asked = asked);
        }
    }

    /// Asks about the next lane, or the one before, at the cursor.
    pub fn ask_next(self, is_down: bool) {
        let last = self.read(|model| model.timeline().lanes.len().saturating_sub(1));
        let next = match (self.cursor().asked, is_down) {
            (None, _) => 0,
            (Some((lane, _)), true) => (lane + 1).min(last),
            (Some((lane, _)), false) => lane.saturating_sub(1),
        };
        self.ask(Some((next, None)));
    }
}
