//! 3 tasks, 2 workers, 2 cores.
//!
//! The simulator says 22 s. Here a second lasts 0.05 s, so it should take 1.10 s.
//! Run it with: rustc -O program.rs && ./program

use std::hash::{DefaultHasher, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

const WORKERS: usize = 2;
const SECOND: Duration = Duration::from_millis(50); // how long a second lasts here
static BLOCKS_PER_S: LazyLock<f64> = LazyLock::new(measure);

fn whole() {
    compute(4 * SECOND);
}

fn part() {
    compute(18 * SECOND);
}

/// Whoever is free takes the next task.
fn run(tasks: &[fn()]) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(task) = tasks.get(next.fetch_add(1, Relaxed)) {
                    task();
                }
            });
        }
    });
}

fn main() {
    LazyLock::force(&BLOCKS_PER_S);
    let start = Instant::now();
    run(&[whole]);
    run(&[part as fn(); 2]);
    println!("{:.2} s; the simulator says 1.10 s", start.elapsed().as_secs_f64());
}

/// Hashes as much as it did in so long when it was measured.
fn compute(length: Duration) {
    let blocks = (length.as_secs_f64() * *BLOCKS_PER_S) as u64;
    (0..blocks).for_each(hash_block);
}

fn hash_block(number: u64) {
    let mut hasher = DefaultHasher::new();
    hasher.write_u64(number);
    hasher.write(&[0; 4096]);
    std::hint::black_box(hasher.finish());
}

/// The best of ten, so that nothing that happened to disturb it counts.
fn measure() -> f64 {
    let probe = |_| {
        let (start, mut blocks) = (Instant::now(), 0);
        while start.elapsed() < Duration::from_millis(20) {
            hash_block(blocks);
            blocks += 1;
        }
        blocks as f64 / start.elapsed().as_secs_f64()
    };
    (0..10).map(probe).fold(0.0, f64::max)
}
