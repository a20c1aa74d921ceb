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
