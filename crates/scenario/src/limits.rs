//! What a file may have at most. What a scenario may have at most is in [`meanwhile_sim::limits`]: tasks, steps,
//! dependencies, locks, channels, times. Both hold before anything is expanded, so that a short file cannot ask
//! for much memory.

use meanwhile_sim::limits::TIME_US_MAX;

/// Bytes of a file.
pub const FILE_BYTES_MAX: usize = 8 << 20;
/// Lists and objects within each other; a repeat within a repeat needs two.
pub const NESTING_MAX: usize = 32;
/// Parameters of a file.
pub const PARAMETERS_MAX: usize = 32;
/// Bytes of a title, a label, and of the name of a parameter.
pub const TEXT_BYTES_MAX: usize = 200;
/// A parameter's values, whether they are counts or milliseconds.
pub const PARAMETER_MAX: u64 = TIME_US_MAX / 1_000;
/// Derivations of a file.
pub const DERIVATIONS_MAX: usize = 100;
/// Letters of a scenario in a link: what stands behind `s=`, deflated and in base64url.
pub const LINK_LETTERS_MAX: usize = 8_192;
/// Bytes of such a scenario's file once it is unfolded.
pub const LINK_BYTES_MAX: usize = 65_536;
/// Tasks of a scenario in a link.
pub const LINK_TASKS_MAX: usize = 1_000;
/// Bars that a scenario in a link may have on its timeline.
pub const LINK_SPANS_MAX: usize = 100_000;
