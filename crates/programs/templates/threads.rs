@include beginning.rs
use std::thread;
use std::time::{Duration, Instant};

const WORKERS: usize = {{workers}};
@include constants.rs

@if arrivals
/// Whoever is free takes the next task, and waits until it is there.
fn run(start: Instant, tasks: &[(Duration, fn())]) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| { ¶workers
                while let Some((arrives, task)) = tasks.get(next.fetch_add(1, Relaxed)) { ¶start
                    thread::sleep(arrives.saturating_sub(start.elapsed()));
                    task();
                }
            });
        }
    });
}
@end
@if !arrivals
/// Whoever is free takes the next task.
fn run(tasks: &[fn()]) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| { ¶workers
                while let Some(task) = tasks.get(next.fetch_add(1, Relaxed)) { ¶start
                    task();
                }
            });
        }
    });
}
@end

fn main() {
    LazyLock::force(&BLOCKS_PER_S);
    let start = Instant::now();
    @if emit
    START.get_or_init(|| start);
    @end
    @start
    println!("{:.2} s; the simulator says {{predicted}} s", start.elapsed().as_secs_f64());
}

@include compute.rs

@include hashing.rs
@include waiting.rs
