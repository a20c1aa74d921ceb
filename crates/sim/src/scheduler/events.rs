//! What happens next, and in which order.

use crate::Micros;
use crate::limits::{CORES_MAX, TASKS_MAX, TIME_US_MAX};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// When something happens and what, packed into one integer, so that the order of the integers is the order that the
/// model fixes: by instant and, within one, waits by task, computes by core, arrivals, quanta by core, patience.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event(u64);

/// What an [`Event`] says.
pub(super) enum What {
    WaitEnds { task: u32 },
    ComputeEnds { core: usize },
    TasksArrive,
    QuantumEnds { core: usize },
    PatienceEnds,
}

const RANK_BITS: u32 = 15;
const WAIT: u64 = 0;
const COMPUTE: u64 = WAIT + TASKS_MAX as u64;
const ARRIVAL: u64 = COMPUTE + CORES_MAX as u64;
const QUANTUM: u64 = ARRIVAL + 1;
const PATIENCE: u64 = QUANTUM + CORES_MAX as u64;
/// An event may be later than the last instant that is allowed by a switch, a compute and a quantum.
const _: () = assert!(PATIENCE < 1 << RANK_BITS && 4 * TIME_US_MAX < 1 << (64 - RANK_BITS));

impl Event {
    pub(super) const NEVER: Event = Event(u64::MAX);

    fn new(at_us: Micros, rank: u64) -> Self {
        Event(at_us << RANK_BITS | rank)
    }

    pub(super) fn wait_ends(at_us: Micros, task: u32) -> Self {
        Event::new(at_us, WAIT + u64::from(task))
    }

    pub(super) fn compute_ends(at_us: Micros, core: usize) -> Self {
        Event::new(at_us, COMPUTE + core as u64)
    }

    pub(super) fn tasks_arrive(at_us: Micros) -> Self {
        Event::new(at_us, ARRIVAL)
    }

    pub(super) fn quantum_ends(at_us: Micros, core: usize) -> Self {
        Event::new(at_us, QUANTUM + core as u64)
    }

    pub(super) fn patience_ends(at_us: Micros) -> Self {
        Event::new(at_us, PATIENCE)
    }

    /// Later than every time that is allowed for [`Event::NEVER`].
    pub(super) fn at_us(self) -> Micros {
        self.0 >> RANK_BITS
    }

    pub(super) fn what(self) -> What {
        match self.rank() {
            rank @ ..COMPUTE => What::WaitEnds { task: rank as u32 },
            rank @ ..ARRIVAL => What::ComputeEnds { core: (rank - COMPUTE) as usize },
            ARRIVAL => What::TasksArrive,
            rank @ ..PATIENCE => What::QuantumEnds { core: (rank - QUANTUM) as usize },
            _ => What::PatienceEnds,
        }
    }

    fn rank(self) -> u64 {
        self.0 & ((1 << RANK_BITS) - 1)
    }

    /// The last event that would happen before the next dispatch: dispatches follow arrivals, quanta and patience.
    pub(super) fn last_before_dispatch(self) -> Event {
        let last = match self.rank() {
            0..QUANTUM => ARRIVAL,
            QUANTUM..PATIENCE => PATIENCE - 1,
            _ => PATIENCE,
        };
        Event::new(self.at_us(), last)
    }

    /// Whether quanta that end at this instant have had their turn before or with this event.
    pub(super) fn is_after_steps(self) -> bool {
        self.rank() > ARRIVAL
    }
}

/// The next event of each core. They are few, and which one is first cannot be foreseen, so that looking at all of them
/// without a branch is faster than keeping them in any order.
pub(super) struct Alarms {
    blocks: [[Event; BLOCK]; BLOCKS],
    /// So many blocks have cores.
    used: usize,
    /// The first of all.
    first: Event,
}

const BLOCK: usize = 4;
const BLOCKS: usize = CORES_MAX as usize / BLOCK;

impl Alarms {
    pub(super) fn new(cores: u32) -> Self {
        Alarms {
            blocks: [[Event::NEVER; BLOCK]; BLOCKS],
            used: (cores as usize).div_ceil(BLOCK),
            first: Event::NEVER,
        }
    }

    pub(super) fn set(&mut self, core: usize, event: Event) {
        let before = std::mem::replace(&mut self.blocks[core / BLOCK][core % BLOCK], event);
        self.first = if before == self.first { self.find_first() } else { self.first.min(event) };
    }

    pub(super) fn first(&self) -> Event {
        self.first
    }

    fn find_first(&self) -> Event {
        let first_of = |&[a, b, c, d]: &[Event; BLOCK]| a.min(b).min(c.min(d));
        self.blocks[..self.used].iter().map(first_of).fold(Event::NEVER, Event::min)
    }
}

/// Waits that will end.
#[derive(Default)]
pub(super) struct Waits {
    heap: BinaryHeap<Reverse<Event>>,
}

impl Waits {
    pub(super) fn push(&mut self, event: Event) {
        self.heap.push(Reverse(event));
    }

    pub(super) fn first(&self) -> Event {
        self.heap.peek().map_or(Event::NEVER, |Reverse(event)| *event)
    }

    pub(super) fn pop(&mut self) {
        self.heap.pop();
    }
}
