//! Streams of tasks: clicks, requests, callers.

use crate::check::at_most;
use crate::limits::{TASKS_MAX, TIME_US_MAX};
use crate::{Micros, SimError, SplitMix64, Task};

/// So many copies of a task, called `name 1`, `name 2` and so on; the first arrives when the task does, each other
/// one `every_us` after the one before. A due time moves along, so that all have equally long.
///
/// ```
/// use meanwhile_sim::{Task, regular_stream};
/// let clicks = regular_stream(&Task::new("click").compute(2).arrives(30), 50, 20)?;
/// assert_eq!((clicks[0].arrives_us, clicks[19].arrives_us), (30, 980));
/// assert_eq!(clicks[19].name, "click 20");
/// # Ok::<(), meanwhile_sim::SimError>(())
/// ```
///
/// # Errors
/// [`SimError::OverLimit`] for too many tasks, or an arrival that is too late.
pub fn regular_stream(task: &Task, every_us: Micros, count: u32) -> Result<Vec<Task>, SimError> {
    stream(task, count, |index| if index == 0 { 0 } else { every_us })
}

/// So many copies of a task that arrive at random, on average `mean_us` apart: a Poisson stream. The first arrives
/// one gap after the task would. The same seed gives the same stream everywhere, because no float is involved:
/// with x from [`SplitMix64`] and u = ⌊x / 2¹¹⌋ + 1, a gap is mean · (53 − log₂ u) · ln 2, in fixed point with 32
/// bits after the point and rounded down.
///
/// # Errors
/// [`SimError::OverLimit`] for too many tasks, or a mean or an arrival that is too large.
pub fn poisson_stream(task: &Task, mean_us: Micros, seed: u64, count: u32) -> Result<Vec<Task>, SimError> {
    at_most("the mean gap in us", mean_us, TIME_US_MAX)?;
    let mut random = SplitMix64::new(seed);
    stream(task, count, |_| gap_us(mean_us, random.next_u64()))
}

fn stream(task: &Task, count: u32, mut gap_us: impl FnMut(u32) -> Micros) -> Result<Vec<Task>, SimError> {
    at_most("tasks", u64::from(count), TASKS_MAX as u64)?;
    let mut tasks = Vec::with_capacity(count as usize);
    let mut later_us: Micros = 0;
    for index in 0..count {
        later_us = later_us.saturating_add(gap_us(index));
        let arrives_us = task.arrives_us.saturating_add(later_us);
        at_most("an arrival in us", arrives_us, TIME_US_MAX)?;
        tasks.push(Task {
            name: format!("{} {}", task.name, index + 1),
            arrives_us,
            due_us: task.due_us.map(|due_us| due_us.saturating_add(later_us)),
            ..task.clone()
        });
    }
    Ok(tasks)
}

/// ln 2 with 32 bits after the point.
const LN_2_Q32: u128 = 2_977_044_472;

/// −mean · ln(u / 2⁵³) for the 53 highest bits of `random`, plus one.
fn gap_us(mean_us: Micros, random: u64) -> Micros {
    let u = (random >> 11) + 1;
    let negative_log2_q32 = (53_u64 << 32) - log2_q32(u);
    // 47 + 38 + 32 bits at most.
    let gap = (u128::from(mean_us) * u128::from(negative_log2_q32) * LN_2_Q32) >> 64;
    Micros::try_from(gap).unwrap_or(Micros::MAX)
}

/// log₂ with 32 bits after the point, rounded down, of an integer of at least 1: squaring a number between 1 and 2
/// doubles its logarithm, so each squaring that goes past 2 shows one more bit.
fn log2_q32(value: u64) -> u64 {
    let whole = value.ilog2();
    let mut log = u64::from(whole);
    let mut mantissa = value << (63 - whole);
    for _ in 0..32 {
        let square = u128::from(mantissa) * u128::from(mantissa);
        let past_two = square >> 127;
        mantissa = (square >> (63 + past_two)) as u64;
        log = log << 1 | past_two as u64;
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_of_powers_of_two_are_exact_and_others_are_close() {
        for power in 0..64 {
            assert_eq!(log2_q32(1 << power), power << 32);
        }
        for value in [3_u64, 5, 1000, 123_456_789, u64::MAX] {
            let exact = (value as f64).log2() * (1_u64 << 32) as f64;
            assert!((log2_q32(value) as f64 - exact).abs() < 64.0, "{value}");
        }
    }
}
