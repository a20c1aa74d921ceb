//! What one writes without an engine: a `BinaryHeap` of all events, by instant, and a list of spans.
//!
//! It has the product of the simulator, a trace from which every moment of every task and core can be told, and none of
//! its generality: no workers, locks, channels, priorities, arrivals, patience or switch cost, not even a branch for
//! them, and no checks of what it is given.

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

/// What a task did: as much as the simulator's spans tell.
#[derive(Clone, Copy)]
struct Span {
    from_us: u64,
    to_us: u64,
    task: u32,
    doing: Doing,
    core: u8,
}

#[derive(Clone, Copy)]
enum Doing {
    Executing,
    Waiting,
    Ready,
}

/// What a task is about.
#[derive(Clone, Copy)]
struct State {
    round: usize,
    /// What is left of this round's compute.
    left_us: u64,
    /// Since when it does what it does.
    from_us: u64,
    core: u8,
}

/// The core of whoever has none.
const NONE: u8 = u8::MAX;

struct Machine<'a> {
    workload: &'a Workload,
    now_us: u64,
    queue: BinaryHeap<Reverse<Event>>,
    sequence: u64,
    ready: VecDeque<usize>,
    /// One bit for each.
    free_cores: u32,
    states: Vec<State>,
    spans: Vec<Span>,
    answer: Answer,
}

pub(crate) fn run(workload: &Workload) -> Result<Timed> {
    let start = Instant::now();
    let tasks = workload.tasks.len();
    let state = |rounds: &Vec<(u64, u64)>| {
        let left_us = rounds.first().map_or(0, |round| round.0);
        State { round: 0, left_us, from_us: 0, core: NONE }
    };
    let mut machine = Machine {
        workload,
        now_us: 0,
        queue: BinaryHeap::new(),
        sequence: 0,
        ready: (0..tasks).collect(),
        free_cores: (1 << CORES) - 1,
        states: workload.tasks.iter().map(state).collect(),
        spans: Vec::new(),
        answer: Answer { events: 0, makespan_us: 0, sum_of_ends_us: 0 },
    };
    machine.run();
    let took = start.elapsed();
    machine.check()?;
    Ok((took, machine.answer))
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
        while self.free_cores != 0
            && let Some(task) = self.ready.pop_front()
        {
            let core = self.free_cores.trailing_zeros();
            self.free_cores &= !(1 << core);
            self.change(task, Doing::Ready);
            self.states[task].core = core as u8;
            self.begin_slice(task);
        }
    }

    fn begin_slice(&mut self, task: usize) {
        let slice_us = self.states[task].left_us.min(QUANTUM_US);
        self.states[task].left_us -= slice_us;
        self.schedule(slice_us, Kind::SliceEnds, task);
    }

    fn end_slice(&mut self, task: usize) {
        let State { round, left_us, core, .. } = self.states[task];
        if left_us > 0 && self.ready.is_empty() {
            return self.begin_slice(task);
        }
        self.answer.events += 1;
        self.change(task, Doing::Executing);
        self.states[task].core = NONE;
        self.free_cores |= 1 << core;
        if left_us > 0 {
            self.ready.push_back(task);
        } else {
            self.schedule(self.workload.tasks[task][round].1, Kind::WaitEnds, task);
        }
    }

    fn end_wait(&mut self, task: usize) {
        self.answer.events += 1;
        self.change(task, Doing::Waiting);
        let state = &mut self.states[task];
        state.round += 1;
        match self.workload.tasks[task].get(state.round) {
            Some((compute_us, _)) => {
                state.left_us = *compute_us;
                self.ready.push_back(task);
            }
            None => {
                self.answer.makespan_us = self.now_us;
                self.answer.sum_of_ends_us += u128::from(self.now_us);
            }
        }
    }

    /// Writes down what the task did until now.
    fn change(&mut self, task: usize, doing: Doing) {
        let State { from_us, core, .. } = self.states[task];
        if from_us < self.now_us {
            self.spans.push(Span { from_us, to_us: self.now_us, task: task as u32, doing, core });
        }
        self.states[task].from_us = self.now_us;
    }

    fn schedule(&mut self, in_us: u64, kind: Kind, task: usize) {
        let event = Event { at_us: self.now_us + in_us, sequence: self.sequence, kind, task };
        self.sequence += 1;
        self.queue.push(Reverse(event));
    }

    /// Whether the trace is one: no task's life has a gap, and all of its events are in it.
    fn check(&self) -> Result<()> {
        let mut at_us = vec![0; self.states.len()];
        let mut events = 0;
        for span in &self.spans {
            let is_on_core = matches!(span.doing, Doing::Executing);
            if at_us[span.task as usize] != span.from_us || is_on_core != (span.core != NONE) {
                return Err(format!("the life of task {} is torn at {} us", span.task, span.from_us));
            }
            at_us[span.task as usize] = span.to_us;
            events += u64::from(!matches!(span.doing, Doing::Ready));
        }
        match events == self.answer.events {
            true => Ok(()),
            false => Err(format!("{events} spans end in an event")),
        }
    }
}
