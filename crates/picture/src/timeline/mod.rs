//! The timeline: one chart or several under each other on one clock, each with a lane for every task or core and a bar
//! for every span.
//!
//! It is laid out for the width that it has: where there is room, lanes carry their names at the left; on a narrow
//! screen the names stand above the lanes, so that the bars get the whole width.

mod axis;
mod bars;
pub mod lanes;

pub use axis::{Axis, Tick, View};
pub use bars::{Bar, Word, least_view_us, waits_before};

use meanwhile_sim::{Outcome, Span, SpanKind, Trace, WaitsFor};

use crate::time_text::Clock;
use crate::{Point, looks};
use bars::Row;
use lanes::{By, LaneOf};

/// Below this width names stand above their lanes.
pub const NARROW_PX: f32 = 520.0;
pub(crate) const NAME_WIDTH_PX: f32 = 74.0;
/// How high a bar is, by how many lanes there are.
const BAR_HEIGHTS_PX: [(usize, f32); 4] = [(4, 32.0), (8, 24.0), (16, 18.0), (usize::MAX, 12.0)];
const MEASURED_HEIGHT_PX: f32 = 14.0;
const MEASURED_GAP_PX: f32 = 3.0;
const NAME_HEIGHT_PX: f32 = 19.0;
/// Room for the cursor's head above the lanes.
const TOP_PX: f32 = 14.0;
const AXIS_HEIGHT_PX: f32 = 28.0;
const TITLE_HEIGHT_PX: f32 = 25.0;
/// What is said about a chart has a line of its own where it is narrow.
const SAID_HEIGHT_PX: f32 = 17.0;
const CHART_GAP_PX: f32 = 12.0;
/// A letter of what stands above a chart, about; and how far it reaches above and below its base line.
const TITLE_LETTER_PX: f32 = 8.6;
const TITLE_REACH_PX: (f32, f32) = (14.0, 6.0);
/// Between two of them a shorter piece of the cursor is a speck.
const SPECK_PX: f32 = 8.0;

/// What to lay out.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Width of the whole drawing, in CSS pixels.
    pub width: f32,
    /// The stretch of time that it shows.
    pub view: View,
    /// How times are written.
    pub clock: Clock,
    /// From top to bottom.
    pub charts: &'a [Chart<'a>],
    /// Whose lives the lanes are.
    pub by: By,
    /// What a core or worker is called; its number follows.
    pub core: &'a str,
    /// The words in the bars.
    pub word: &'a Word<'a>,
    /// Whether bars are drawn; without them it is the bare stage of what is still to be guessed.
    pub is_told: bool,
}

/// One chart of a timeline.
#[derive(Clone, Copy)]
pub struct Chart<'a> {
    /// What stands above its lanes; a timeline with one chart needs none.
    pub title: &'a str,
    /// What is said about it at the right, above its lanes.
    pub said: &'a str,
    /// What is predicted.
    pub trace: &'a Trace,
    /// What was measured, on the same clock, by task and then by time: drawn in a second, lower row of each lane.
    pub measured: Option<&'a [Span]>,
}

/// A laid-out timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// As asked for.
    pub width: f32,
    /// What it needs.
    pub height: f32,
    /// Where times are drawn.
    pub axis: Axis,
    /// Top and bottom of all lanes.
    pub plot_y: (f32, f32),
    /// What stands above the lanes of each chart.
    pub titles: Vec<Title>,
    /// Of all charts, from top to bottom.
    pub lanes: Vec<Lane>,
    /// The marks of the axis.
    pub ticks: Vec<Tick>,
}

/// What stands above a chart's lanes.
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    /// Its base line.
    pub y: f32,
    /// At the left.
    pub text: String,
    /// At the right or, where it is narrow, at the left on a base line of its own.
    pub said: String,
    /// The base line of that.
    pub said_y: f32,
}

/// What happens to one task, or on one core.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Index of the chart.
    pub chart: usize,
    /// Whose life it is.
    pub by: By,
    /// Index of the task or core.
    pub index: usize,
    /// The task's name, or the core's number.
    pub name: String,
    /// Where its name begins, at the base line.
    pub name_at: Point,
    /// Top and bottom.
    pub y: (f32, f32),
    /// What is predicted.
    pub bars: Vec<Bar>,
    /// What was measured.
    pub measured: Vec<Bar>,
}

impl Timeline {
    /// Lays out what is asked for.
    pub fn new(request: Request) -> Timeline {
        let axis = Axis::new(request.width, request.view);
        let mut layout = Layout { request, axis, y: TOP_PX, bar_height: 0.0, lanes: Vec::new() };
        let lives: Vec<_> = request.charts.iter().map(|chart| lanes::of(chart.trace, request.by)).collect();
        let count: usize = lives.iter().map(Vec::len).sum();
        layout.bar_height =
            BAR_HEIGHTS_PX.iter().find(|(most, _)| count <= *most).map_or(0.0, |(_, height)| *height);
        let mut titles = Vec::new();
        for (index, (chart, lives)) in request.charts.iter().zip(&lives).enumerate() {
            layout.y += if index > 0 { CHART_GAP_PX } else { 0.0 };
            if !chart.title.is_empty() {
                layout.y += TITLE_HEIGHT_PX;
                let y = layout.y - 9.0;
                layout.y += if request.width < NARROW_PX { SAID_HEIGHT_PX } else { 0.0 };
                let said_y = layout.y - 9.0;
                titles.push(Title { y, text: chart.title.to_owned(), said: chart.said.to_owned(), said_y });
            }
            layout.chart(index, chart, lives);
        }
        let Layout { y, lanes, .. } = layout;
        let height = y + AXIS_HEIGHT_PX;
        let ticks = axis.ticks(request.clock);
        Timeline { width: request.width, height, axis, plot_y: (TOP_PX, y), titles, lanes, ticks }
    }

    /// The lane that is drawn at this height, or the nearest one.
    pub fn lane_at(&self, y: f32) -> Option<&Lane> {
        let distance = |lane: &Lane| (lane.y.0 - y).max(y - lane.y.1).max(0.0);
        self.lanes.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// From where to where, from top to bottom, titles and names stand at `x`: a cursor there would cross them out.
    pub fn titles_at(&self, x: f32) -> Vec<(f32, f32)> {
        let right = self.axis.left + self.axis.width;
        let long = |text: &str| text.chars().count() as f32 * TITLE_LETTER_PX;
        let mut found: Vec<(f32, f32)> = Vec::new();
        let mut leave = |y: f32, is_here: bool| {
            if !is_here {
                return;
            }
            let (from, to) = (y - TITLE_REACH_PX.0, y + TITLE_REACH_PX.1);
            match found.last_mut() {
                Some((_, end)) if from - *end < SPECK_PX => *end = to,
                _ => found.push((from, to)),
            }
        };
        let mut chart = None;
        for lane in &self.lanes {
            if chart.replace(lane.chart) != Some(lane.chart)
                && let Some(Title { y, text, said, said_y }) = self.titles.get(lane.chart)
            {
                leave(*y, x < long(text));
                leave(*said_y, if said_y > y { x < long(said) } else { x > right - long(said) });
            }
            leave(lane.name_at.y, x < long(&lane.name));
        }
        found
    }
}

/// A timeline in the making.
struct Layout<'a> {
    request: Request<'a>,
    axis: Axis,
    y: f32,
    bar_height: f32,
    lanes: Vec<Lane>,
}

impl Layout<'_> {
    fn chart(&mut self, chart: usize, of: &Chart, lives: &[LaneOf]) {
        let measured = of.measured.map(|spans| lanes::of_spans(spans, of.trace, self.request.by));
        let looks = looks::of(&of.trace.scenario.workload);
        for life in lives {
            let beside = measured.as_ref().map(|lives| lives.get(life.index));
            self.lane(chart, of.trace, &looks, life, beside);
        }
    }

    /// `measured` is there for every lane of a chart that has been measured; a lane may have nothing in it.
    fn lane(
        &mut self,
        chart: usize,
        trace: &Trace,
        looks: &[usize],
        life: &LaneOf,
        measured: Option<Option<&LaneOf>>,
    ) {
        let (by, axis, narrow) = (self.request.by, self.axis, self.request.width < NARROW_PX);
        let from_y = self.y;
        let name_y =
            if narrow { self.y + NAME_HEIGHT_PX - 6.0 } else { self.y + self.bar_height / 2.0 + 4.5 };
        self.y += if narrow { NAME_HEIGHT_PX } else { 0.0 };
        let is_told = self.request.is_told;
        let row =
            Row { chart, axis, y: self.y, height: self.bar_height, looks, word: Some(self.request.word) };
        let mut bars = if is_told { row.bars(&life.spans) } else { Vec::new() };
        if is_told && let Some(span) = for_ever(trace, by, life.index, axis.view) {
            bars.extend(row.bars(&[span]));
        }
        self.y += self.bar_height;
        let mut measured_bars = Vec::new();
        if let Some(measured) = measured {
            let y = self.y + MEASURED_GAP_PX;
            let row = Row { chart, axis, y, height: MEASURED_HEIGHT_PX, looks, word: None };
            measured_bars = measured.map_or_else(Vec::new, |life| row.bars(&life.spans));
            self.y = y + MEASURED_HEIGHT_PX;
        }
        let name = match by {
            By::Task => trace.scenario.workload.tasks[life.index].name.clone(),
            By::Worker | By::Core => [self.request.core, " ", &(life.index + 1).to_string()].concat(),
        };
        self.lanes.push(Lane {
            chart,
            by,
            index: life.index,
            name,
            name_at: Point { x: 0.0, y: name_y },
            y: (from_y, self.y),
            bars,
            measured: measured_bars,
        });
        // Lanes stand closer where they are low, and closer on a narrow screen, where names part them.
        self.y += if narrow { 5.0 } else { (self.bar_height * 0.44).clamp(4.0, 14.0) };
    }
}

/// What a task that is stuck does after the last instant at which anything happens: it waits, as far as one can see.
fn for_ever(trace: &Trace, by: By, task: usize, view: View) -> Option<Span> {
    let Outcome::Deadlocked(report) = &trace.outcome else { return None };
    let stuck = report.stuck.iter().find(|stuck| by == By::Task && stuck.task as usize == task)?;
    let kind = match stuck.waits_for {
        WaitsFor::Lock(_) => SpanKind::BlockedLock,
        WaitsFor::Room(_) | WaitsFor::Message(_) => SpanKind::BlockedChannel,
        WaitsFor::Tasks(_) => SpanKind::BlockedDependency,
        WaitsFor::Worker => SpanKind::ReadyNoWorker,
    };
    let worker = stuck.worker.map(|worker| worker as usize);
    Some(Span::new(stuck.task, kind, trace.end_us, view.to_us.max(trace.end_us), worker, None))
}
