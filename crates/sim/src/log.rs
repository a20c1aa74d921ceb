//! What the tasks did, as it is written down during a run: one entry of 8 bytes after the other, because what recording
//! costs is memory that is touched.

use crate::limits::{CORES_MAX, TASKS_MAX, TIME_US_MAX, WORKERS_MAX};
use crate::span::NONE;
use crate::{Micros, Span, SpanKind};

/// Everything that the tasks did, in the order in which they stopped doing it. No task's life has gaps, so an entry need
/// only say when something ended.
#[derive(Clone, Default)]
pub(crate) struct Log {
    entries: Vec<Entry>,
    /// When the last entry was written.
    now_us: Micros,
    /// When each task arrived.
    arrivals_us: Vec<Micros>,
    switch_cost_us: Micros,
}

/// How much later than the entry before, and below that the task and what it did until then.
#[derive(Clone, Copy)]
struct Entry(u64);

/// What a task does, with which worker and on which core.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Doing(u32);

const KIND_BITS: u32 = 3;
const INDEX_BITS: u32 = 7;
const DOING_BITS: u32 = KIND_BITS + 2 * INDEX_BITS;
const TASK_BITS: u32 = 14;
/// "No worker" and "no core" are the largest index, which no real one reaches.
const NOBODY: u32 = (1 << INDEX_BITS) - 1;
/// An entry of no task, for time that is too long for one entry.
const NO_TASK: u32 = (1 << TASK_BITS) - 1;
const LATER_MAX_US: Micros = (1 << (64 - TASK_BITS - DOING_BITS)) - 1;
const _: () = assert!(WORKERS_MAX < NOBODY && CORES_MAX < NOBODY && TASKS_MAX < NO_TASK as usize);
const _: () = assert!(SpanKind::ALL.len() == 1 << KIND_BITS && TIME_US_MAX / LATER_MAX_US < 100_000);

impl Doing {
    pub(crate) fn new(kind: SpanKind, worker: Option<u8>, core: Option<u8>) -> Self {
        let index = |index: Option<u8>| index.map_or(NOBODY, u32::from);
        Doing((kind as u32) << (2 * INDEX_BITS) | index(worker) << INDEX_BITS | index(core))
    }

    pub(crate) fn kind(self) -> SpanKind {
        SpanKind::ALL[(self.0 >> (2 * INDEX_BITS)) as usize % SpanKind::ALL.len()]
    }

    pub(crate) fn worker(self) -> Option<u8> {
        index(self.0 >> INDEX_BITS)
    }

    pub(crate) fn core(self) -> Option<u8> {
        index(self.0)
    }
}

fn index(bits: u32) -> Option<u8> {
    (bits & NOBODY != NOBODY).then_some((bits & NOBODY) as u8)
}

impl Entry {
    fn new(later_us: Micros, task: u32, doing: Doing) -> Self {
        Entry((later_us << TASK_BITS | u64::from(task)) << DOING_BITS | u64::from(doing.0))
    }

    fn later_us(self) -> Micros {
        self.0 >> (TASK_BITS + DOING_BITS)
    }

    fn task(self) -> u32 {
        (self.0 >> DOING_BITS) as u32 & NO_TASK
    }

    fn doing(self) -> Doing {
        Doing(self.0 as u32 & ((1 << DOING_BITS) - 1))
    }
}

impl Log {
    /// For tasks that arrive then, with room for so many entries before any has to move.
    pub(crate) fn new(arrivals_us: Vec<Micros>, switch_cost_us: Micros, entries: usize) -> Self {
        Log { entries: Vec::with_capacity(entries), now_us: 0, arrivals_us, switch_cost_us }
    }

    /// Until now the task did this. [`SpanKind::Switching`] is a switch and, where time is left, executing.
    pub(crate) fn write(&mut self, now_us: Micros, task: u32, doing: Doing) {
        let mut later_us = now_us - self.now_us;
        while later_us > LATER_MAX_US {
            self.entries.push(Entry::new(LATER_MAX_US, NO_TASK, doing));
            later_us -= LATER_MAX_US;
        }
        self.entries.push(Entry::new(later_us, task, doing));
        self.now_us = now_us;
    }

    /// Gives back the room that was not needed.
    pub(crate) fn close(&mut self) {
        self.entries.shrink_to_fit();
    }

    /// The spans, by task and then by time.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let (stretches, ends) = self.by_task();
        let mut spans: Vec<Span> = Vec::with_capacity(stretches.len());
        let mut next = 0;
        for (task, end) in ends.into_iter().enumerate() {
            let mut from_us = self.arrivals_us[task];
            for &Stretch { until_us, doing } in &stretches[next..end] {
                let mut kind = doing.kind();
                if kind == SpanKind::Switching {
                    let switched_us = until_us.min(from_us + self.switch_cost_us);
                    push(&mut spans, span(task, doing, kind, from_us, switched_us));
                    (from_us, kind) = (switched_us, SpanKind::Executing);
                }
                push(&mut spans, span(task, doing, kind, from_us, until_us));
                from_us = until_us;
            }
            next = end;
        }
        spans
    }

    /// What all tasks did, task by task, and for each task where its part ends. First it is counted how much each did, so
    /// that then everything goes straight to its place.
    fn by_task(&self) -> (Vec<Stretch>, Vec<usize>) {
        let mut ends = vec![0; self.arrivals_us.len()];
        for entry in self.entries.iter().filter(|entry| entry.task() != NO_TASK) {
            ends[entry.task() as usize] += 1;
        }
        let mut places = 0;
        for end in &mut ends {
            places += std::mem::replace(end, places);
        }
        let mut stretches = vec![Stretch { until_us: 0, doing: Doing(0) }; places];
        let mut now_us = 0;
        for entry in &self.entries {
            now_us += entry.later_us();
            if entry.task() != NO_TASK {
                let place = &mut ends[entry.task() as usize];
                stretches[*place] = Stretch { until_us: now_us, doing: entry.doing() };
                *place += 1;
            }
        }
        (stretches, ends)
    }
}

/// What a task did until when, and began when it stopped doing what it did before.
#[derive(Clone, Copy)]
struct Stretch {
    until_us: Micros,
    doing: Doing,
}

/// A task that left a state and came back to it within one instant never left it.
fn push(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        _ if span.from_us == span.to_us => {}
        Some(before) if span.continues(before) => before.to_us = span.to_us,
        _ => spans.push(span),
    }
}

fn span(task: usize, doing: Doing, kind: SpanKind, from_us: Micros, to_us: Micros) -> Span {
    let (worker, core) = (doing.worker().unwrap_or(NONE), doing.core().unwrap_or(NONE));
    Span::packed(task as u32, kind, from_us, to_us, worker, core)
}
