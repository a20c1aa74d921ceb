//! The programs, held to what they promise. Whether they take as long as they say is for `cargo xtask test`, which runs them.

// A test that cannot be set up has failed, and should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod programs_are_refused_with_a_reason;
mod programs_look_like_this;
mod support;
