//! How fast the simulator is: 64 tasks × 1000 rounds of compute and wait on 4 cores, round robin.
//!
//! `cargo run --release -p meanwhile-sim --example throughput`
//!
//! Prints the best of many runs, with the trace and without it, one after the other in turns, so that other load on
//! the machine hits both; then the cost of recomputing a figure.

use std::hint::black_box;
use std::time::{Duration, Instant};

use meanwhile_sim::{
    Machine, Metrics, Scenario, SimError, SplitMix64, Step, Strategy, Task, Workload, simulate,
    simulate_untraced,
};

fn main() -> Result<(), SimError> {
    let scenario = round_robin();
    let summary = simulate_untraced(&scenario)?;
    let trace = simulate(&scenario)?;
    println!(
        "{} events, makespan {} us, {} spans, {} bytes a span",
        summary.events,
        summary.end_us,
        trace.spans.len(),
        size_of_val(&trace.spans[0])
    );
    let (mut on, mut off) = (Duration::MAX, Duration::MAX);
    for _ in 0..60 {
        on = on.min(time(|| simulate(&scenario)));
        off = off.min(time(|| simulate_untraced(&scenario)));
    }
    let rate = summary.events as f64 / on.as_secs_f64() / 1e6;
    println!("trace on  {on:>10.2?}  {rate:.1} million events a second");
    println!("trace off {off:>10.2?}  on / off {:.3}", on.as_secs_f64() / off.as_secs_f64());
    for (tasks, steps) in [(8, 3), (1_000, 10)] {
        let scenario = figure(tasks, steps);
        let best = (0..100).map(|_| time(|| simulate(&scenario).map(|trace| Metrics::of(&trace)))).min();
        println!("{tasks} tasks of {steps} steps, with metrics: {:.2?}", best.unwrap_or_default());
    }
    Ok(())
}

fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    black_box(run());
    started.elapsed()
}

/// Computes of 1 to 400 µs in quanta of 100 µs, so that each takes two and a half turns on average.
fn round_robin() -> Scenario {
    let mut random = SplitMix64::new(1);
    let mut task = |_| {
        let mut task = Task::new("task");
        for _ in 0..1000 {
            task.steps.push(Step::Compute(1 + random.below(400)));
            task.steps.push(Step::Wait(1 + random.below(400)));
        }
        task
    };
    let workload = Workload::new((0..64).map(&mut task));
    Scenario::new(workload, Machine::new(4), Strategy::blocking(64).sliced(100))
}

fn figure(tasks: u64, steps: u64) -> Scenario {
    let mut random = SplitMix64::new(2);
    let mut step = |index: u64| {
        let us = 1 + random.below(1_000_000);
        if index.is_multiple_of(2) { Step::Compute(us) } else { Step::Wait(us) }
    };
    let task = |_| Task { steps: (0..steps).map(&mut step).collect(), ..Task::new("task") };
    let workload = Workload::new((0..tasks).map(task));
    Scenario::new(workload, Machine::new(4), Strategy::blocking(16))
}
