//! What the tasks did, as it is written down during the run: a third of what spans take, because what costs time here
//! is memory.

use crate::limits::{CORES_MAX, TIME_US_MAX, WORKERS_MAX};
use crate::trace::NONE;
use crate::{Micros, Span, SpanKind};

/// What one task did from its arrival on. A life has no gaps, so a stretch of it need only say where it ends.
#[derive(Default)]
pub(super) struct Life {
    pub(super) arrived_us: Micros,
    stretches: Vec<Stretch>,
}

/// Until when, and under it in [`DOING_BITS`] what: the kind, the worker and the core.
#[derive(Clone, Copy)]
struct Stretch(u64);

const KIND_BITS: u32 = 3;
const INDEX_BITS: u32 = 7;
const DOING_BITS: u32 = KIND_BITS + 2 * INDEX_BITS;
const INDEX_MASK: u64 = (1 << INDEX_BITS) - 1;
/// "No worker" and "no core" are the largest index, which no real one reaches.
const _: () = assert!((WORKERS_MAX as u64) < INDEX_MASK && (CORES_MAX as u64) < INDEX_MASK);
const _: () = assert!(SpanKind::ALL.len() == 1 << KIND_BITS && TIME_US_MAX < 1 << (64 - DOING_BITS));

impl Life {
    /// Until now the task did this. If it left this state and came back to it within one instant, it never left it.
    pub(super) fn write(&mut self, until_us: Micros, kind: SpanKind, worker: u8, core: u8) {
        let stretch = Stretch::new(until_us, kind, worker, core);
        match self.stretches.last_mut() {
            Some(last) if last.doing() == stretch.doing() => *last = stretch,
            _ => self.stretches.push(stretch),
        }
    }
}

/// The lives of all tasks as spans, by task and then by time.
pub(super) fn spans(lives: &[Life]) -> Vec<Span> {
    let mut spans = Vec::with_capacity(lives.iter().map(|life| life.stretches.len()).sum());
    for (life, task) in lives.iter().zip(0..) {
        let mut from_us = life.arrived_us;
        for stretch in &life.stretches {
            let span = stretch.span(task, from_us);
            from_us = span.to_us;
            spans.push(span);
        }
    }
    spans
}

impl Stretch {
    fn new(until_us: Micros, kind: SpanKind, worker: u8, core: u8) -> Self {
        // The mask makes the largest index of `NONE`.
        let index = |index: u8| u64::from(index) & INDEX_MASK;
        Stretch(
            ((until_us << KIND_BITS | kind as u64) << INDEX_BITS | index(worker)) << INDEX_BITS | index(core),
        )
    }

    /// All but the time.
    fn doing(self) -> u64 {
        self.0 & ((1 << DOING_BITS) - 1)
    }

    fn span(self, task: u32, from_us: Micros) -> Span {
        let index =
            |bits: u64| if bits & INDEX_MASK == INDEX_MASK { NONE } else { (bits & INDEX_MASK) as u8 };
        let kind = SpanKind::ALL[(self.doing() >> (2 * INDEX_BITS)) as usize];
        Span::packed(task, kind, from_us, self.0 >> DOING_BITS, index(self.0 >> INDEX_BITS), index(self.0))
    }
}
