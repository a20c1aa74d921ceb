//! What tasks did, while the run goes on: eight bytes for each stretch.
//!
//! A stretch begins where the one before it in the same life ended, so that its length is enough. Writing a third of
//! what a [`Span`] takes, and life by life, is what makes recording cheap: memory is the bottleneck here.

use crate::trace::NONE;
use crate::{Micros, Span, SpanKind};

/// The lives of all tasks.
pub(super) struct Log {
    lives: Vec<Life>,
}

#[derive(Clone, Default)]
struct Life {
    begins_us: Micros,
    stretches: Vec<u64>,
}

const BYTE: u64 = 0xff;
const LENGTH_SHIFT: u32 = 24;
/// A longer stretch, of more than twelve days, is written as several, which [`Log::into_spans`] joins again.
const LENGTH_US_MAX: Micros = u64::MAX >> LENGTH_SHIFT;

impl Log {
    /// Empty lives, with room for what is expected.
    pub(super) fn new(expected: impl Iterator<Item = usize>) -> Self {
        let life = |expected| Life { begins_us: 0, stretches: Vec::with_capacity(expected) };
        Log { lives: expected.map(life).collect() }
    }

    pub(super) fn begin(&mut self, task: u32, begins_us: Micros) {
        self.lives[task as usize].begins_us = begins_us;
    }

    #[inline]
    pub(super) fn write(&mut self, task: u32, mut length_us: Micros, kind: SpanKind, worker: u8, core: u8) {
        let doing = u64::from(kind as u8) | u64::from(worker) << 8 | u64::from(core) << 16;
        let stretches = &mut self.lives[task as usize].stretches;
        while length_us > LENGTH_US_MAX {
            stretches.push(LENGTH_US_MAX << LENGTH_SHIFT | doing);
            length_us -= LENGTH_US_MAX;
        }
        stretches.push(length_us << LENGTH_SHIFT | doing);
    }

    /// By task and then by time. A task that left a state and came back to it within one instant never left it: two
    /// equal stretches are one span.
    pub(super) fn into_spans(self) -> Vec<Span> {
        let mut spans: Vec<Span> =
            Vec::with_capacity(self.lives.iter().map(|life| life.stretches.len()).sum());
        for (Life { begins_us, stretches }, task) in self.lives.into_iter().zip(0..) {
            let (mut from_us, mut last_doing) = (begins_us, u64::MAX);
            for stretch in stretches {
                let (to_us, doing) =
                    (from_us + (stretch >> LENGTH_SHIFT), stretch & (u64::MAX >> (64 - LENGTH_SHIFT)));
                match spans.last_mut() {
                    Some(last) if doing == last_doing => last.to_us = to_us,
                    _ => spans.push(span(task, doing, from_us, to_us)),
                }
                (from_us, last_doing) = (to_us, doing);
            }
        }
        spans
    }
}

fn span(task: u32, doing: u64, from_us: Micros, to_us: Micros) -> Span {
    let byte = |index: u32| (doing >> (8 * index) & BYTE) as u8;
    let kind = SpanKind::ALL[usize::from(byte(0)) & (SpanKind::ALL.len() - 1)];
    Span::packed(task, kind, from_us, to_us, byte(1), byte(2))
}

const _: () = assert!(SpanKind::ALL.len() == 8 && NONE as u64 <= BYTE);
