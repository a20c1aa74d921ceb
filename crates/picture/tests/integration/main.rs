//! What the picture promises.

// A test that cannot be set up has failed, and should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod boards_show_who_has_what;
mod scenes_show_who_does_what;
mod speedups_are_drawn_to_scale;
mod timelines_fit_their_width;

use meanwhile_sim::{Machine, Scenario, Strategy, Task, Trace, Workload, simulate};

/// One second, in the scenario's unit.
pub const S: u64 = 1_000_000;

/// Feed and mail: two tabs of the first chapter.
pub fn tabs(strategy: Strategy) -> Trace {
    let feed = Task::new("Feed").compute(S).wait(6 * S).compute(5 * S);
    let mail = Task::new("Mail").compute(S).wait(3 * S).compute(S);
    let cores = strategy.workers;
    simulate(&Scenario::new(Workload::new([feed, mail]), Machine::new(cores), strategy)).unwrap()
}
