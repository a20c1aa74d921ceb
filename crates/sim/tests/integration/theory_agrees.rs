//! What is known without simulating: bounds of scheduling theory, queueing theory, and a textbook's exercises.

use crate::support::{blocking, count, for_each_seed, measure, overlapping};
use meanwhile_sim::{
    Bounds, Machine, Metrics, Micros, Scenario, SplitMix64, Step, Strategy, Task, Workload, poisson_stream,
    simulate_untraced,
};

fn computes(lengths: &[Micros]) -> Vec<Task> {
    lengths.iter().map(|us| Task::new("task").compute(*us)).collect()
}

fn random_lengths(random: &mut SplitMix64, most_tasks: u64, longest_us: Micros) -> Vec<Micros> {
    (0..1 + random.below(most_tasks)).map(|_| 1 + random.below(longest_us)).collect()
}

fn makespan(lengths: &[Micros], cores: u32, strategy: Strategy) -> Micros {
    let scenario = Scenario::new(Workload::new(computes(lengths)), Machine::new(cores), strategy);
    simulate_untraced(&scenario).expect("valid").end_us
}

/// The best makespan, by trying every assignment.
fn optimum(lengths: &[Micros], loads: &mut [Micros]) -> Micros {
    let Some((first, rest)) = lengths.split_first() else { return loads.iter().copied().max().unwrap_or(0) };
    let mut best = Micros::MAX;
    for core in 0..loads.len() {
        loads[core] += first;
        best = best.min(optimum(rest, loads));
        loads[core] -= first;
        if loads[core] == 0 {
            break;
        }
    }
    best
}

/// Graham 1966: a list schedule is at most 2 − 1/m times as long as the best one.
#[test]
fn grahams_bound_against_brute_force() {
    for_each_seed(count(100_000), |seed| {
        let mut random = SplitMix64::new(seed);
        let lengths = random_lengths(&mut random, 7, 9);
        let cores = 1 + random.below(4);
        let found = makespan(&lengths, cores as u32, Strategy::blocking(cores as u32));
        let best = optimum(&lengths, &mut vec![0; cores as usize]);
        assert!(
            best <= found && found * cores <= best * (2 * cores - 1),
            "{lengths:?} on {cores}: {found}, {best}"
        );
    });
}

/// McNaughton 1959: max(longest, ⌈total ÷ m⌉) is the best that slicing can reach, and with equal tasks and the
/// smallest quantum round robin does reach it.
#[test]
fn mcnaughtons_bound() {
    for_each_seed(count(20_000), |seed| {
        let mut random = SplitMix64::new(seed);
        let lengths = random_lengths(&mut random, 8, 12);
        let cores = 1 + random.below(4) as u32;
        let total: Micros = lengths.iter().sum();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let bound = longest.max(total.div_ceil(Micros::from(cores)));
        let scenario =
            Scenario::new(Workload::new(computes(&lengths)), Machine::new(cores), Strategy::default());
        assert_eq!(Bounds::of(&scenario).makespan_us(), bound);
        let sliced = |lengths: &[Micros]| makespan(lengths, cores, Strategy::blocking(8).sliced(1));
        assert!(sliced(&lengths) >= bound);
        let equal = vec![longest; lengths.len()];
        let equal_total = longest * lengths.len() as Micros;
        assert_eq!(
            sliced(&equal),
            longest.max(equal_total.div_ceil(Micros::from(cores))),
            "{equal:?} on {cores}"
        );
    });
}

/// Amdahl 1967: with a serial part s and a divided part p, n cores take s + p/n.
#[test]
fn amdahls_law() {
    for (serial, divided) in [(10, 90), (50, 50), (0, 96), (5, 960)] {
        for cores in 1..=32 {
            let tasks =
                [Task::new("serial").compute(serial), Task::new("divided").compute(divided).after([0])];
            let workload = Workload::new(tasks).split(1, cores).expect("divisible");
            let metrics = measure(
                workload.tasks.iter().map(whole).collect(),
                Machine::new(cores),
                Strategy::blocking(cores),
            );
            assert_eq!(metrics.makespan_us, serial + divided.div_ceil(Micros::from(cores)));
        }
    }
}

fn whole(part: &Task) -> Task {
    Task { part_of: None, ..part.clone() }
}

/// The exercises of *Operating Systems: Three Easy Pieces* on process states, whose tool writes `5:100` for five
/// ticks of compute and `1:0` for one I/O: a tick to issue it, five of waiting, a tick when it is done.
#[test]
fn a_textbooks_exercises() {
    let compute = |ticks| Task::new("compute").compute(ticks);
    let io = |times: usize| Task {
        steps: [Step::Compute(1), Step::Wait(5), Step::Compute(1)].repeat(times),
        ..Task::new("io")
    };
    let ticks = |metrics: Metrics| metrics.makespan_us;
    assert_eq!(ticks(overlapping(vec![compute(5), compute(5)], 1, 1)), 10);
    assert_eq!(ticks(overlapping(vec![compute(4), io(1)], 1, 1)), 11);
    assert_eq!(ticks(overlapping(vec![io(1), compute(4)], 1, 1)), 7);
    assert_eq!(ticks(blocking(vec![io(1), compute(4)], 1, 1)), 11, "switch on end");
    let four = || vec![io(3).priority(1), compute(5), compute(5), compute(5)];
    assert_eq!(ticks(overlapping(four(), 1, 1)), 31, "run later");
    let immediate = Strategy::overlapping(1).by_priority();
    assert_eq!(ticks(measure(four(), Machine::new(1), immediate)), 21, "run immediately");
}

/// Where it holds: independent tasks that only compute and all arrive at 0, first in first out, to completion, no
/// switch cost. The anomalies are elsewhere.
#[test]
fn more_cores_are_never_slower_where_nothing_else_happens() {
    for_each_seed(count(200_000), |seed| {
        let mut random = SplitMix64::new(seed);
        let lengths = random_lengths(&mut random, 12, 20);
        let workers = 1 + random.below(5) as u32;
        let (mut as_many, mut fixed) = (Micros::MAX, Micros::MAX);
        for cores in 1..=5 {
            let (before, before_fixed) = (as_many, fixed);
            as_many = makespan(&lengths, cores, Strategy::blocking(cores));
            fixed = makespan(&lengths, cores, Strategy::blocking(workers));
            assert!(as_many <= before && fixed <= before_fixed, "{lengths:?} on {cores}");
        }
    });
}

/// The probability that somebody who arrives has to wait, in an M/M/c queue with offered load a = c·ρ (Erlang 1917).
fn erlang_c(servers: u32, load: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 0.0);
    for n in 0..servers {
        sum += term;
        term *= load / f64::from(n + 1);
    }
    let all_busy = term / (1.0 - load / f64::from(servers));
    all_busy / (sum + all_busy)
}

/// The mean wait of customers once the queue has warmed up.
fn mean_wait_us(servers: u32, gap_us: Micros, service_us: Micros, seed: u64) -> f64 {
    const CUSTOMERS: u32 = 10_000;
    const WARM_UP: usize = 1_000;
    let mut calls = poisson_stream(&Task::new("call"), gap_us, 2 * seed, CUSTOMERS).expect("few");
    // The gaps of a Poisson stream are exponential, as the service times must be.
    let services = poisson_stream(&Task::new("service"), service_us, 2 * seed + 1, CUSTOMERS).expect("few");
    let mut before_us = 0;
    for (call, service) in calls.iter_mut().zip(&services) {
        call.steps = vec![Step::Compute(service.arrives_us - before_us)];
        before_us = service.arrives_us;
    }
    let metrics = blocking(calls, servers, servers);
    let waits = metrics.tasks[WARM_UP..].iter().map(|task| task.ready_us as f64);
    waits.sum::<f64>() / (CUSTOMERS as usize - WARM_UP) as f64
}

#[test]
fn erlangs_formula_for_queues() {
    // 99.9 % of Student's distribution, two-sided, with n − 1 degrees of freedom.
    let (runs, student) = if count(20) == 20 { (40, 3.558) } else { (8, 5.408) };
    for servers in [1, 2, 5] {
        for load_percent in [50, 70, 80] {
            let service_us = 100_000;
            let gap_us = service_us * 100 / (load_percent * u64::from(servers));
            let rho = load_percent as f64 / 100.0;
            let exact = erlang_c(servers, rho * f64::from(servers)) * service_us as f64
                / (f64::from(servers) * (1.0 - rho));
            let waits: Vec<f64> =
                (0..runs).map(|run| mean_wait_us(servers, gap_us, service_us, run)).collect();
            let mean = waits.iter().sum::<f64>() / runs as f64;
            let variance = waits.iter().map(|wait| (wait - mean).powi(2)).sum::<f64>() / (runs - 1) as f64;
            let half_width = student * (variance / runs as f64).sqrt();
            println!("c {servers}, rho {rho}: {mean:.0} ± {half_width:.0}, exactly {exact:.0}");
            assert!(
                (mean - exact).abs() < half_width,
                "c {servers}, rho {rho}: {mean} ± {half_width}, {exact}"
            );
            assert!(half_width < exact, "too wide to mean anything");
        }
    }
}
