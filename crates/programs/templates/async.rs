@include beginning.rs
use std::time::{Duration, Instant};
@if tokio

@tokio
@end

@include constants.rs

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

@include hashing.rs
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
