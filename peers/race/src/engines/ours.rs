//! Meanwhile's simulator.

use crate::{Result, Timed};
use meanwhile_peer_cases::{Answer, Case};
use meanwhile_sim::{simulate, simulate_untraced};
use std::hint::black_box;
use std::time::Instant;

/// Every rule, and the trace recorded.
pub(crate) fn traced(case: &Case) -> Result<Timed> {
    let start = Instant::now();
    let trace = simulate(case.scenario()).map_err(|error| error.to_string())?;
    let took = start.elapsed();
    Ok((took, Answer::of(&trace)))
}

/// The same, and its spans are made, which a trace does when somebody looks at them for the first time.
pub(crate) fn looked_at(case: &Case) -> Result<Timed> {
    let start = Instant::now();
    let trace = simulate(case.scenario()).map_err(|error| error.to_string())?;
    black_box(trace.spans.len());
    let took = start.elapsed();
    Ok((took, Answer::of(&trace)))
}

/// The same rules without a trace.
pub(crate) fn untraced(case: &Case) -> Result<Timed> {
    let start = Instant::now();
    let summary = simulate_untraced(case.scenario()).map_err(|error| error.to_string())?;
    let took = start.elapsed();
    let answer = Answer {
        events: summary.events,
        makespan_us: summary.end_us,
        sum_of_ends_us: summary.sum_of_ends_us,
    };
    Ok((took, answer))
}
