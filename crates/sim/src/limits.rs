//! What the simulator accepts at most. A scenario may come from a stranger's link, so every size has a limit, and
//! going past one is [`SimError::OverLimit`](crate::SimError::OverLimit), never a hang or a crash.

use crate::Micros;

/// Tasks in a workload, after streams and splits are expanded.
pub const TASKS_MAX: usize = 10_000;
/// Steps in a workload, over all tasks.
pub const STEPS_MAX: usize = 1_000_000;
/// Entries in the `after` lists of a workload, over all tasks.
pub const DEPENDENCIES_MAX: usize = 100_000;
/// Locks in a workload.
pub const LOCKS_MAX: usize = 1_000;
/// Channels in a workload.
pub const CHANNELS_MAX: usize = 1_000;
/// Workers in a strategy. The free ones are kept as the bits of one integer.
pub const WORKERS_MAX: u32 = 64;
/// Cores in a machine. The free ones are kept as the bits of one integer.
pub const CORES_MAX: u32 = 64;
/// Bytes in a name, a role or a place.
pub const NAME_BYTES_MAX: usize = 200;
/// Every duration, every arrival and the end of the run, in microseconds: a little over three years.
/// A sum of two such times still leaves room to be packed into 64 bits beside a task's index.
pub const TIME_US_MAX: Micros = 100_000_000_000_000;
/// Events in one run: a wait that ends, a compute that ends, a worker that is taken from its core.
/// This bounds the time and the memory that one simulation can cost, whatever the quantum is.
pub const EVENTS_MAX: u64 = 4_000_000;
