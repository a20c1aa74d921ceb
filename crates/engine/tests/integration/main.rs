//! What the engine promises, checked on native threads and by hand-fed events.

// A test that cannot be set up has failed, and should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod agenda_equals_the_simulator;
mod asked_and_told;
mod fault_schedules;
mod kernel_is_checked;
mod perfect_machine;
mod pictures_are_checked;
mod plans_are_scenarios_in_real_time;
mod progress_is_told;
mod records_are_sound;
mod reports_compare;
mod runs_are_ended_once;
mod sloppy_machine;
mod support;
mod threads_run_plans;

// The simulator's own random scenarios: small, so that everything meets everything.
#[path = "../../../sim/tests/integration/random_scenario.rs"]
mod random_scenario;
#[path = "../../../sim/tests/integration/shrink.rs"]
mod shrink;

use meanwhile_sim::{Machine, Scenario, Strategy, Task, Workload};

/// One second, in the scenario's unit.
pub const S: u64 = 1_000_000;

/// Feed and mail: two tabs of the first chapter.
pub fn tabs(strategy: Strategy) -> Scenario {
    let feed = Task::new("feed").compute(S).wait(6 * S).compute(5 * S);
    let mail = Task::new("mail").compute(S).wait(3 * S).compute(S);
    let cores = strategy.workers;
    Scenario::new(Workload::new([feed, mail]), Machine::new(cores), strategy)
}
