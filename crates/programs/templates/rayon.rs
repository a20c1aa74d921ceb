@include beginning.rs
@if wait
use std::thread;
@end
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

const WORKERS: usize = {{workers}};
@include constants.rs

/// Each thread of the pool takes the next task when it is done with one.
@if arrivals
fn run(pool: &ThreadPool, start: Instant, tasks: &[(Duration, fn())]) {
    pool.in_place_scope_fifo(|scope| {
        for (arrives, task) in tasks {
            thread::sleep(arrives.saturating_sub(start.elapsed()));
            scope.spawn_fifo(move |_| task()); ¶start
        }
    });
}
@end
@if !arrivals
fn run(pool: &ThreadPool, tasks: &[fn()]) {
    pool.in_place_scope_fifo(|scope| {
        for task in tasks {
            scope.spawn_fifo(move |_| task()); ¶start
        }
    });
}
@end

fn main() -> Result<(), ThreadPoolBuildError> {
    LazyLock::force(&BLOCKS_PER_S);
    let pool = ThreadPoolBuilder::new().num_threads(WORKERS).build()?; ¶workers
    let start = Instant::now();
    @if emit
    START.get_or_init(|| start);
    @end
    @start
    println!("{:.2} s; the simulator says {{predicted}} s", start.elapsed().as_secs_f64());
    Ok(())
}

@include compute.rs

@include hashing.rs
@include waiting.rs
