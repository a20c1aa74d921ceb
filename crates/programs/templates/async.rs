//! {{summary}}
//!
//! {{says}}
//! Run it with: {{run}}

use std::hash::{DefaultHasher, Hasher};
@uses
use std::time::{Duration, Instant};
@if tokio

@tokio
@end

const {{UNIT}}: Duration = Duration::{{unit_rust}}; // how long {{a_unit}} lasts here
static BLOCKS_PER_S: LazyLock<f64> = LazyLock::new(measure);
@if emit
static START: OnceLock<Instant> = OnceLock::new();
@end
@shared
@functions

@if arrivals
/// Starts a task so long after the beginning.
async fn at(arrives: Duration, start: Instant, task: impl Future<Output = ()>) {
    sleep(arrives.saturating_sub(start.elapsed())).await;
    task.await;
}

@end
#[tokio::main({{flavor}})] ¶workers
async fn main() {
    LazyLock::force(&BLOCKS_PER_S);
    let start = Instant::now();
    @if emit
    START.get_or_init(|| start);
    @end
    @start
    println!("{:.2} s; the simulator says {{predicted}} s", start.elapsed().as_secs_f64());
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
@if emit

fn emit() {
    let start = START.get_or_init(Instant::now);
    println!("a result after {:.2} s", start.elapsed().as_secs_f64());
}
@end
@if channel

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
@end
