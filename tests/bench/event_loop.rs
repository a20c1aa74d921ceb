//! What yielding costs the event loop, and what it gives.

use meanwhile_engine::Plan;
use meanwhile_sim::{Machine, Micros, Scenario, Strategy, Task, Workload};

use crate::figures::{Figures, greatest, least};
use crate::outcome::{Context, Outcome};
use crate::page::{Page, Turn};

const RUNS: usize = 8;
/// A run that is nearly nothing but yields: after each step the browser has its turn.
const STEPS: u64 = 5_000;
const STEP_US: Micros = 1;
/// A run that is nearly nothing but computing.
const COMPUTE_US: Micros = 500_000;
const TIMEOUTS_MS: u32 = 500;

/// Three figures: yields ÷ those of nested timers, the time of a run ÷ the time inside its turns, and its longest turn
/// in milliseconds.
pub async fn measure(page: &Page) -> Outcome<Figures> {
    let yielding = plan((0..STEPS).fold(Task::new("yielding"), |task, _| task.compute(STEP_US)))?;
    let computing = plan(Task::new("computing").compute(COMPUTE_US))?;
    let (mut timeouts, mut yields, mut costs, mut longest) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        timeouts.push(page.nested_timeouts_per_ms(TIMEOUTS_MS).await?);
        yields.extend(turns_per_ms(&page.run(&yielding).await?.turns));
        let run = page.run(&computing).await?;
        costs.extend(cost(&run.turns));
        longest.extend(greatest(run.turns.iter().chain(&run.turns_before).map(Turn::length_ms)));
    }
    let (timeouts, yields) = (greatest(timeouts), greatest(yields));
    if let (Some(timeouts), Some(yields)) = (timeouts, yields) {
        eprintln!(
            "event-loop: a yield takes {:.4} ms, a nested timer {:.2} ms",
            1.0 / yields,
            1.0 / timeouts
        );
    }
    Ok(Figures::default()
        .with("yields ÷ timers", yields.zip(timeouts).map(|(yields, timeouts)| yields / timeouts))
        .with("run ÷ computing", least(costs))
        .with("longest turn", least(longest)))
}

/// One task on the event loop, in its own time.
fn plan(task: Task) -> Outcome<Plan> {
    let scenario = Scenario::new(Workload::new([task]), Machine::new(1), Strategy::overlapping(1));
    let trace = meanwhile_sim::simulate(&scenario).context("simulating the event loop")?;
    Plan::lasting(&scenario, 1, trace.end_us).context("planning the event loop")
}

fn turns_per_ms(turns: &[Turn]) -> Option<f64> {
    Some(turns.len() as f64 / lasted_ms(turns)?)
}

/// What is not spent inside the turns is what yielding costs.
fn cost(turns: &[Turn]) -> Option<f64> {
    Some(lasted_ms(turns)? / turns.iter().map(Turn::length_ms).sum::<f64>())
}

fn lasted_ms(turns: &[Turn]) -> Option<f64> {
    Some(turns.last()?.to_ms - turns.first()?.from_ms)
}
