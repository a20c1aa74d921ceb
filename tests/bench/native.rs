//! The engine outside a browser: the same pool, the same kernel, on threads of rayon's.

use std::time::Instant;

use meanwhile_engine::calibration::{Calibration, WARM_UP_US, clock_step_us};
use meanwhile_engine::{Clock, Plan, Pool, Rate, Record, Shared};
use meanwhile_sim::Micros;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::outcome::{Context, Outcome};

/// Microseconds since it was made.
#[derive(Clone, Copy, Debug)]
pub struct NativeClock(Instant);

impl NativeClock {
    /// It shows 0 now.
    pub fn start() -> NativeClock {
        NativeClock(Instant::now())
    }
}

impl Clock for NativeClock {
    fn now_us(&self) -> Micros {
        Micros::try_from(self.0.elapsed().as_micros()).unwrap_or(Micros::MAX)
    }
}

/// The kernel's speed on this thread.
pub fn rate() -> Outcome<Rate> {
    let rate = Calibration::new(WARM_UP_US / 10).run(&NativeClock::start(), &Shared::new(), 0);
    rate.context("calibrating natively")
}

/// A pool of threads that stays.
pub struct Threads(ThreadPool);

impl Threads {
    /// Starts so many.
    pub fn start(workers: u32) -> Outcome<Threads> {
        let pool = ThreadPoolBuilder::new().num_threads(workers as usize).build();
        Ok(Threads(pool.context("starting native threads")?))
    }

    /// Carries a plan out as the page's threads do.
    pub fn run(&self, plan: &Plan) -> Outcome<Record> {
        let (clock, shared) = (NativeClock::start(), Shared::new());
        let pool = Pool::new(plan, vec![rate()?], &shared, clock);
        self.0.broadcast(|thread| {
            if thread.index() < plan.workers as usize {
                pool.work(thread.index() as u32);
            }
        });
        pool.into_record(clock_step_us(&clock)).context("checking the native kernel's results")
    }
}
