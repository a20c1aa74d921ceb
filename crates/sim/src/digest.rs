//! One number for a whole trace: equal traces have equal digests on every platform.

use crate::{Span, Trace};

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

impl Trace {
    /// FNV-1a, 64 bits, of the spans in their order; of each span the start, the end (8 bytes each), the task
    /// (4 bytes), the kind (its place in [`SpanKind::ALL`](crate::SpanKind::ALL)), the worker and the core (1 byte
    /// each, 255 for none), little-endian.
    pub fn digest(&self) -> u64 {
        self.spans.iter().fold(FNV_OFFSET, span)
    }
}

fn span(hash: u64, span: &Span) -> u64 {
    let hash = bytes(hash, &span.from_us.to_le_bytes());
    let hash = bytes(hash, &span.to_us.to_le_bytes());
    let hash = bytes(hash, &span.task.to_le_bytes());
    bytes(hash, &[span.kind as u8, span.packed_worker(), span.packed_core()])
}

fn bytes(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME))
}
