//! The three queues: tasks that are ready for a worker, workers that are ready for a core, waits that will end.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::Micros;
use crate::limits::{TASKS_MAX, TIME_US_MAX};

/// A place in the queue for workers: the smaller is served first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ticket {
    priority: Reverse<i32>,
    sequence: u64,
    pub(crate) task: u32,
}

/// Tasks that are ready for a worker, in one line for each role, so that a worker with a role finds its first task
/// without looking at the others'. Line 0 is for tasks without a role.
pub(crate) struct TaskQueue {
    lines: Vec<Line>,
    sequence: u64,
}

/// First in first out needs no heap.
enum Line {
    Fifo(VecDeque<Ticket>),
    Priority(BinaryHeap<Reverse<Ticket>>),
}

impl Line {
    fn first(&self) -> Option<Ticket> {
        match self {
            Line::Fifo(line) => line.front().copied(),
            Line::Priority(line) => line.peek().map(|Reverse(ticket)| *ticket),
        }
    }

    fn pop(&mut self) -> Option<Ticket> {
        match self {
            Line::Fifo(line) => line.pop_front(),
            Line::Priority(line) => line.pop().map(|Reverse(ticket)| ticket),
        }
    }
}

impl TaskQueue {
    pub(crate) fn new(roles: u32, by_priority: bool) -> Self {
        let line = |_| match by_priority {
            true => Line::Priority(BinaryHeap::new()),
            false => Line::Fifo(VecDeque::new()),
        };
        TaskQueue { lines: (0..roles).map(line).collect(), sequence: 0 }
    }

    /// To the back, or behind the last of at least the same priority.
    pub(crate) fn push(&mut self, task: u32, role: u32, priority: i32) {
        let ticket = Ticket { priority: Reverse(priority), sequence: self.sequence, task };
        self.sequence += 1;
        match &mut self.lines[role as usize] {
            Line::Fifo(line) => line.push_back(ticket),
            Line::Priority(line) => line.push(Reverse(ticket)),
        }
    }

    /// Takes out the first task that a worker of this role may take (0: any task) and that is still queued.
    /// Tasks that gave up stay in their line until they come to its head.
    pub(crate) fn pop(&mut self, worker_role: u32, is_queued: impl Fn(u32) -> bool) -> Option<u32> {
        loop {
            let line = if worker_role != 0 || self.lines.len() == 1 {
                worker_role as usize
            } else {
                self.line_of_first()?
            };
            let task = self.lines[line].pop()?.task;
            if is_queued(task) {
                return Some(task);
            }
        }
    }

    fn line_of_first(&self) -> Option<usize> {
        let firsts = self.lines.iter().enumerate().filter_map(|(line, queue)| Some((queue.first()?, line)));
        firsts.min().map(|(_, line)| line)
    }
}

/// Workers that are ready for a core. There are at most 64, so a sorted ring beats a heap, and leaving it from the
/// middle is cheap.
#[derive(Default)]
pub(crate) struct WorkerQueue {
    line: VecDeque<(i32, u8)>,
}

impl WorkerQueue {
    /// To the back, or behind the last of at least the same priority.
    pub(crate) fn push(&mut self, worker: u8, priority: i32) {
        let mut place = self.line.len();
        while place > 0 && self.line[place - 1].0 < priority {
            place -= 1;
        }
        if place == self.line.len() {
            self.line.push_back((priority, worker));
        } else {
            self.line.insert(place, (priority, worker));
        }
    }

    pub(crate) fn pop(&mut self) -> Option<u8> {
        self.line.pop_front().map(|(_, worker)| worker)
    }

    pub(crate) fn remove(&mut self, worker: u8) {
        self.line.retain(|(_, queued)| *queued != worker);
    }

    /// The priority of the most urgent worker, if there is one.
    pub(crate) fn first_priority(&self) -> Option<i32> {
        self.line.front().map(|(priority, _)| *priority)
    }
}

/// Waits that will end, by instant and then by task, each packed into one integer so that the heap compares and
/// moves single words.
#[derive(Default)]
pub(crate) struct Waits {
    heap: BinaryHeap<Reverse<u64>>,
}

const TASK_BITS: u32 = 14;
const TASK_MASK: u64 = (1 << TASK_BITS) - 1;
// Two times of the maximum, because a wait may begin at the end of the allowed time and last as long again.
const _: () = assert!(TASKS_MAX <= 1 << TASK_BITS && TIME_US_MAX < 1 << (63 - TASK_BITS));

impl Waits {
    pub(crate) fn push(&mut self, at_us: Micros, task: u32) {
        self.heap.push(Reverse(at_us << TASK_BITS | u64::from(task)));
    }

    /// When the first wait ends; never is `Micros::MAX`.
    pub(crate) fn next_us(&self) -> Micros {
        self.heap.peek().map_or(Micros::MAX, |Reverse(packed)| packed >> TASK_BITS)
    }

    /// The next task whose wait ends at this very instant.
    pub(crate) fn pop_at(&mut self, now_us: Micros) -> Option<u32> {
        if self.next_us() != now_us {
            return None;
        }
        self.heap.pop().map(|Reverse(packed)| (packed & TASK_MASK) as u32)
    }
}
