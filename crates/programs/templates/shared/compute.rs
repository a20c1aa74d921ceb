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
