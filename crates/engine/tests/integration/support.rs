//! What the promises share.

/// How many random cases a test tries: all where `MEANWHILE_DEEP` is set, else a twentieth.
pub(crate) fn count(deep: u64) -> u64 {
    if std::env::var_os("MEANWHILE_DEEP").is_some() { deep } else { deep / 20 }
}

/// Tries every seed below `count`, on two threads.
pub(crate) fn for_each_seed(count: u64, attempt: impl Fn(u64) + Sync) {
    std::thread::scope(|scope| {
        let attempt = &attempt;
        let halves = [0, 1].map(|half| scope.spawn(move || (half..count).step_by(2).for_each(attempt)));
        for half in halves {
            if let Err(failure) = half.join() {
                std::panic::resume_unwind(failure);
            }
        }
    });
}
