//! What one writes without an engine: a `BinaryHeap` of all events, by instant.

use super::Workload;
use crate::{Result, Timed};
use meanwhile_peer_cases::{Answer, CORES, QUANTUM_US};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::time::Instant;

/// By instant, then by insertion.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at_us: u64,
    sequence: u64,
    kind: Kind,
    task: usize,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    WaitEnds,
    SliceEnds,
}

struct Machine<'a> {
    workload: &'a Workload,
    now_us: u64,
    queue: BinaryHeap<Reverse<Event>>,
    sequence: u64,
    ready: VecDeque<usize>,
    free_cores: u32,
    /// For each task its round, and what is left of that round's compute.
    states: Vec<(usize, u64)>,
    answer: Answer,
}

pub(crate) fn run(workload: &Workload) -> Result<Timed> {
    let start = Instant::now();
    let tasks = workload.tasks.len();
    let mut machine = Machine {
        workload,
        now_us: 0,
        queue: BinaryHeap::new(),
        sequence: 0,
        ready: (0..tasks).collect(),
        free_cores: CORES,
        states: workload.tasks.iter().map(|rounds| (0, rounds.first().map_or(0, |round| round.0))).collect(),
        answer: Answer { events: 0, makespan_us: 0, sum_of_ends_us: 0 },
    };
    machine.run();
    Ok((start.elapsed(), machine.answer))
}

impl Machine<'_> {
    fn run(&mut self) {
        self.dispatch();
        while let Some(Reverse(event)) = self.queue.pop() {
            self.now_us = event.at_us;
            match event.kind {
                Kind::WaitEnds => self.end_wait(event.task),
                Kind::SliceEnds => self.end_slice(event.task),
            }
            self.dispatch();
        }
    }

    fn dispatch(&mut self) {
        while self.free_cores > 0
            && let Some(task) = self.ready.pop_front()
        {
            self.free_cores -= 1;
            self.begin_slice(task);
        }
    }

    fn begin_slice(&mut self, task: usize) {
        let slice_us = self.states[task].1.min(QUANTUM_US);
        self.states[task].1 -= slice_us;
        self.schedule(slice_us, Kind::SliceEnds, task);
    }

    fn end_slice(&mut self, task: usize) {
        let (round, left_us) = self.states[task];
        if left_us > 0 && self.ready.is_empty() {
            return self.begin_slice(task);
        }
        self.answer.events += 1;
        self.free_cores += 1;
        if left_us > 0 {
            self.ready.push_back(task);
        } else {
            self.schedule(self.workload.tasks[task][round].1, Kind::WaitEnds, task);
        }
    }

    fn end_wait(&mut self, task: usize) {
        self.answer.events += 1;
        let round = self.states[task].0 + 1;
        match self.workload.tasks[task].get(round) {
            Some((compute_us, _)) => {
                self.states[task] = (round, *compute_us);
                self.ready.push_back(task);
            }
            None => {
                self.answer.makespan_us = self.now_us;
                self.answer.sum_of_ends_us += u128::from(self.now_us);
            }
        }
    }

    fn schedule(&mut self, in_us: u64, kind: Kind, task: usize) {
        let event = Event { at_us: self.now_us + in_us, sequence: self.sequence, kind, task };
        self.sequence += 1;
        self.queue.push(Reverse(event));
    }
}
