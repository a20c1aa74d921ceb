//! Random scenarios with what the simulator makes of them, one JSON object a line, for the model in SimPy that reads
//! them (`tests/oracle/README.md`).
//!
//! `cargo run -p meanwhile-sim --example oracle_cases -- 200`

#[path = "../tests/integration/random_scenario.rs"]
mod random_scenario;

use meanwhile_sim::{
    Micros, Order, Scenario, SimError, Slicing, SpanKind, Step, Task, Trace, Waiting, simulate,
};

fn main() -> Result<(), SimError> {
    let cases = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(200);
    // Other seeds than those of the tests.
    for seed in (1 << 50)..(1 << 50) + cases {
        let scenario = within_the_model(random_scenario::random_scenario(seed));
        println!("{}", line(seed, &simulate(&scenario)?));
    }
    Ok(())
}

/// The model in SimPy leaves out what its resources know nothing of: roles, switch costs, patience and stopping.
fn within_the_model(mut scenario: Scenario) -> Scenario {
    scenario.machine.switch_cost_us = 0;
    scenario.strategy.roles.clear();
    scenario.strategy.stop_after = None;
    for task in &mut scenario.workload.tasks {
        (task.role, task.patience_us) = (None, None);
    }
    scenario
}

fn line(seed: u64, trace: &Trace) -> String {
    let Scenario { workload, machine, strategy } = &trace.scenario;
    let quantum = match strategy.slicing {
        Slicing::Sliced { quantum_us } => quantum_us.to_string(),
        Slicing::ToCompletion => "null".to_owned(),
    };
    let locks: Vec<u32> = workload.locks.iter().map(|lock| lock.capacity).collect();
    let channels = workload.channels.iter().map(|channel| or_null(channel.capacity.map(u64::from)));
    let runs = (0..workload.tasks.len()).map(|task| run(trace, task));
    format!(
        "{{\"seed\": {seed}, \"cores\": {}, \"workers\": {}, \"overlapping\": {}, \"by_priority\": {}, \
         \"quantum\": {quantum}, \"locks\": {locks:?}, \"channels\": [{}], \"tasks\": [{}], \"runs\": [{}]}}",
        machine.cores,
        strategy.workers,
        strategy.waiting == Waiting::Overlapping,
        strategy.order == Order::Priority,
        list(channels),
        list(workload.tasks.iter().map(task)),
        list(runs),
    )
}

fn task(task: &Task) -> String {
    let Task { arrives_us, priority, after, .. } = task;
    let steps = list(task.steps.iter().map(step));
    format!(
        "{{\"arrives\": {arrives_us}, \"priority\": {priority}, \"after\": {after:?}, \"steps\": [{steps}]}}"
    )
}

fn step(step: &Step) -> String {
    match step {
        Step::Compute(us) => format!("[\"compute\", {us}]"),
        Step::Wait(us) => format!("[\"wait\", {us}]"),
        Step::Acquire(lock) => format!("[\"acquire\", {lock}]"),
        Step::Release(lock) => format!("[\"release\", {lock}]"),
        Step::Send(channel) => format!("[\"send\", {channel}]"),
        Step::Receive(channel) => format!("[\"receive\", {channel}]"),
        Step::Emit => "[\"emit\", null]".to_owned(),
        Step::Yield => "[\"yield\", null]".to_owned(),
    }
}

/// When a task started and ended, and when it executed; what meets is one interval, whichever the core.
fn run(trace: &Trace, task: usize) -> String {
    let mut executing: Vec<[Micros; 2]> = Vec::new();
    for span in trace.spans_of(task).iter().filter(|span| span.kind == SpanKind::Executing) {
        match executing.last_mut() {
            Some(last) if last[1] == span.from_us => last[1] = span.to_us,
            _ => executing.push([span.from_us, span.to_us]),
        }
    }
    let (start, end) = (or_null(trace.tasks[task].starts_us), or_null(trace.tasks[task].ends_us));
    format!("{{\"start\": {start}, \"end\": {end}, \"executing\": {executing:?}}}")
}

fn or_null(number: Option<u64>) -> String {
    number.map_or("null".to_owned(), |number| number.to_string())
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
