//! The kinds of message that the threaded engine sends to the page. Each is an array: the kind, then what goes with it.

/// The engine cannot be started: the browser's own words. `coordinator.js` sends it and knows the number too.
pub const FAILED: u32 = 0;
/// The pool is up: the shared memory, and the address of its [`crate::Shared`].
pub const READY: u32 = 1;
/// The speed is measured and the run begins: the run's number.
pub const BEGAN: u32 = 2;
/// The run is over: its number and its encoded spans.
pub const FINISHED: u32 = 3;
/// The run was abandoned, as asked: its number.
pub const STOPPED: u32 = 4;
/// A kernel gave a wrong result: the run's number.
pub const WRONG: u32 = 5;
/// The plan could not be read: the run's number.
pub const GARBLED: u32 = 6;
/// The kernel is warm, and its speed is measured next: the run's number.
pub const WARM: u32 = 7;
