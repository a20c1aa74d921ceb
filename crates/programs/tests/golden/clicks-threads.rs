//! 21 tasks, 3 workers, 2 cores.
//!
//! The simulator says 1000 ms. Here a millisecond lasts 0.001 s, so it should take 1.00 s.
//! Run it with: rustc -O program.rs && ./program

use std::hash::{DefaultHasher, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Condvar, LazyLock, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const WORKERS: usize = 3;
const MS: Duration = Duration::from_millis(1); // how long a millisecond lasts here
static BLOCKS_PER_S: LazyLock<f64> = LazyLock::new(measure);
static CORES: Semaphore = Semaphore::new(2); // more threads than cores: so many compute at once

fn job() {
    compute(1000 * MS);
}

fn click() {
    compute(2 * MS);
}

/// Whoever is free takes the next task, and waits until it is there.
fn run(start: Instant, tasks: &[(Duration, fn())]) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some((arrives, task)) = tasks.get(next.fetch_add(1, Relaxed)) {
                    thread::sleep(arrives.saturating_sub(start.elapsed()));
                    task();
                }
            });
        }
    });
}

fn main() {
    LazyLock::force(&BLOCKS_PER_S);
    let start = Instant::now();
    let mut tasks: Vec<(Duration, fn())> = Vec::new();
    tasks.push((0 * MS, job));
    tasks.extend((0..20).map(|i| ((30 + 50 * i) * MS, click as fn())));
    run(start, &tasks);
    println!("{:.2} s; the simulator says 1.00 s", start.elapsed().as_secs_f64());
}

/// Hashes as much as it did in so long when it was measured.
fn compute(length: Duration) {
    let blocks = (length.as_secs_f64() * *BLOCKS_PER_S) as u64;
    CORES.acquire();
    (0..blocks).for_each(hash_block);
    CORES.release();
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

/// So many have it at a time; the others wait.
struct Semaphore(Mutex<u32>, Condvar);

impl Semaphore {
    const fn new(free: u32) -> Semaphore {
        Semaphore(Mutex::new(free), Condvar::new())
    }

    fn acquire(&self) {
        let free = self.0.lock().unwrap();
        *self.1.wait_while(free, |free| *free == 0).unwrap() -= 1;
    }

    fn release(&self) {
        *self.0.lock().unwrap() += 1;
        self.1.notify_one();
    }
}
