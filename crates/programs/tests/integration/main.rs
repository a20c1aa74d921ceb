//! The programs, held to what they promise. Whether they take as long as they say is for `cargo xtask test`, which runs them.

mod programs_are_refused_with_a_reason;
mod programs_look_like_this;
mod support;
