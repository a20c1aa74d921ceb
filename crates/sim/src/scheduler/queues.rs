//! The two queues: tasks that are ready for a worker, and workers that are ready for a core.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::limits::WORKERS_MAX;

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

/// Workers that are ready for a core: a ring with a place for each worker that there can be, so that no place has to be
/// made and no heap kept in order.
pub(crate) struct WorkerQueue {
    ring: [(i32, u8); PLACES],
    /// Where the first one is, and where the next one will be; both only ever count up.
    first: usize,
    next: usize,
}

const PLACES: usize = WORKERS_MAX as usize;
const _: () = assert!(PLACES.is_power_of_two());

impl WorkerQueue {
    pub(crate) fn new() -> Self {
        WorkerQueue { ring: [(0, 0); PLACES], first: 0, next: 0 }
    }

    /// To the back, or behind the last of at least the same priority.
    pub(crate) fn push(&mut self, worker: u8, priority: i32) {
        let mut place = self.next;
        while place != self.first && self.ring[(place - 1) % PLACES].0 < priority {
            self.ring[place % PLACES] = self.ring[(place - 1) % PLACES];
            place -= 1;
        }
        self.ring[place % PLACES] = (priority, worker);
        self.next += 1;
    }

    pub(crate) fn pop(&mut self) -> Option<u8> {
        if self.first == self.next {
            return None;
        }
        let (_, worker) = self.ring[self.first % PLACES];
        self.first += 1;
        Some(worker)
    }

    pub(crate) fn remove(&mut self, worker: u8) {
        let mut kept = self.first;
        for place in self.first..self.next {
            let entry = self.ring[place % PLACES];
            self.ring[kept % PLACES] = entry;
            kept += usize::from(entry.1 != worker);
        }
        self.next = kept;
    }

    /// The priority of the most urgent worker, if there is one.
    pub(crate) fn first_priority(&self) -> Option<i32> {
        (self.first != self.next).then(|| self.ring[self.first % PLACES].0)
    }
}
