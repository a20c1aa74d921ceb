//! What the promises share.

use meanwhile_sim::{Machine, Metrics, Micros, Scenario, Strategy, Task, Trace, Workload, simulate};

/// A second.
pub(crate) const S: Micros = 1_000_000;

/// Runs a scenario that must be valid.
pub(crate) fn run(tasks: Vec<Task>, machine: Machine, strategy: Strategy) -> Trace {
    let scenario = Scenario::new(Workload::new(tasks), machine, strategy);
    simulate(&scenario).unwrap_or_else(|error| panic!("{error}: {scenario:?}"))
}

/// The same, measured.
pub(crate) fn measure(tasks: Vec<Task>, machine: Machine, strategy: Strategy) -> Metrics {
    Metrics::of(&run(tasks, machine, strategy))
}

/// So many blocking workers, on so many cores that switch for nothing.
pub(crate) fn blocking(tasks: Vec<Task>, workers: u32, cores: u32) -> Metrics {
    measure(tasks, Machine::new(cores), Strategy::blocking(workers))
}

/// So many event loops, on so many cores.
pub(crate) fn overlapping(tasks: Vec<Task>, workers: u32, cores: u32) -> Metrics {
    measure(tasks, Machine::new(cores), Strategy::overlapping(workers))
}

/// So many equal tasks.
pub(crate) fn copies(count: usize, task: Task) -> Vec<Task> {
    vec![task; count]
}

/// When the tasks ended.
pub(crate) fn ends(metrics: &Metrics) -> Vec<Micros> {
    metrics.tasks.iter().map(|task| task.ends_us.expect("every task ends")).collect()
}

/// How many random cases a test tries: all where `MEANWHILE_DEEP` is set, else a twentieth.
pub(crate) fn count(deep: u64) -> u64 {
    if std::env::var_os("MEANWHILE_DEEP").is_some() { deep } else { deep / 20 }
}

/// Tries every seed below `count`, on two threads.
pub(crate) fn for_each_seed(count: u64, attempt: impl Fn(u64) + Sync) {
    std::thread::scope(|scope| {
        let attempt = &attempt;
        let halves = [0, 1].map(|half| scope.spawn(move || (half..count).step_by(2).for_each(attempt)));
        for half in halves {
            if let Err(failure) = half.join() {
                std::panic::resume_unwind(failure);
            }
        }
    });
}
