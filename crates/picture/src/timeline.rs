//! The timeline: a lane for each task, a bar for each span, one clock for all.
//!
//! It is laid out for the width that it has: where there is room, lanes carry their names at the left; on a narrow
//! screen the names stand above the lanes, so that the bars get the whole width.

use meanwhile_sim::{Micros, Span, SpanKind, Task, Trace};

use crate::{Point, Rect, time_text};

/// Below this width names stand above their lanes.
pub const NARROW_PX: f32 = 520.0;
/// A lane that is its task's only one is this high; many lanes are lower.
const BAR_HEIGHT_PX: f32 = 32.0;
const BAR_HEIGHT_MANY_PX: f32 = 24.0;
const MANY_LANES: usize = 4;
const MEASURED_HEIGHT_PX: f32 = 14.0;
const MEASURED_GAP_PX: f32 = 3.0;
const LANE_GAP_PX: f32 = 14.0;
const NAME_WIDTH_PX: f32 = 74.0;
const NAME_HEIGHT_PX: f32 = 19.0;
/// Room for the cursor's head above the lanes.
const TOP_PX: f32 = 14.0;
const AXIS_HEIGHT_PX: f32 = 28.0;
/// Half of the last tick's label must fit beyond the plot.
const RIGHT_PX: f32 = 16.0;
/// Bars that touch are kept this far apart, so that one sees where one ends.
const SEAM_PX: f32 = 1.0;
const TICK_SPACING_PX: f32 = 84.0;
/// A letter of the labels, about.
const LETTER_PX: f32 = 7.2;

/// What to lay out.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Width of the whole drawing, in CSS pixels.
    pub width: f32,
    /// The time at the right end of the axis; at least the end of every span that should be seen.
    pub axis_us: Micros,
    /// What is predicted.
    pub trace: &'a Trace,
    /// What was measured, on the same clock, drawn in a second, lower row of each lane.
    pub measured: Option<&'a Trace>,
    /// The word for a kind of span, given how many waits of its task came before it; and its letter, for bars that are
    /// too short for the word.
    pub word: &'a dyn Fn(SpanKind, usize) -> (&'static str, &'static str),
}

/// Where times are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Where time 0 is drawn.
    pub left: f32,
    /// How far from there `end_us` is drawn.
    pub width: f32,
    /// The time at the right end; at least 1.
    pub end_us: Micros,
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
    /// Top and bottom of the lanes.
    pub plot_y: (f32, f32),
    /// One for each task.
    pub lanes: Vec<Lane>,
    /// The marks of the axis.
    pub ticks: Vec<Tick>,
}

/// What happens to one task.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Index of the task.
    pub task: usize,
    /// The task's name.
    pub name: String,
    /// Where its name begins, at the base line.
    pub name_at: Point,
    /// What is predicted.
    pub bars: Vec<Bar>,
    /// What was measured.
    pub measured: Vec<Bar>,
}

/// One span of one task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Where it is drawn.
    pub rect: Rect,
    /// What the task does.
    pub span: Span,
    /// The word or letter that fits in, if any.
    pub label: &'static str,
}

/// A mark on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub x: f32,
    /// Seconds; the last one carries the unit.
    pub label: String,
}

impl Axis {
    /// The axis of a timeline of this width.
    pub fn new(timeline_width: f32, end_us: Micros) -> Axis {
        let left = if timeline_width < NARROW_PX { 0.0 } else { NAME_WIDTH_PX };
        Axis { left, width: (timeline_width - left - RIGHT_PX).max(1.0), end_us: end_us.max(1) }
    }

    /// Where a time is drawn.
    pub fn x_of(&self, us: Micros) -> f32 {
        self.left + (us as f64 / self.end_us as f64) as f32 * self.width
    }

    /// The time that is drawn at `x`; outside the axis, its nearer end.
    pub fn time_at(&self, x: f32) -> Micros {
        let share = f64::from(((x - self.left) / self.width).clamp(0.0, 1.0));
        (share * self.end_us as f64).round() as Micros
    }
}

impl Timeline {
    /// Lays out what is asked for.
    pub fn new(request: Request) -> Timeline {
        let narrow = request.width < NARROW_PX;
        let axis = Axis::new(request.width, request.axis_us);
        let tasks = &request.trace.scenario.workload.tasks;
        let bar_height = if tasks.len() > MANY_LANES { BAR_HEIGHT_MANY_PX } else { BAR_HEIGHT_PX };
        let mut y = TOP_PX;
        let mut lanes = Vec::with_capacity(tasks.len());
        for (task, Task { name, .. }) in tasks.iter().enumerate() {
            let name_y = if narrow { y + NAME_HEIGHT_PX - 6.0 } else { y + bar_height / 2.0 + 4.5 };
            y += if narrow { NAME_HEIGHT_PX } else { 0.0 };
            let row = Row { axis, y, height: bar_height, word: Some(request.word) };
            let bars = row.bars(request.trace.spans_of(task));
            y += bar_height;
            let mut measured_bars = Vec::new();
            if let Some(measured) = request.measured {
                y += MEASURED_GAP_PX;
                let row = Row { y, height: MEASURED_HEIGHT_PX, word: None, ..row };
                measured_bars = row.bars(measured.spans_of(task));
                y += MEASURED_HEIGHT_PX;
            }
            y += LANE_GAP_PX;
            lanes.push(Lane {
                task,
                name: name.clone(),
                name_at: Point { x: 0.0, y: name_y },
                bars,
                measured: measured_bars,
            });
        }
        let ticks = ticks(axis);
        Timeline { width: request.width, height: y + AXIS_HEIGHT_PX, axis, plot_y: (TOP_PX, y), lanes, ticks }
    }
}

/// One row of bars.
struct Row<'a> {
    axis: Axis,
    y: f32,
    height: f32,
    word: Option<&'a dyn Fn(SpanKind, usize) -> (&'static str, &'static str)>,
}

impl Row<'_> {
    fn bars(&self, spans: &[Span]) -> Vec<Bar> {
        let mut waits = 0;
        let mut bars = Vec::with_capacity(spans.len());
        for &span in spans {
            let (from, to) = (self.axis.x_of(span.from_us), self.axis.x_of(span.to_us));
            let width = (to - from - SEAM_PX).max(0.75);
            let rect = Rect { x: from, y: self.y, width, height: self.height };
            let label = self.word.map_or("", |word| fitting(word(span.kind, waits), width));
            bars.push(Bar { rect, span, label });
            waits += usize::from(span.kind == SpanKind::Waiting);
        }
        bars
    }
}

fn fitting((word, letter): (&'static str, &'static str), width: f32) -> &'static str {
    let fits = |text: &str| text.chars().count() as f32 * LETTER_PX + 6.0 <= width;
    [word, letter].into_iter().find(|text| fits(text)).unwrap_or("")
}

/// Round numbers of seconds, not closer than their labels allow.
fn ticks(axis: Axis) -> Vec<Tick> {
    let wanted = (axis.width / TICK_SPACING_PX).clamp(2.0, 12.0) as Micros;
    let step_us = round_step(axis.end_us / wanted);
    let count = axis.end_us / step_us;
    let label = |index: Micros| {
        let seconds = time_text::seconds(index * step_us, 3);
        if index == count { format!("{seconds} s") } else { seconds }
    };
    (0..=count).map(|index| Tick { x: axis.x_of(index * step_us), label: label(index) }).collect()
}

/// The smallest of 1, 2 and 5 times a power of ten that is at least `at_least_us`, and at least a millisecond.
fn round_step(at_least_us: Micros) -> Micros {
    let mut power = 1_000;
    loop {
        for factor in [1, 2, 5] {
            if factor * power >= at_least_us {
                return factor * power;
            }
        }
        power *= 10;
    }
}
