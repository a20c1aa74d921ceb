//! What the simulator promises: one file for each promise.

mod support;

mod golden_cores;
mod golden_modes;
