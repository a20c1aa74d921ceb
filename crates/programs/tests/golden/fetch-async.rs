//! 2 tasks, 1 worker, 1 core; a task that waits lets its worker go.
//!
//! The simulator says 32 s. Here a second lasts 0.05 s, so it should take 1.60 s.
//! Run it with: cargo run --release   (after: cargo add tokio --features full)

use std::hash::{DefaultHasher, Hasher};
use std::sync::{LazyLock, OnceLock};
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, mpsc};
use tokio::task::yield_now;
use tokio::time::sleep;

const SECOND: Duration = Duration::from_millis(50); // how long a second lasts here
static BLOCKS_PER_S: LazyLock<f64> = LazyLock::new(measure);
static START: OnceLock<Instant> = OnceLock::new();
static FETCH_TO_STATISTICS: LazyLock<Channel> = LazyLock::new(|| Channel::new(6));

async fn fetch() {
    for _ in 0..6 {
        sleep(5 * SECOND).await; // the loop goes on with others
        FETCH_TO_STATISTICS.send().await; // waits while it is full
    }
}

async fn statistics() {
    for _ in 0..6 {
        FETCH_TO_STATISTICS.receive().await; // waits until there is something
        compute(2 * SECOND);
        emit();
        yield_now().await;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    LazyLock::force(&BLOCKS_PER_S);
    let start = Instant::now();
    START.get_or_init(|| start);
    tokio::join!(fetch(), statistics());
    println!("{:.2} s; the simulator says 1.60 s", start.elapsed().as_secs_f64());
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

fn emit() {
    let start = START.get_or_init(Instant::now);
    println!("a result after {:.2} s", start.elapsed().as_secs_f64());
}

/// Tokio's channel has one receiver; behind a lock it can be anybody.
struct Channel(mpsc::Sender<()>, Mutex<mpsc::Receiver<()>>);

impl Channel {
    fn new(room: usize) -> Channel {
        let (sender, receiver) = mpsc::channel(room);
        Channel(sender, Mutex::new(receiver))
    }

    async fn send(&self) {
        self.0.send(()).await.unwrap();
    }

    async fn receive(&self) {
        self.1.lock().await.recv().await.unwrap();
    }
}
