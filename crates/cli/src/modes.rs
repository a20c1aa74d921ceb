//! The five named modes of `docs/model.md`: points in the space of workers, cores, waiting and slicing, nothing more.

use meanwhile_sim::{Machine, Micros, Scenario, Slicing, Step, Strategy, Waiting};

/// So many workers at most where nobody says how many.
const WORKERS_DEFAULT_MAX: usize = 8;
/// Where a scenario has no quantum, all its computing is so many quanta at least.
const QUANTA_MIN: u64 = 50;

/// A mode, as a scenario.
#[derive(Debug)]
pub(crate) struct Mode {
    /// As `docs/model.md` calls it.
    pub(crate) name: &'static str,
    /// The same workload under this mode; order, switch cost, roles and stopping are those of the original.
    pub(crate) scenario: Scenario,
}

/// The scenario under each mode; `workers` is the n of those with several.
pub(crate) fn all(scenario: &Scenario, workers: u32) -> [Mode; 5] {
    let sliced = Slicing::Sliced { quantum_us: quantum_us(scenario) };
    let mode = |name, workers, cores, waiting, slicing| Mode {
        name,
        scenario: Scenario {
            workload: scenario.workload.clone(),
            machine: Machine { cores, ..scenario.machine },
            strategy: Strategy { workers, waiting, slicing, ..scenario.strategy.clone() },
        },
    };
    let whole = Slicing::ToCompletion;
    [
        mode("sequential", 1, 1, Waiting::Blocking, whole),
        mode("concurrent (event loop)", 1, 1, Waiting::Overlapping, whole),
        mode("threads on one core", workers, 1, Waiting::Blocking, sliced),
        mode("parallel threads", workers, workers, Waiting::Blocking, whole),
        mode("parallel event loops", workers, workers, Waiting::Overlapping, whole),
    ]
}

/// As many workers as tasks, as far as one can still compare them, but at least two: with one, five modes are two.
pub(crate) fn default_workers(scenario: &Scenario) -> u32 {
    u32::try_from(scenario.workload.tasks.len().clamp(2, WORKERS_DEFAULT_MAX)).unwrap_or(u32::MAX)
}

/// The scenario's own quantum; where it has none, the largest power of ten of microseconds that is a fiftieth of all
/// computing at most, so that the tasks take turns, whatever their scale.
pub(crate) fn quantum_us(scenario: &Scenario) -> Micros {
    if let Slicing::Sliced { quantum_us } = scenario.strategy.slicing {
        return quantum_us;
    }
    let steps = scenario.workload.tasks.iter().flat_map(|task| &task.steps);
    let computes = steps.filter_map(|step| if let Step::Compute(us) = step { Some(*us) } else { None });
    let share_us = computes.fold(0, Micros::saturating_add) / QUANTA_MIN;
    share_us.checked_ilog10().map_or(1, |tens| 10_u64.pow(tens))
}

#[cfg(test)]
mod tests {
    use super::*;
    use meanwhile_sim::{Task, Workload};

    #[test]
    fn a_quantum_fits_the_scale_of_the_workload() {
        let check = |strategy: Strategy, compute_us: Micros, expected_us: Micros| {
            let workload = Workload::new([
                Task::new("A").compute(compute_us).wait(7),
                Task::new("B").compute(compute_us),
            ]);
            assert_eq!(quantum_us(&Scenario::new(workload, Machine::new(1), strategy)), expected_us);
        };
        check(Strategy::blocking(1), 15_000_000, 100_000);
        check(Strategy::blocking(1), 25, 1);
        check(Strategy::blocking(1), 0, 1);
        check(Strategy::blocking(1).sliced(33), 15_000_000, 33);
    }
}
