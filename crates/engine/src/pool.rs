//! A plan executed by threads: each worker runs [`Pool::work`] until everything is done.
//!
//! It uses only what the standard library has both natively and on shared memory in a browser, so the same code is
//! tested on native threads and measured on Web Workers.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use meanwhile_sim::Micros;

use crate::{Agenda, Errand, MeasuredSpan, Next, Plan, PlannedStep, Rate, kernel::Work};

/// A worker looks at the cancel flag at least this often, and shows that it is alive.
const LOOK_UP_US: Micros = 10_000;
/// Kernel work between two looks.
const COMPUTE_SLICE_US: Micros = 1_000;

/// Whole microseconds since some moment, the same for all threads.
pub trait Clock {
    /// The time now.
    fn now_us(&self) -> Micros;
}

/// What the page and the threads both see while a run goes on; the page reads and writes it at any moment.
#[derive(Debug, Default)]
#[repr(C)]
pub struct Shared {
    /// Not 0: stop as soon as possible. The page clears it before it sends a plan, so that a wish to stop that comes
    /// while the plan is on its way is not lost.
    pub cancel: AtomicU32,
    /// Grows as long as any worker is alive.
    pub heartbeat: AtomicU32,
}

impl Shared {
    /// Nobody has asked to stop, and nothing has happened.
    pub const fn new() -> Shared {
        Shared { cancel: AtomicU32::new(0), heartbeat: AtomicU32::new(0) }
    }

    /// Shows the page that a worker is alive.
    pub fn beat(&self) {
        self.heartbeat.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether the reader has asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed) != 0
    }
}

/// One run of a plan by several threads.
#[derive(Debug)]
pub struct Pool<'run, C> {
    agenda: Mutex<Agenda>,
    changed: Condvar,
    rate: Rate,
    shared: &'run Shared,
    clock: C,
    start_us: Micros,
    wrong: AtomicBool,
}

impl<'run, C: Clock> Pool<'run, C> {
    /// The run begins now.
    pub fn new(plan: &Plan, rate: Rate, shared: &'run Shared, clock: C) -> Self {
        let start_us = clock.now_us();
        let agenda = Mutex::new(Agenda::new(plan));
        Pool { agenda, changed: Condvar::new(), rate, shared, clock, start_us, wrong: AtomicBool::new(false) }
    }

    /// Works as worker number `worker` until every task has ended or the run is cancelled.
    pub fn work(&self, worker: u32) {
        while let Some(errand) = self.next_errand() {
            let mut next = Next::Errand(errand);
            while let Next::Errand(errand) = next {
                let from_us = self.now_us();
                self.perform(errand);
                if self.shared.is_cancelled() {
                    break;
                }
                let to_us = self.now_us();
                next = self.agenda().done(worker, errand, from_us, to_us);
            }
            self.changed.notify_all();
        }
    }

    /// The record, once all workers have returned: none if a kernel gave a wrong result.
    pub fn into_spans(self) -> Option<Vec<MeasuredSpan>> {
        let agenda = self.agenda.into_inner().unwrap_or_else(PoisonError::into_inner);
        (!self.wrong.into_inner()).then(|| agenda.spans().to_vec())
    }

    /// Blocks until there is something to do; none when there will never be.
    fn next_errand(&self) -> Option<Errand> {
        let mut agenda = self.agenda();
        loop {
            if agenda.is_finished() || self.shared.is_cancelled() {
                return None;
            }
            let now_us = self.now_us();
            agenda.wake_due(now_us);
            if let Some(errand) = agenda.take() {
                return Some(errand);
            }
            self.shared.beat();
            let due_us = agenda.next_due_us().unwrap_or(Micros::MAX).saturating_sub(now_us);
            let nap = Duration::from_micros(due_us.clamp(1, LOOK_UP_US));
            agenda = self.changed.wait_timeout(agenda, nap).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn perform(&self, errand: Errand) {
        match errand.step {
            PlannedStep::Compute(us) => self.compute(us, errand.task as u64 + 1),
            PlannedStep::Wait(us) => self.block(us),
        }
    }

    fn compute(&self, us: Micros, seed: u64) {
        let mut work = Work::new(self.rate.rounds_for(us), seed);
        let slice = self.rate.rounds_for(COMPUTE_SLICE_US).max(1);
        while !self.shared.is_cancelled() && !work.advance(slice) {
            self.shared.beat();
        }
        if !work.is_right() {
            self.wrong.store(true, Ordering::Relaxed);
        }
    }

    /// The thread really blocks: it holds its worker and burns nothing.
    fn block(&self, us: Micros) {
        let until_us = self.now_us() + us;
        loop {
            let left_us = until_us.saturating_sub(self.now_us());
            if left_us == 0 || self.shared.is_cancelled() {
                return;
            }
            self.shared.beat();
            std::thread::sleep(Duration::from_micros(left_us.min(LOOK_UP_US)));
        }
    }

    fn now_us(&self) -> Micros {
        self.clock.now_us().saturating_sub(self.start_us)
    }

    fn agenda(&self) -> MutexGuard<'_, Agenda> {
        self.agenda.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
