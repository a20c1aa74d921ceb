//! Whether the machine has time for us: where it has not, the figures say little.

use std::thread::{available_parallelism, scope};
use std::time::{Duration, Instant};

use meanwhile_engine::kernel;

use crate::figures::{greatest, least};

/// How long it is watched.
const WATCH: Duration = Duration::from_millis(500);
/// About a millisecond of computing: what is taken from us is taken for longer.
const SLICE_ROUNDS: u64 = 1 << 19;
/// Less than this share of the cores is worth a sentence.
const ENOUGH: f64 = 0.95;

/// Says so on the standard error where others use the cores too.
pub fn warn(what: &str) {
    let cores = available_parallelism().map_or(1, usize::from);
    let share = share_of(cores);
    if share < ENOUGH {
        let others = (1.0 - share) * 100.0;
        eprintln!(
            "{what}: others take {others:.0} % of this machine's {cores} cores, so do not trust these figures."
        );
    }
}

/// The share of its cores that we get: computing with a thread on each, what was done of what could have been done.
fn share_of(cores: usize) -> f64 {
    let slices_us: Vec<Vec<f64>> = scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(compute)).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    let Some(best_us) = least(slices_us.iter().flatten().copied()) else { return 1.0 };
    let done_us = slices_us.iter().map(|slices| slices.len() as f64 * best_us).sum::<f64>();
    let longest_us = greatest(slices_us.iter().map(|slices| slices.iter().sum())).unwrap_or(best_us);
    done_us / (longest_us * cores as f64)
}

/// How long each slice took.
fn compute() -> Vec<f64> {
    let started = Instant::now();
    let mut slices_us = Vec::new();
    let mut state = 1;
    while started.elapsed() < WATCH {
        let from = Instant::now();
        state = std::hint::black_box(kernel::run(SLICE_ROUNDS, state));
        slices_us.push(from.elapsed().as_secs_f64() * 1e6);
    }
    slices_us
}
