//! How fast the kernel runs here, now.
//!
//! Browsers compile twice: the first seconds of a function run slower code. So the speed is taken after a warm-up,
//! and as the best of several samples: anything that disturbs a sample makes it slower, never faster.

use meanwhile_sim::Micros;

use crate::{Clock, Shared, kernel};

/// Kernel rounds per sample while the speed is not known; about 1 ms on a machine of 2020.
const FIRST_SAMPLE_ROUNDS: u64 = 1 << 19;
/// A sample is made at least this long, so that a coarse clock can time it.
const SAMPLE_US: Micros = 5_000;
/// How many samples of the steady speed are taken.
const SAMPLES: u32 = 8;
/// How many steps of the clock are looked at, and how often it is read at most.
const CLOCK_STEPS: u32 = 10;
const CLOCK_READINGS: u32 = 1_000_000;
/// How long a cold engine computes before it is believed.
pub const WARM_UP_US: Micros = 250_000;

/// The speed of the kernel: rounds in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Rounds computed …
    pub rounds: u64,
    /// … in this time; at least 1.
    pub us: Micros,
}

impl Rate {
    /// The rounds that take `us` microseconds. A sample has some millions of rounds and a run some millions of
    /// microseconds, so that no product comes near the limit, at which it would stay.
    pub fn rounds_for(&self, us: Micros) -> u64 {
        self.rounds.saturating_mul(us) / self.us.max(1)
    }

    fn is_faster_than(&self, other: &Rate) -> bool {
        self.rounds.saturating_mul(other.us) > other.rounds.saturating_mul(self.us)
    }
}

/// A calibration in progress: it says how many rounds to time next, until it knows the rate.
#[derive(Clone, Debug)]
pub struct Calibration {
    warm_up_us: Micros,
    sample_rounds: u64,
    samples_left: u32,
    best: Option<Rate>,
}

impl Calibration {
    /// `warm_up_us` is how long to compute before any sample counts.
    pub fn new(warm_up_us: Micros) -> Calibration {
        Calibration { warm_up_us, sample_rounds: FIRST_SAMPLE_ROUNDS, samples_left: SAMPLES, best: None }
    }

    /// How many rounds to time next.
    pub fn sample_rounds(&self) -> u64 {
        self.sample_rounds
    }

    /// Takes the time that a sample took; returns the rate once it is known.
    pub fn sampled(&mut self, took_us: Micros) -> Option<Rate> {
        let rate = Rate { rounds: self.sample_rounds, us: took_us.max(1) };
        if took_us < SAMPLE_US / 2 {
            // Too short for the clock, or the code has just become faster: time a longer stretch.
            self.sample_rounds =
                (self.sample_rounds * 2).min(rate.rounds_for(SAMPLE_US).max(self.sample_rounds + 1));
            self.warm_up_us = self.warm_up_us.saturating_sub(took_us);
            return None;
        }
        if self.warm_up_us > 0 {
            self.warm_up_us = self.warm_up_us.saturating_sub(took_us);
            return None;
        }
        if self.best.is_none_or(|best| rate.is_faster_than(&best)) {
            self.best = Some(rate);
        }
        self.samples_left -= 1;
        if self.samples_left == 0 { self.best } else { None }
    }

    /// Whether the fast code is in place, as far as time tells: what is sampled now counts.
    pub fn is_warm(&self) -> bool {
        self.warm_up_us == 0
    }

    /// Computes on this thread until the fast code is in place, as `worker` of a run.
    pub fn warm_up(warm_up_us: Micros, clock: &impl Clock, shared: &Shared, worker: u32) {
        let mut calibration = Calibration::new(warm_up_us);
        while !calibration.is_warm() && !shared.is_cancelled() {
            calibration.sample(clock, shared, worker);
        }
    }

    /// Calibrates on this thread without a pause, as `worker` of a run; none if the run is cancelled meanwhile.
    pub fn run(mut self, clock: &impl Clock, shared: &Shared, worker: u32) -> Option<Rate> {
        while !shared.is_cancelled() {
            if let Some(rate) = self.sample(clock, shared, worker) {
                return Some(rate);
            }
        }
        None
    }

    fn sample(&mut self, clock: &impl Clock, shared: &Shared, worker: u32) -> Option<Rate> {
        shared.beat(worker);
        let from_us = clock.now_us();
        std::hint::black_box(kernel::run(self.sample_rounds(), from_us));
        self.sampled(clock.now_us().saturating_sub(from_us))
    }
}

/// The smallest step that `clock` was seen to take: what is shorter, it cannot tell. Browsers make it coarse on purpose,
/// most of all where a page is not isolated. Takes a few of its steps; 0 for a clock that stands still.
pub fn clock_step_us(clock: &impl Clock) -> Micros {
    let mut last_us = clock.now_us();
    let mut smallest_us = None;
    let mut steps = 0;
    for _ in 0..CLOCK_READINGS {
        let now_us = clock.now_us();
        if now_us > last_us {
            let step_us = now_us - last_us;
            smallest_us = Some(smallest_us.map_or(step_us, |smallest_us: Micros| smallest_us.min(step_us)));
            steps += 1;
        }
        last_us = now_us;
        if steps == CLOCK_STEPS {
            break;
        }
    }
    smallest_us.unwrap_or(0)
}
