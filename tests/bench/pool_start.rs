//! How long the threads take to be up, beside bare Workers: as many, which load the same module and do no more. What is
//! between them is what sharing its memory costs: the coordinator, and threads that start one after it.

use meanwhile_engine::Plan;
use meanwhile_sim::{Machine, Scenario, Strategy, Task, Workload};

use crate::figures::{Figures, least};
use crate::outcome::{Context, Outcome};
use crate::page::Page;

const WORKERS: u32 = 2;
const RUNS: usize = 12;

/// One figure: the start of a pool ÷ that of as many bare Workers.
pub async fn measure(page: &Page) -> Outcome<Figures> {
    let task = Task::new("task").compute(1_000_000);
    let scenario = Scenario::new(Workload::new([task]), Machine::new(WORKERS), Strategy::blocking(WORKERS));
    let plan = Plan::new(&scenario, WORKERS).context("planning for a pool")?;
    let (mut pool, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        pool.push(page.start_pool(&plan).await?);
        bare.push(page.start_workers(WORKERS).await?);
    }
    let (pool, bare) = (least(pool), least(bare));
    if let (Some(pool), Some(bare)) = (pool, bare) {
        eprintln!("pool-start: {WORKERS} threads {pool:.1} ms, {WORKERS} bare Workers {bare:.1} ms");
    }
    Ok(Figures::default().with("pool ÷ bare", pool.zip(bare).map(|(pool, bare)| pool / bare)))
}
