//! A figure as text: the whole of it as it stands in the page before any script, and the parts that the page writes anew
//! when something changes. Both are the same functions, so that nothing jumps when the figure comes alive.

mod controls;
#[cfg(not(target_family = "wasm"))]
mod embed;
#[cfg(not(target_family = "wasm"))]
mod hosts;
mod listing;
#[cfg(not(target_family = "wasm"))]
mod own;
mod share;
mod small;
mod whole;

pub use controls::play_icon;
#[cfg(not(target_family = "wasm"))]
pub use embed::{File, files};
#[cfg(not(target_family = "wasm"))]
pub(crate) use hosts::alternates;
#[cfg(not(target_family = "wasm"))]
pub use hosts::found;
pub use listing::listing;
#[cfg(not(target_family = "wasm"))]
pub use own::EXAMPLE;
pub use share::panel;
pub use small::small;
pub use whole::whole;

use meanwhile_picture::svg::{self, escaped};
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::{Lane, lanes};
use meanwhile_picture::{board, scene};
use meanwhile_sim::{Micros, Outcome, SpanKind};
use meanwhile_words::{count, own, say, text};

use crate::{Prediction, Shown, Stage};

/// Narrower than this, the stage of tabs gets a second row earlier.
const NARROW_PX: f32 = 440.0;
/// One row of desks is about a third as high as the stage is wide, but not less or more than this.
const ROW_PX: (f32, f32) = (164.0, 208.0);
/// Curves are as high on every screen.
pub(crate) const CURVES_HEIGHT_PX: f32 = 236.0;
/// And so is the map.
pub(crate) const MAP_HEIGHT_PX: f32 = 350.0;
/// The strip above them, of results so far.
const RESULTS_HEIGHT_PX: f32 = 30.0;

/// How high the stage is at this width.
pub fn stage_height(shown: &Shown, width: f32) -> f32 {
    let people = shown.panels.first().map_or(1, |panel| panel.trace.scenario.strategy.workers);
    match shown.figure.stage() {
        Some(Stage::Board(_)) => (width * board::HEIGHT_PX / board::WIDTH_PX).min(260.0),
        Some(Stage::Curves) => CURVES_HEIGHT_PX,
        Some(Stage::Map) => MAP_HEIGHT_PX,
        _ => {
            let rows = match (width < NARROW_PX, people) {
                (_, 1) | (false, 2) => 1.0,
                (false, _) => 1.35,
                (true, 2..=4) => 1.3,
                (true, _) => 1.8,
            };
            (width * 0.34).clamp(ROW_PX.0, ROW_PX.1) * rows
        }
    }
}

/// The contents of the stage's `<svg>`; empty for a figure without one. `is_moving` says whether time passes by itself.
pub fn stage(shown: &Shown, now_us: Micros, width: f32, is_moving: bool) -> String {
    let Some(panel) = shown.panels.get(shown.figure.on_stage(&shown.values)) else { return String::new() };
    let height = stage_height(shown, width);
    match shown.figure.stage() {
        None => String::new(),
        Some(Stage::Tabs) => svg::scene(&scene::at(&panel.trace, now_us), width, height),
        Some(Stage::Board(dress)) => {
            let areas = ["board.ready", "board.workers", "board.waiting", "board.done"];
            let names = areas.map(|key| own(shown.figure.id(), key));
            svg::board(&board::at(&panel.trace, now_us, is_moving), dress, names, (width, height))
        }
        Some(Stage::Curves) => curves(shown, now_us, width, height),
        Some(Stage::Map) => {
            let on_map = shown.figure.on_map(&shown.values);
            shown.map.as_ref().map_or_else(String::new, |map| map.svg(width, height, on_map))
        }
    }
}

/// The results so far, where there are any, and the curves under them.
fn curves(shown: &Shown, now_us: Micros, width: f32, height: f32) -> String {
    let Some(curves) = &shown.curves else { return String::new() };
    let results_us = shown.panels.last().map_or(&[][..], |panel| &panel.metrics.results_us);
    if results_us.is_empty() {
        return curves.svg(width, height);
    }
    let here = results_us.partition_point(|us| *us <= now_us);
    let step = (width - 14.0) / results_us.len() as f32;
    let part = |index: usize| {
        let class = if index < here { "part there" } else { "part" };
        let (x, part_width) = (svg::px(4.0 + step * index as f32), svg::px(step - 3.0));
        format!("<rect class=\"{class}\" x=\"{x}\" y=\"2\" width=\"{part_width}\" height=\"16\" rx=\"5\"/>")
    };
    let parts: String = (0..results_us.len()).map(part).collect();
    let (top, content) = (svg::px(RESULTS_HEIGHT_PX), curves.svg(width, height - RESULTS_HEIGHT_PX));
    format!("{parts}<g transform=\"translate(0 {top})\">{content}</g>")
}

/// What the looks on the timeline mean: an `<li>` for each that is there.
pub fn legend(shown: &Shown, has_measured: bool) -> String {
    let has = |is: fn(SpanKind) -> bool| {
        shown.panels.iter().any(|panel| panel.trace.spans.iter().any(|span| is(span.kind)))
    };
    let by = shown.figure.by();
    let by_task = by == lanes::By::Task;
    let is_stuck = shown.panels.iter().any(|panel| matches!(panel.trace.outcome, Outcome::Deadlocked(_)));
    let entries = [
        (true, "executing", "legend.executing"),
        (by != lanes::By::Core && has(|kind| kind == SpanKind::Waiting), "waiting", "legend.waiting"),
        (by_task && (is_stuck || has(|kind| kind.is_ready() || kind.is_blocked())), "ready", "legend.ready"),
        (has(|kind| kind == SpanKind::Switching), "switching", "legend.switching"),
        (has_measured, "executing measured", "legend.measured"),
    ];
    let entry = |(_, class, key): (bool, &str, &str)| {
        format!("<li><i class=\"sample {class}\"></i>{}</li>", own(shown.figure.id(), key))
    };
    entries.into_iter().filter(|(is_there, ..)| *is_there).map(entry).collect()
}

/// The head of the table.
pub fn table_head(shown: &Shown) -> String {
    let way = if shown.panels.len() > 1 { Some("table.way") } else { None };
    let keys =
        ["table.task", "table.starts", "table.ends", "table.executing", "table.waiting", "table.ready"];
    let cell = |key| format!("<th scope=\"col\">{}</th>", text(key));
    way.into_iter().chain(keys).map(cell).collect()
}

/// The rows of the table: every task in every way.
pub fn table_rows(shown: &Shown) -> String {
    shown.panels.iter().map(|panel| panel_rows(shown, panel)).collect()
}

fn panel_rows(shown: &Shown, panel: &Prediction) -> String {
    let tasks = &panel.trace.scenario.workload.tasks;
    let way = match panel.label {
        "" => String::new(),
        label => format!("<td>{label}</td>"),
    };
    let row = |(task, metrics): (&meanwhile_sim::Task, &meanwhile_sim::TaskMetrics)| {
        let times = [
            metrics.starts_us,
            metrics.ends_us,
            Some(metrics.executing_us),
            Some(metrics.waiting_us),
            Some(metrics.ready_us + metrics.blocked_us),
        ];
        let cell =
            |us: Option<Micros>| format!("<td>{}</td>", us.map_or_else(String::new, |us| shown.time(us)));
        let cells: String = times.map(cell).concat();
        format!("<tr>{way}<th scope=\"row\">{}</th>{cells}</tr>", escaped(&task.name))
    };
    tasks.iter().zip(&panel.metrics.tasks).map(row).collect()
}

/// The figure in words: its result without the marks in it.
pub fn summary(shown: &Shown) -> String {
    plain(&shown.figure.result(shown))
}

/// A text of ours without its tags.
pub fn plain(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    for part in html.split('<') {
        // What stands before the first tag has no end of one.
        plain.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    plain
}

/// What happens in a lane at an instant, in a sentence.
pub fn tip(shown: &Shown, lane: &Lane, at_us: Micros) -> String {
    let Some(panel) = shown.panels.get(lane.chart) else { return String::new() };
    let lives = lanes::of(&panel.trace, lane.by);
    let Some(life) = lives.get(lane.index) else { return String::new() };
    let by_task = lane.by == lanes::By::Task;
    let name = |task: usize| panel.trace.scenario.workload.tasks.get(task).map_or("", |task| &task.name);
    let Some(span) = life.span_at(at_us) else {
        let (from_us, to_us) = life.gap_around(at_us, panel.trace.end_us);
        let key = match (by_task, life.spans.last()) {
            (false, _) => "tip.core-idle",
            (true, Some(last)) if last.to_us <= at_us => "tip.ended",
            _ => "tip.not-arrived",
        };
        // Since when a task is done, or from when to when a core is idle.
        let to = if by_task { from_us } else { to_us };
        return sentence(shown, key, (name(lane.index), lane.index), (from_us, to));
    };
    let key = match (by_task, span.kind) {
        (false, SpanKind::Switching) => "tip.core-switching",
        (false, SpanKind::Executing) => "tip.core-executing",
        (_, kind) => TASK_TIPS[kind as usize],
    };
    sentence(shown, key, (name(span.task as usize), lane.index), (span.from_us, span.to_us))
}

/// By the kind of a task's span, in the order of [`SpanKind::ALL`].
const TASK_TIPS: [&str; 8] = [
    "tip.executing",
    "tip.switching",
    "tip.waiting",
    "tip.blocked-lock",
    "tip.blocked-channel",
    "tip.blocked-dependency",
    "tip.ready-no-worker",
    "tip.ready-no-core",
];

fn sentence(shown: &Shown, key: &str, (name, index): (&str, usize), (from, to): (Micros, Micros)) -> String {
    let clock = shown.figure.clock();
    let values = [
        ("name", name),
        ("core", &(index + 1).to_string()),
        ("length", &clock.time(to.saturating_sub(from))),
        ("from", &clock.number(from, 2)),
        ("to", &clock.time(to)),
    ];
    meanwhile_words::say_own(shown.figure.id(), key, &values)
}

/// What a spot is that several spans share.
pub fn tip_of_several(spans: usize) -> String {
    count("tip.several", spans as u64, &[])
}

/// What a gauge has reached at most.
pub fn at_most(peak: usize) -> String {
    say("gauge.at-most", &[("peak", &peak.to_string())])
}

/// Where the cursor stands, in words: both numbers as finely, and no finer than can be followed.
pub fn moment(shown: &Shown, now_us: Micros) -> String {
    const FINE_BELOW: Micros = 200;
    let clock = shown.figure.clock();
    let end_us = shown.end_us();
    let is_fine = clock != Clock::Minutes || !end_us.is_multiple_of(clock.unit_us());
    let decimals = u32::from(is_fine && end_us < FINE_BELOW * clock.unit_us());
    let total = clock.with_unit(&clock.number(end_us, decimals));
    let now = clock.number_fixed(now_us, decimals);
    say("playback.moment", &[("now", &now), ("total", &total)])
}

/// How finely the slider for the time scrubs.
pub fn scrub_step_us(shown: &Shown) -> Micros {
    const STEPS: Micros = 1_200;
    (shown.end_us() / STEPS).max(1)
}
