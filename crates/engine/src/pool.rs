//! A plan executed by threads: each worker runs [`Pool::work`] until everything is done.
//!
//! It uses only what the standard library has both natively and on shared memory in a browser, so the same code is
//! tested on native threads and measured on Web Workers.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use meanwhile_sim::Micros;

use crate::{Agenda, Errand, MAX_WORKERS, Plan, PlannedStep, Rate, Record, kernel::Work};

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
    /// One for each worker; it grows as long as that worker is alive.
    pub heartbeats: [AtomicU32; MAX_WORKERS as usize],
    /// That of whoever started the workers and tells the page what became of them.
    pub coordinator: AtomicU32,
}

impl Shared {
    /// Nobody has asked to stop, and nothing has happened.
    pub const fn new() -> Shared {
        Shared {
            cancel: AtomicU32::new(0),
            heartbeats: [const { AtomicU32::new(0) }; MAX_WORKERS as usize],
            coordinator: AtomicU32::new(0),
        }
    }

    /// Shows the page that a worker is alive.
    pub fn beat(&self, worker: u32) {
        if let Some(heartbeat) = self.heartbeats.get(worker as usize) {
            heartbeat.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Shows the page that there is somebody to tell it how the run ends.
    pub fn beat_as_coordinator(&self) {
        self.coordinator.fetch_add(1, Ordering::Relaxed);
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
    /// One for each worker: something is there for it to do, or the run is over.
    wanted: Vec<Condvar>,
    rates: Vec<Rate>,
    shared: &'run Shared,
    clock: C,
    start_us: Micros,
    is_over: AtomicBool,
    is_wrong: AtomicBool,
}

impl<'run, C: Clock> Pool<'run, C> {
    /// The run begins now. `rates` are the speeds of the workers; those beyond the end of the list have the first.
    pub fn new(plan: &Plan, rates: Vec<Rate>, shared: &'run Shared, clock: C) -> Self {
        let start_us = clock.now_us();
        Pool {
            agenda: Mutex::new(Agenda::new(plan)),
            wanted: (0..plan.workers).map(|_| Condvar::new()).collect(),
            rates,
            shared,
            clock,
            start_us,
            is_over: AtomicBool::new(false),
            is_wrong: AtomicBool::new(false),
        }
    }

    /// Works as worker number `worker` until the run is over or cancelled.
    pub fn work(&self, worker: u32) {
        while let Some(errand) = self.next_errand(worker) {
            let from_us = self.now_us();
            self.perform(worker, errand);
            let to_us = self.now_us();
            if !self.has_to_stop() {
                self.agenda().done(worker, from_us, to_us);
            }
        }
    }

    /// The record, once all workers have returned: none if a kernel gave a wrong result. `clock_step_us` is the step
    /// of the clock.
    pub fn into_record(self, clock_step_us: Micros) -> Option<Record> {
        let mut agenda = self.agenda.into_inner().unwrap_or_else(PoisonError::into_inner);
        (!self.is_wrong.into_inner()).then(|| agenda.take_record(clock_step_us))
    }

    /// Blocks until there is something for this worker to do; none when there will never be.
    fn next_errand(&self, worker: u32) -> Option<Errand> {
        let mut agenda = self.agenda();
        while !self.shared.is_cancelled() {
            let now_us = self.now_us();
            agenda.advance(now_us);
            self.wake_others(worker, &agenda);
            if agenda.is_over() {
                return None;
            }
            if let Some(errand) = agenda.take(worker) {
                return Some(errand);
            }
            self.shared.beat(worker);
            let due_us = agenda.next_due_us().unwrap_or(Micros::MAX).saturating_sub(now_us);
            let nap = Duration::from_micros(due_us.clamp(1, LOOK_UP_US));
            let wanted = self.wanted.get(worker as usize)?;
            agenda = wanted.wait_timeout(agenda, nap).unwrap_or_else(PoisonError::into_inner).0;
        }
        None
    }

    /// Only those who have something to do: waking costs time on the very cores that are measured.
    fn wake_others(&self, worker: u32, agenda: &Agenda) {
        self.is_over.fetch_or(agenda.is_over(), Ordering::Relaxed);
        for (other, wanted) in (0..).zip(&self.wanted) {
            if other != worker && (agenda.is_over() || agenda.is_wanted(other)) {
                wanted.notify_one();
            }
        }
    }

    fn perform(&self, worker: u32, errand: Errand) {
        match errand.step {
            PlannedStep::Compute(us) => self.compute(worker, us, errand.task as u64 + 1),
            PlannedStep::Wait(us) => self.block(worker, us),
        }
    }

    fn compute(&self, worker: u32, us: Micros, seed: u64) {
        let Some(rate) = self.rates.get(worker as usize).or(self.rates.first()) else { return };
        let mut work = Work::new(rate.rounds_for(us), seed);
        let slice = rate.rounds_for(COMPUTE_SLICE_US).max(1);
        while !self.has_to_stop() && !work.advance(slice) {
            self.shared.beat(worker);
        }
        if !work.is_right() {
            self.is_wrong.store(true, Ordering::Relaxed);
        }
    }

    /// The thread really blocks: it holds its worker and burns nothing.
    fn block(&self, worker: u32, us: Micros) {
        let until_us = self.now_us() + us;
        loop {
            let left_us = until_us.saturating_sub(self.now_us());
            if left_us == 0 || self.has_to_stop() {
                return;
            }
            self.shared.beat(worker);
            std::thread::sleep(Duration::from_micros(left_us.min(LOOK_UP_US)));
        }
    }

    /// Cancelled, or over because it has its results.
    fn has_to_stop(&self) -> bool {
        self.shared.is_cancelled() || self.is_over.load(Ordering::Relaxed)
    }

    fn now_us(&self) -> Micros {
        self.clock.now_us().saturating_sub(self.start_us)
    }

    fn agenda(&self) -> MutexGuard<'_, Agenda> {
        self.agenda.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
