//! Who has which lane, and what is in its cells.

use meanwhile_sim::{Micros, Span, SpanKind, Trace};
use unicode_width::UnicodeWidthStr;

use crate::grid::Grid;
use crate::plain::short;
use crate::run::{self, Run};

/// What a worker or a core has to do with a task. Of two that last equally long, the lesser is shown: executing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Doing {
    /// What the task does.
    pub(super) kind: SpanKind,
    /// Index of the task.
    pub(super) task: u32,
}

/// A character of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing for most of the time.
    Nothing,
    /// This for most of the time.
    One(Doing),
    /// So much in turn that showing one of them would mislead.
    Several,
}

/// A cell with more spans than this is [`Cell::Several`]: more than the end of one thing, a short one, and the start of
/// the next.
const PIECES_MAX: usize = 3;

/// One worker or one core.
pub(super) struct Lane<'a> {
    /// Who it is.
    pub(super) label: String,
    spans: run::Lane<'a>,
}

/// All lanes of a run.
pub(super) struct Lanes<'a> {
    /// Workers, then cores.
    pub(super) all: Vec<Lane<'a>>,
    /// Of the widest label, those of the gauges included.
    pub(super) label_width: usize,
}

const IN_PROGRESS: &str = "in progress";
const EXECUTING: &str = "executing";

impl Lane<'_> {
    /// What is in each column.
    pub(super) fn cells(&self, grid: &Grid) -> Vec<Cell> {
        let doing = |span: &&Span| (span.from_us, span.to_us, Doing { kind: span.kind, task: span.task });
        let row = grid.row(self.spans.iter().map(doing));
        row.iter()
            .map(|column| match column.longest() {
                _ if column.pieces() > PIECES_MAX => Cell::Several,
                Some(doing) => Cell::One(doing),
                None => Cell::Nothing,
            })
            .collect()
    }
}

impl<'a> Lanes<'a> {
    /// A lane for each worker, and for each core unless every worker has one core to itself: then they would be the
    /// same lanes twice.
    pub(super) fn of(run: &'a Run) -> Self {
        let strategy = &run.trace.scenario.strategy;
        let worker = |(index, spans): (usize, run::Lane<'a>)| {
            let role = strategy.roles.get(index).and_then(Option::as_deref);
            let role = role.map_or_else(String::new, |role| format!(" ({})", short(role)));
            Lane { label: format!("worker {index}{role}"), spans }
        };
        let core = |(index, spans): (usize, run::Lane<'a>)| Lane { label: format!("core {index}"), spans };
        let mut all: Vec<Lane<'_>> = run.workers().into_iter().enumerate().map(worker).collect();
        if !each_worker_is_a_core(&run.trace) {
            all.extend(run.cores().into_iter().enumerate().map(core));
        }
        let widths = all.iter().map(|lane| lane.label.width());
        Lanes { label_width: widths.max().unwrap_or(0).max(IN_PROGRESS.len()), all }
    }
}

fn each_worker_is_a_core(trace: &Trace) -> bool {
    let same_count = trace.scenario.strategy.workers == trace.scenario.machine.cores;
    same_count && trace.spans.iter().all(|span| span.core().is_none() || span.core() == span.worker())
}

/// A row of digits: the most tasks at once within each column; `+` for more than nine, nothing for none.
pub(super) struct Gauge {
    /// What is counted.
    pub(super) label: &'static str,
    /// A character for each column.
    pub(super) digits: String,
}

/// In progress and executing: the two numbers that the word is about.
pub(super) fn gauges(run: &Run, grid: &Grid) -> [Gauge; 2] {
    let executing = run.trace.spans.iter().filter(|span| span.kind == SpanKind::Executing);
    let executing = executing.map(|span| (span.from_us, span.to_us)).collect();
    [
        Gauge { label: IN_PROGRESS, digits: most_at_once(run.trace.in_progress(), grid) },
        Gauge { label: EXECUTING, digits: most_at_once(executing, grid) },
    ]
}

fn most_at_once(intervals: Vec<(Micros, Micros)>, grid: &Grid) -> String {
    let mut edges: Vec<(Micros, i32)> = Vec::with_capacity(2 * intervals.len());
    for (from_us, to_us) in intervals.into_iter().filter(|(from_us, to_us)| from_us < to_us) {
        edges.extend([(from_us, 1), (to_us, -1)]);
    }
    edges.sort_unstable();
    // Between two edges the number is constant, and there are at most as many such stretches as edges.
    let mut open = 0;
    let levels = edges.windows(2).filter_map(|pair| {
        open += pair[0].1;
        (pair[0].0 < pair[1].0).then_some((pair[0].0, pair[1].0, open))
    });
    let digit = |most: i32| match most {
        0 => ' ',
        10.. => '+',
        few => char::from_digit(few.unsigned_abs(), 10).unwrap_or(' '),
    };
    grid.row(levels).iter().map(|column| digit(column.all().max().unwrap_or(0))).collect()
}
