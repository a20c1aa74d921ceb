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
