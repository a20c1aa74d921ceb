//! What is to be done next, and the record of what was done.
//!
//! The one scheduler of real runs: a pool of threads asks it under a lock, the event loop asks it directly. It follows
//! the model's rules: the first ready task goes to whoever asks; in Blocking a worker stays with its task through its
//! waits; in Overlapping a waiting task gives its worker back.

use std::collections::VecDeque;

use meanwhile_sim::{Micros, SpanKind, Waiting};

use crate::{Plan, PlannedStep};

/// One step that a worker has been asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Index of the task.
    pub task: usize,
    /// What to do; a `Wait` only in Blocking, where the worker itself waits.
    pub step: PlannedStep,
}

/// What follows an errand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The same worker goes on with the same task.
    Errand(Errand),
    /// The task sleeps for this long, by itself; the worker is free.
    Sleeps(Micros),
    /// The task has ended; the worker is free.
    Ended,
}

/// A stretch of a task's life, as it was measured, in real microseconds since the run began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeasuredSpan {
    /// Index of the task.
    pub task: u32,
    /// The worker that did it, or none where the task slept by itself.
    pub worker: Option<u32>,
    /// Executing or waiting.
    pub kind: SpanKind,
    /// When it began.
    pub from_us: Micros,
    /// When it ended.
    pub to_us: Micros,
}

impl MeasuredSpan {
    /// The numbers of one encoded span.
    const WORDS: usize = 5;
    const NO_WORKER: u32 = u32::MAX;

    /// Spans as numbers, to cross from one thread's world into another's; [`MeasuredSpan::decode`] reads them back.
    pub fn encode(spans: &[MeasuredSpan]) -> Vec<u32> {
        let words = |span: &MeasuredSpan| {
            let executing = u32::from(span.kind == SpanKind::Executing);
            let worker = span.worker.unwrap_or(Self::NO_WORKER);
            [span.task, worker, executing, span.from_us as u32, span.to_us as u32]
        };
        spans.iter().flat_map(words).collect()
    }

    /// Reads what [`MeasuredSpan::encode`] wrote; a span that is not whole is left out.
    pub fn decode(words: &[u32]) -> Vec<MeasuredSpan> {
        let span = |words: &[u32]| MeasuredSpan {
            task: words[0],
            worker: (words[1] != Self::NO_WORKER).then_some(words[1]),
            kind: if words[2] == 1 { SpanKind::Executing } else { SpanKind::Waiting },
            from_us: Micros::from(words[3]),
            to_us: Micros::from(words[4]),
        };
        words.chunks_exact(Self::WORDS).map(span).collect()
    }
}

/// See the module's description.
#[derive(Clone, Debug)]
pub struct Agenda {
    waiting: Waiting,
    tasks: Vec<Vec<PlannedStep>>,
    /// For each task, the step to do next.
    positions: Vec<usize>,
    ready: VecDeque<usize>,
    sleeping: Vec<Sleeper>,
    unfinished: usize,
    spans: Vec<MeasuredSpan>,
}

#[derive(Clone, Copy, Debug)]
struct Sleeper {
    due_us: Micros,
    since_us: Micros,
    task: usize,
}

impl Agenda {
    /// At the beginning every task is ready, in the order of the plan, but those that begin with a wait in
    /// Overlapping, which sleep.
    pub fn new(plan: &Plan) -> Agenda {
        let mut agenda = Agenda {
            waiting: plan.waiting,
            tasks: plan.tasks.clone(),
            positions: vec![0; plan.tasks.len()],
            ready: VecDeque::with_capacity(plan.tasks.len()),
            sleeping: Vec::new(),
            unfinished: plan.tasks.len(),
            spans: Vec::new(),
        };
        for task in 0..agenda.tasks.len() {
            match agenda.follow(task, 0) {
                Next::Errand(_) => agenda.ready.push_back(task),
                Next::Sleeps(_) | Next::Ended => {}
            }
        }
        agenda
    }

    /// Gives the first ready task to a free worker, or nothing where none is ready.
    pub fn take(&mut self) -> Option<Errand> {
        let task = self.ready.pop_front()?;
        Some(Errand { task, step: self.tasks[task][self.positions[task]] })
    }

    /// Records that `worker` did `errand` from `from_us` to `to_us`; says what follows.
    pub fn done(&mut self, worker: u32, errand: Errand, from_us: Micros, to_us: Micros) -> Next {
        let kind = match errand.step {
            PlannedStep::Compute(_) => SpanKind::Executing,
            PlannedStep::Wait(_) => SpanKind::Waiting,
        };
        self.spans.push(MeasuredSpan {
            task: errand.task as u32,
            worker: Some(worker),
            kind,
            from_us,
            to_us,
        });
        self.positions[errand.task] += 1;
        self.follow(errand.task, to_us)
    }

    /// A timer of the platform's own has rung for `task`: it is ready. Nothing happens if it was not asleep.
    pub fn wake(&mut self, task: usize, now_us: Micros) {
        if let Some(index) = self.sleeping.iter().position(|sleeper| sleeper.task == task) {
            let sleeper = self.sleeping.remove(index);
            self.end_sleep(sleeper, now_us);
        }
    }

    /// For those who have no timers: tasks whose time has come become ready, the earliest first. Their sleep ended when
    /// it was due, even if every worker was too busy to notice: from then on they were ready.
    pub fn wake_due(&mut self, now_us: Micros) {
        while let Some(index) = self.first_due(now_us) {
            let sleeper = self.sleeping.remove(index);
            self.end_sleep(sleeper, sleeper.due_us);
        }
    }

    /// When the next sleeping task is due.
    pub fn next_due_us(&self) -> Option<Micros> {
        self.sleeping.iter().map(|sleeper| sleeper.due_us).min()
    }

    /// The tasks asleep, each with the time at which it is due.
    pub fn sleeping(&self) -> impl Iterator<Item = (usize, Micros)> + '_ {
        self.sleeping.iter().map(|sleeper| (sleeper.task, sleeper.due_us))
    }

    /// Whether every task has ended.
    pub fn is_finished(&self) -> bool {
        self.unfinished == 0
    }

    /// The record so far.
    pub fn spans(&self) -> &[MeasuredSpan] {
        &self.spans
    }

    /// What `task` does from here on; begins its sleep where it has one.
    fn follow(&mut self, task: usize, now_us: Micros) -> Next {
        match self.tasks[task].get(self.positions[task]) {
            None => {
                self.unfinished -= 1;
                Next::Ended
            }
            Some(&PlannedStep::Wait(us)) if self.waiting == Waiting::Overlapping => {
                self.sleeping.push(Sleeper { due_us: now_us + us, since_us: now_us, task });
                Next::Sleeps(us)
            }
            Some(&step) => Next::Errand(Errand { task, step }),
        }
    }

    fn first_due(&self, now_us: Micros) -> Option<usize> {
        let due = self.sleeping.iter().enumerate().filter(|(_, sleeper)| sleeper.due_us <= now_us);
        due.min_by_key(|(_, sleeper)| (sleeper.due_us, sleeper.task)).map(|(index, _)| index)
    }

    fn end_sleep(&mut self, sleeper: Sleeper, ended_us: Micros) {
        let Sleeper { task, since_us, .. } = sleeper;
        self.spans.push(MeasuredSpan {
            task: task as u32,
            worker: None,
            kind: SpanKind::Waiting,
            from_us: since_us,
            to_us: ended_us.max(since_us),
        });
        self.positions[task] += 1;
        match self.follow(task, ended_us) {
            Next::Errand(_) => self.ready.push_back(task),
            Next::Sleeps(_) | Next::Ended => {}
        }
    }
}
