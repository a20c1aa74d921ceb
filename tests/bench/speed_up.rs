//! How much faster two workers are than one: as the page's threads, as Workers that share nothing, and natively.
//!
//! One run has both sides, in turns, so that the same number of rounds is computed on each: a long computation by one
//! worker, while the other has nothing to do, and then twice as much of it, in small tasks, by both.

use std::fmt::{self, Display, Formatter};

use meanwhile_engine::{Method, Plan, Record};
use meanwhile_sim::{Machine, Micros, Scenario, Span, SpanKind, Strategy, Task, Workload, simulate};

use crate::figures::{Figures, least};
use crate::native::Threads;
use crate::outcome::{Context, Outcome};
use crate::page::Page;

const WORKERS: u32 = 2;
/// How often each side is run, of which the best counts: 40 s in all.
const RUNS: usize = 5;
/// The turns of one run.
const CYCLES: usize = 16;
const CYCLE_US: Micros = 150_000;
const ALONE_US: Micros = 50_000;
/// One of the small tasks: what handing it over costs shows.
const TASK_US: Micros = 10_000;
/// The small tasks of one turn: as much for each worker as one of them does alone.
const TASKS: usize = (WORKERS as Micros * ALONE_US / TASK_US) as usize;

/// Two figures: the speed-up on the page's threads ÷ natively, and that on plain Workers ÷ on the page's threads.
pub async fn measure(page: &Page) -> Outcome<Figures> {
    if page.cores < WORKERS {
        eprintln!("speed-up: the browser reports one core, so there is nothing to measure.");
        return Ok(Figures::default());
    }
    let threads = Threads::start(WORKERS)?;
    let (mut native, mut shared, mut plain) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        native.extend(Turn::best(&threads.run(&plan(Method::Threads)?)?));
        shared.extend(Turn::best(&page.run(&plan(Method::Threads)?).await?.record));
        plain.extend(Turn::best(&page.run(&plan(Method::PlainWorkers)?).await?.record));
    }
    let sides = [("native threads", native), ("threads", shared), ("plain Workers", plain)];
    let [native, shared, plain] = sides.map(|(side, turns)| {
        let best = turns.into_iter().max_by(|one, other| one.speed_up().total_cmp(&other.speed_up()));
        match &best {
            Some(turn) => eprintln!("speed-up: {WORKERS} workers, {side}: {turn}"),
            None => eprintln!("speed-up: {side}: the machine is too busy for any two turns not to overlap."),
        }
        best.map(|turn| turn.speed_up())
    });
    let ratio = |over: Option<f64>, under: Option<f64>| over.zip(under).map(|(over, under)| over / under);
    Ok(Figures::default()
        .with("wasm ÷ native", ratio(shared, native))
        .with("plain ÷ shared", ratio(plain, shared)))
}

/// The turns as arrivals on a clock that is the real one.
fn plan(method: Method) -> Outcome<Plan> {
    let mut tasks = Vec::new();
    for cycle in 0..CYCLES as Micros {
        let from_us = cycle * CYCLE_US;
        tasks.push(Task::new("alone").arrives(from_us).compute(ALONE_US));
        let together = Task::new("together").arrives(from_us + CYCLE_US / 2).compute(TASK_US);
        tasks.extend(std::iter::repeat_n(together, TASKS));
    }
    let scenario = Scenario::new(Workload::new(tasks), Machine::new(WORKERS), Strategy::blocking(WORKERS));
    let trace = simulate(&scenario).context("simulating the turns")?;
    let mut plan = Plan::lasting(&scenario, WORKERS, trace.end_us).context("planning the turns")?;
    plan.method = method;
    // As where workers share a core, one speed is measured for all of them: the rounds of a task are the same, whoever
    // computes it.
    plan.real_cores = 1;
    Ok(plan)
}

/// A turn in which both computed, and what the same would have taken one worker alone. All times in microseconds.
struct Turn {
    /// What one worker would have needed for all of it.
    alone_us: f64,
    /// From the first beginning to the last end.
    took_us: f64,
    /// For how long the workers computed, in the mean: more than half of `alone_us`, where they slow each other.
    computing_us: f64,
}

impl Turn {
    /// The turn that was disturbed least; none if each turn ran into the one after it.
    ///
    /// What one does alone is taken from the span that computed fastest, of whatever turn: a short one has a better chance
    /// of being left alone by other programs than a long one.
    fn best(record: &Record) -> Option<Turn> {
        let mut spans: Vec<&Span> =
            record.measured.spans.iter().filter(|span| span.kind == SpanKind::Executing).collect();
        spans.sort_unstable_by_key(|span| span.task);
        let alone = least(spans.iter().map(|span| span.length_us() as f64 / asked_us(span) as f64))?;
        let mut turns = Vec::new();
        let mut before_us = 0;
        for turn in spans.chunk_by(|one, other| is_alone(one) == is_alone(other)) {
            let from_us = turn.iter().map(|span| span.from_us).min()?;
            let to_us = turn.iter().map(|span| span.to_us).max()?;
            if before_us <= from_us && !is_alone(turn.first()?) {
                turns.push(Turn {
                    alone_us: alone * (TASKS as Micros * TASK_US) as f64,
                    took_us: (to_us - from_us) as f64,
                    computing_us: turn.iter().map(|span| span.length_us() as f64).sum::<f64>()
                        / f64::from(WORKERS),
                });
            }
            before_us = to_us;
        }
        turns.into_iter().min_by(|one, other| one.took_us.total_cmp(&other.took_us))
    }

    /// How many times as fast both are together as one is alone.
    fn speed_up(&self) -> f64 {
        self.alone_us / self.took_us
    }
}

impl Display for Turn {
    /// The speed-up, and where the rest of it is.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let ideal_us = self.alone_us / f64::from(WORKERS);
        let [slower, between] = [self.computing_us - ideal_us, self.took_us - self.computing_us]
            .map(|lost_us| lost_us / self.took_us * 100.0);
        let speed_up = self.speed_up();
        write!(
            f,
            "{speed_up:.3}; of the time, {slower:.2} % by which computing was slower, {between:.2} % between tasks"
        )
    }
}

fn asked_us(span: &Span) -> Micros {
    if is_alone(span) { ALONE_US } else { TASK_US }
}

/// Each turn is one task for one worker, and then those for both.
fn is_alone(span: &Span) -> bool {
    (span.task as usize).is_multiple_of(TASKS + 1)
}
