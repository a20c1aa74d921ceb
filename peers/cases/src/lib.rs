//! What is measured: workloads, and the runs that are timed natively and in WebAssembly.
//!
//! A [`Case`] is a scenario that is made once and run many times. The race links this crate; Node and browsers load
//! the very same code, so that a difference between the two is the platform's.

#[path = "../../../crates/sim/tests/integration/random_scenario.rs"]
mod random_scenario;

use meanwhile_picture::svg;
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_picture::timeline::{Chart, Request, Timeline, View};
use meanwhile_sim::{
    Machine, Metrics, Scenario, SimError, SpanKind, SplitMix64, Step, Strategy, Task, Trace, Workload,
    simulate, simulate_untraced,
};
use std::hint::black_box;
use wasm_bindgen::prelude::wasm_bindgen;

/// Tasks of the round robin.
pub const TASKS: u64 = 64;
/// Computes and waits of each.
pub const ROUNDS: u64 = 1_000;
/// Cores that they share.
pub const CORES: u32 = 4;
/// How long a task may compute while others wait for its core.
pub const QUANTUM_US: u64 = 100_000_000;
/// No compute and no wait is longer. So fine a clock makes it unlikely that two of the events fall on one instant:
/// every engine has its own rule for which of them comes first.
pub const LONGEST_US: u64 = 400_000_000;

/// A scenario that is run many times.
#[wasm_bindgen]
pub struct Case {
    scenario: Scenario,
}

impl Case {
    /// What is simulated.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// One run with its trace.
    ///
    /// # Errors
    /// None for the cases of this crate.
    pub fn trace(&self) -> Result<Trace, SimError> {
        simulate(&self.scenario)
    }

    fn workload(tasks: u64, steps: u64, seed: u64, longest_us: u64) -> Workload {
        let mut random = SplitMix64::new(seed);
        let mut step = |index: u64| {
            let us = 1 + random.below(longest_us);
            if index.is_multiple_of(2) { Step::Compute(us) } else { Step::Wait(us) }
        };
        let task = |_| Task { steps: (0..steps).map(&mut step).collect(), ..Task::new("task") };
        Workload::new((0..tasks).map(task))
    }
}

#[wasm_bindgen]
impl Case {
    /// Every task computes and waits in turns, on fewer cores than there are tasks, so that each compute takes two
    /// and a half turns on average.
    pub fn round_robin() -> Case {
        let workload = Case::workload(TASKS, 2 * ROUNDS, 1, LONGEST_US);
        let strategy = Strategy::blocking(TASKS as u32).sliced(QUANTUM_US);
        Case { scenario: Scenario::new(workload, Machine::new(CORES), strategy) }
    }

    /// What a figure of the page shows, or a large one would.
    pub fn figure(tasks: u32, steps: u32) -> Case {
        let workload = Case::workload(u64::from(tasks), u64::from(steps), 2, 1_000_000);
        Case { scenario: Scenario::new(workload, Machine::new(CORES), Strategy::blocking(16)) }
    }

    /// Simulates and records the trace, at whose spans nobody looks, so that none are made; tells how many tasks it has, or
    /// 0 for an error.
    pub fn simulate(&self) -> usize {
        self.trace().map_or(0, |trace| black_box(&trace).tasks.len())
    }

    /// Simulates without a trace; tells the number of events, or 0 for an error.
    pub fn simulate_untraced(&self) -> u64 {
        simulate_untraced(&self.scenario).map_or(0, |summary| summary.events)
    }

    /// What the page does when a slider moves: trace, metrics, layout, and the markup of the chart. Tells how long that
    /// is.
    pub fn recompute(&self) -> usize {
        let Ok(trace) = self.trace() else { return 0 };
        let metrics = Metrics::of(&trace);
        let charts = [Chart { title: "", said: "", trace: &trace, measured: None }];
        let timeline = Timeline::new(Request {
            width: 1000.0,
            view: View::whole(metrics.makespan_us),
            clock: Clock::Seconds,
            charts: &charts,
            by: By::Task,
            core: "core",
            word: &|_, span, _| (span.kind.name().to_owned(), "x".to_owned()),
            is_told: true,
        });
        svg::timeline(&timeline, "bench").len()
    }

    /// What the race compares, of a run with its trace: events, makespan and sum of ends; or the error.
    pub fn answer(&self) -> String {
        self.trace().map_or_else(
            |error| error.to_string(),
            |trace| {
                let Answer { events, makespan_us, sum_of_ends_us } = Answer::of(&trace);
                format!("{events} {makespan_us} {sum_of_ends_us}")
            },
        )
    }

    /// The digest of the trace, or 0 for an error.
    pub fn digest(&self) -> u64 {
        self.trace().map_or(0, |trace| trace.digest())
    }
}

/// A run that is there already, and is drawn frame by frame, as while somebody zooms and pans.
#[wasm_bindgen]
pub struct Drawing {
    trace: Option<Trace>,
}

#[wasm_bindgen]
impl Drawing {
    /// About so many spans: two tasks take turns on one core. With two lanes already a thousand spans fill every pixel of
    /// a chart, so that more of them can only cost more where the drawing is not bounded by the pixels.
    pub fn of(spans: u32) -> Drawing {
        const TURN_US: u64 = 1_000;
        let task = |name| Task::new(name).compute(u64::from(spans / 4) * TURN_US);
        let strategy = Strategy::blocking(2).sliced(TURN_US);
        let scenario = Scenario::new(Workload::new(["A", "B"].map(task)), Machine::new(1), strategy);
        Drawing { trace: simulate(&scenario).ok() }
    }

    /// Layout and markup of one frame, a little narrower than the one before, so that none is like another. Tells how long
    /// the markup is.
    pub fn frame(&self, number: u32) -> usize {
        let Some(trace) = &self.trace else { return 0 };
        let timeline = Timeline::new(Request {
            width: 1000.0 - (number % 50) as f32,
            view: View::whole(trace.end_us),
            clock: Clock::Seconds,
            charts: &[Chart { title: "", said: "", trace, measured: None }],
            by: By::Task,
            core: "core",
            word: &|_, span, _| (span.kind.name().to_owned(), "x".to_owned()),
            is_told: true,
        });
        svg::timeline(&timeline, "bench").len()
    }
}

/// What every engine must agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Waits and computes that ended, and workers that were taken from their cores.
    pub events: u64,
    /// When the last task ended.
    pub makespan_us: u64,
    /// Over all tasks.
    pub sum_of_ends_us: u128,
}

impl Answer {
    /// What a trace says. In the round robin, every event ends a span of one of two kinds.
    pub fn of(trace: &Trace) -> Answer {
        let ends_in_event = |kind| matches!(kind, SpanKind::Executing | SpanKind::Waiting);
        Answer {
            events: trace.spans.iter().filter(|span| ends_in_event(span.kind)).count() as u64,
            makespan_us: trace.end_us,
            sum_of_ends_us: trace.tasks.iter().filter_map(|run| run.ends_us).map(u128::from).sum(),
        }
    }
}

/// The digests of the random scenarios of the simulator's tests, folded into one as they do it; 16 hexadecimal
/// digits, or the error.
#[wasm_bindgen]
pub fn digest_of_random_scenarios(scenarios: u32) -> String {
    let fold = |folded: u64, seed: u32| {
        let trace = simulate(&random_scenario::random_scenario(u64::from(seed)))?;
        Ok(folded.rotate_left(5) ^ trace.digest())
    };
    let folded: Result<u64, SimError> = (0..scenarios).try_fold(0, fold);
    folded.map_or_else(|error| error.to_string(), |folded| format!("{folded:016x}"))
}
