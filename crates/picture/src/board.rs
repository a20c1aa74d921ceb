//! The board: cores, workers and tasks at one moment of a trace, as chips that move from hand to hand.
//!
//! From left to right: the tasks that are ready and have no worker; the workers, each with what it carries, and the cores
//! above them, each joined to the worker that it executes; the tasks that wait without a worker; the tasks that are done.
//! Where a chip stands is a function of the trace and the time alone; in a picture that moves its way from one place to the
//! next is, too.

use meanwhile_sim::{Micros, Span, SpanKind, Trace};

use crate::{Point, looks};

/// One moment, laid out in a box of [`WIDTH_PX`] × [`HEIGHT_PX`].
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// One for each core.
    pub cores: Vec<Core>,
    /// One for each worker.
    pub workers: Vec<Worker>,
    /// The tasks that have arrived, in the order of the workload.
    pub chips: Vec<Chip>,
}

/// A core.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Core {
    /// Its middle.
    pub at: Point,
    /// The colour of the task that it executes or turns to.
    pub look: Option<usize>,
    /// The worker who carries that task.
    pub worker: Option<usize>,
    /// Whether it is still turning to it.
    pub is_switching: bool,
}

/// A worker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worker {
    /// Its middle.
    pub at: Point,
    /// What it is doing.
    pub mood: Mood,
}

/// What a worker is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It has nothing.
    Free,
    /// It has a task and a core.
    Executing,
    /// It has a task that could go on, and no core.
    NoCore,
    /// It has a task that waits, for time or for another task.
    Waiting,
}

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// Index of the task.
    pub task: usize,
    /// The number of its colour.
    pub look: usize,
    /// What is written on it: the first letter of its name, or its number.
    pub letter: String,
    /// Its middle.
    pub at: Point,
    /// What it does; `None` once it is done.
    pub kind: Option<SpanKind>,
    /// How much of that has passed, 0 to 1.
    pub progress: f32,
}

/// The width of the box.
pub const WIDTH_PX: f32 = 620.0;
/// The height of the box.
pub const HEIGHT_PX: f32 = 230.0;
/// The side of a chip.
pub const CHIP_PX: f32 = 26.0;
/// From where to where each area goes, from left to right.
pub const READY_X: (f32, f32) = (4.0, 98.0);
/// See [`READY_X`].
pub const WORKERS_X: (f32, f32) = (112.0, 392.0);
/// See [`READY_X`].
pub const WAITING_X: (f32, f32) = (406.0, 500.0);
/// See [`READY_X`].
pub const DONE_X: (f32, f32) = (518.0, 616.0);
/// Where the rows of chips begin.
const CHIPS_Y: f32 = 45.0;
const CORES_Y: f32 = 48.0;
const WORKERS_Y: (f32, f32) = (104.0, 220.0);
const WORKERS_IN_A_ROW: usize = 8;
/// A worker holds its chip this far below its middle.
const HELD_Y: f32 = 12.0;
/// A chip's way takes this share of the run at most, and half of what it does there.
const WAY_PERMILLE: Micros = 25;

/// The board of `trace` at `now_us`. In a picture that moves, a chip that has just changed its place is on its way there;
/// in one that stands still, it has arrived.
pub fn at(trace: &Trace, now_us: Micros, is_moving: bool) -> Board {
    let strategy = &trace.scenario.strategy;
    let (workers, cores) = (strategy.workers as usize, trace.scenario.machine.cores as usize);
    let mut board = Board {
        cores: (0..cores)
            .map(|core| Core {
                at: spread(core, cores, CORES_Y),
                look: None,
                worker: None,
                is_switching: false,
            })
            .collect(),
        workers: (0..workers).map(|worker| Worker { at: seat(worker, workers), mood: Mood::Free }).collect(),
        chips: Vec::new(),
    };
    let places = Places::of(trace, now_us);
    for (task, look) in looks::of(&trace.scenario.workload).into_iter().enumerate() {
        let life = trace.spans_of(task);
        if life.first().is_none_or(|first| first.from_us > now_us) {
            continue;
        }
        let index = life.partition_point(|span| span.to_us <= now_us);
        if let Some(span) = life.get(index) {
            board.take_in(look, span);
        }
        let letter = letter(&trace.scenario.workload.tasks[task].name, task);
        let kind = life.get(index).map(|span| span.kind);
        let at = if is_moving {
            places.on_the_way(task, life, index, (now_us, trace.end_us))
        } else {
            places.of_task(task, life.get(index))
        };
        let passed = |span: &Span| (now_us - span.from_us) as f32 / span.length_us().max(1) as f32;
        let progress = life.get(index).map_or(1.0, passed);
        board.chips.push(Chip { task, look, letter, at, kind, progress });
    }
    board
}

impl Board {
    fn take_in(&mut self, look: usize, span: &Span) {
        let mood = match span.kind {
            SpanKind::Executing | SpanKind::Switching => Mood::Executing,
            SpanKind::ReadyNoCore => Mood::NoCore,
            _ => Mood::Waiting,
        };
        if let Some(worker) = span.worker().and_then(|worker| self.workers.get_mut(worker)) {
            worker.mood = mood;
        }
        if let Some(core) = span.core().and_then(|core| self.cores.get_mut(core)) {
            let is_switching = span.kind == SpanKind::Switching;
            *core = Core { at: core.at, look: Some(look), worker: span.worker(), is_switching };
        }
    }
}

/// Who stands where at an instant, for those areas in which tasks queue up.
struct Places {
    workers: usize,
    /// Each task's place in its area; for a task that is with a worker it means nothing.
    slots: Vec<usize>,
    /// How many tasks are in the fullest area.
    fullest: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Area {
    Ready,
    Worker(usize),
    Waiting,
    Done,
}

fn area(span: Option<&Span>) -> Area {
    match span {
        None => Area::Done,
        Some(span) => match (span.worker(), span.kind) {
            (Some(worker), _) => Area::Worker(worker),
            (None, SpanKind::ReadyNoWorker | SpanKind::BlockedDependency) => Area::Ready,
            (None, _) => Area::Waiting,
        },
    }
}

impl Places {
    fn of(trace: &Trace, now_us: Micros) -> Places {
        let count = trace.tasks.len();
        let mut counts = [0; 3];
        let mut slots = vec![0; count];
        for (task, slot) in slots.iter_mut().enumerate() {
            let life = trace.spans_of(task);
            if life.first().is_none_or(|first| first.from_us > now_us) {
                continue;
            }
            let index = life.partition_point(|span| span.to_us <= now_us);
            let queue = match area(life.get(index)) {
                Area::Ready => 0,
                Area::Waiting => 1,
                Area::Done => 2,
                Area::Worker(_) => continue,
            };
            *slot = counts[queue];
            counts[queue] += 1;
        }
        Places { workers: trace.scenario.strategy.workers as usize, slots, fullest: count.max(1) }
    }

    /// Where a task lies that does the span of that index in its life, or is on its way there from the one before.
    fn on_the_way(
        &self,
        task: usize,
        life: &[Span],
        index: usize,
        (now_us, end_us): (Micros, Micros),
    ) -> Point {
        let (before, span) = (index.checked_sub(1).and_then(|before| life.get(before)), life.get(index));
        let here = self.of_task(task, span);
        // What came just before lies where the task would lie if it were still doing that.
        let Some(before) = before else { return here };
        let length_us = span.map_or(Micros::MAX, Span::length_us);
        let way_us = (end_us * WAY_PERMILLE / 1_000).min(length_us / 2).max(1);
        let gone = (now_us.saturating_sub(before.to_us) as f32 / way_us as f32).min(1.0);
        between(self.of_task(task, Some(before)), here, gone)
    }

    fn of_task(&self, task: usize, span: Option<&Span>) -> Point {
        let slot = self.slots.get(task).copied().unwrap_or(0);
        match area(span) {
            Area::Worker(worker) => {
                let Point { x, y } = seat(worker, self.workers);
                Point { x, y: y + HELD_Y }
            }
            Area::Ready => self.in_area(READY_X, slot),
            Area::Waiting => self.in_area(WAITING_X, slot),
            Area::Done => self.in_area(DONE_X, slot),
        }
    }

    /// Chips fill an area row by row; where there are too many, rows move together.
    fn in_area(&self, (left, right): (f32, f32), slot: usize) -> Point {
        const GAP_PX: f32 = 4.0;
        let columns = (((right - left) / (CHIP_PX + GAP_PX)) as usize).max(1);
        let rows = self.fullest.div_ceil(columns).max(1);
        let step = ((HEIGHT_PX - CHIPS_Y - CHIP_PX) / rows as f32).min(CHIP_PX + GAP_PX);
        let margin = (right - left - columns as f32 * (CHIP_PX + GAP_PX) + GAP_PX) / 2.0;
        Point {
            x: left + margin + CHIP_PX / 2.0 + (slot % columns) as f32 * (CHIP_PX + GAP_PX),
            y: CHIPS_Y + (slot / columns) as f32 * step,
        }
    }
}

/// Evenly spread over the middle area.
fn spread(index: usize, count: usize, y: f32) -> Point {
    let (left, right) = WORKERS_X;
    let step = (right - left) / count.max(1) as f32;
    Point { x: left + step * (index as f32 + 0.5), y }
}

fn seat(worker: usize, workers: usize) -> Point {
    let rows = workers.div_ceil(WORKERS_IN_A_ROW).max(1);
    let in_a_row = workers.div_ceil(rows).max(1);
    let (top, bottom) = WORKERS_Y;
    let step = (bottom - top) / rows as f32;
    spread(worker % in_a_row, in_a_row, top + step * ((worker / in_a_row) as f32 + 0.5))
}

fn between(from: Point, to: Point, share: f32) -> Point {
    // Slow at both ends.
    let eased = share * share * (3.0 - 2.0 * share);
    Point { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased }
}

/// A number where the name ends in one (`request 7`), else the first letter.
fn letter(name: &str, task: usize) -> String {
    let number = name.rsplit(' ').next().filter(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    match (number, name.chars().next()) {
        (Some(number), _) if !number.is_empty() => number.to_owned(),
        (_, Some(first)) => first.to_string(),
        _ => (task + 1).to_string(),
    }
}
