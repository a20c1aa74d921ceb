//! 2 tasks, 1 worker, 1 core; a task that waits lets its worker go.
//!
//! The simulator says 12 s. Here a second lasts 0.1 s, so it should take 1.20 s.
//! Run it with: cargo run --release   (after: cargo add tokio --features full)

use std::hash::{DefaultHasher, Hasher};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use tokio::time::sleep;

const SECOND: Duration = Duration::from_millis(100); // how long a second lasts here
static BLOCKS_PER_S: LazyLock<f64> = LazyLock::new(measure);

async fn feed() {
    compute(1 * SECOND);
    sleep(6 * SECOND).await; // the loop goes on with others
    compute(5 * SECOND);
}

async fn mail() {
    compute(1 * SECOND);
    sleep(3 * SECOND).await; // the loop goes on with others
    compute(1 * SECOND);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    LazyLock::force(&BLOCKS_PER_S);
    let start = Instant::now();
    tokio::join!(feed(), mail());
    println!("{:.2} s; the simulator says 1.20 s", start.elapsed().as_secs_f64());
}

/// Hashes as much as it did in so long when it was measured. Nothing else happens on this thread meanwhile.
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
