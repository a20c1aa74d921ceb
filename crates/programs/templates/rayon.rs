//! {{summary}}
//!
//! {{says}}
//! Run it with: {{run}}

use std::hash::{DefaultHasher, Hasher};
@uses
@if wait
use std::thread;
@end
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

const WORKERS: usize = {{workers}};
const {{UNIT}}: Duration = Duration::{{unit_rust}}; // how long {{a_unit}} lasts here
static BLOCKS_PER_S: LazyLock<f64> = LazyLock::new(measure);
@if emit
static START: OnceLock<Instant> = OnceLock::new();
@end
@if gate
static CORES: Semaphore = Semaphore::new({{cores}}); // more threads than cores: so many compute at once ¶cores
@end
@shared
@functions

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

/// Hashes as much as it did in so long when it was measured.
fn compute(length: Duration) {
    let blocks = (length.as_secs_f64() * *BLOCKS_PER_S) as u64;
    @if gate
    CORES.acquire();
    (0..blocks).for_each(hash_block);
    CORES.release();
    @end
    @if !gate
    (0..blocks).for_each(hash_block);
    @end
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
@if emit

fn emit() {
    let start = START.get_or_init(Instant::now);
    println!("a result after {:.2} s", start.elapsed().as_secs_f64());
}
@end
@if semaphore

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
@end
@if channel

/// The standard library's channel has one receiver; behind a lock it can be anybody.
struct Channel(SyncSender<()>, Mutex<Receiver<()>>);

impl Channel {
    fn new(room: usize) -> Channel {
        let (sender, receiver) = sync_channel(room);
        Channel(sender, Mutex::new(receiver))
    }

    fn send(&self) {
        self.0.send(()).unwrap();
    }

    fn receive(&self) {
        self.1.lock().unwrap().recv().unwrap();
    }
}
@end
