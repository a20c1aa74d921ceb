//! simu-des: one async process for each task, and the cores as a resource.

use super::Workload;
use crate::{Result, Timed};
use ::simu::{EnvHandle, Resource, SimEnv};
use meanwhile_peer_cases::{Answer, CORES, QUANTUM_US};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Instant;

pub(crate) fn run(workload: &Workload) -> Result<Timed> {
    let start = Instant::now();
    let mut env = SimEnv::with_seed(0);
    let cores = Resource::new(CORES as usize);
    let answer = Rc::new(Cell::new(Answer { events: 0, makespan_us: 0, sum_of_ends_us: 0 }));
    for rounds in &workload.tasks {
        env.spawn(task(env.handle(), cores.clone(), rounds.clone(), Rc::clone(&answer)));
    }
    env.run();
    Ok((start.elapsed(), answer.get()))
}

async fn task(env: EnvHandle, cores: Resource, rounds: Vec<(u64, u64)>, answer: Rc<Cell<Answer>>) {
    let count_event = || answer.set(Answer { events: answer.get().events + 1, ..answer.get() });
    for (compute_us, wait_us) in rounds {
        let mut left_us = compute_us;
        let mut core = cores.request().await;
        loop {
            // Its clock is a float; whole microseconds up to 2⁵³ are exact in it.
            let slice_us = left_us.min(QUANTUM_US);
            env.timeout(slice_us as f64).await;
            left_us -= slice_us;
            if left_us == 0 {
                break;
            }
            if cores.queue_len() > 0 {
                count_event();
                drop(core);
                core = cores.request().await;
            }
        }
        count_event();
        drop(core);
        env.timeout(wait_us as f64).await;
        count_event();
    }
    let now_us = env.now() as u64;
    let Answer { events, sum_of_ends_us, .. } = answer.get();
    let sum_of_ends_us = sum_of_ends_us + u128::from(now_us);
    answer.set(Answer { events, makespan_us: now_us, sum_of_ends_us });
}
