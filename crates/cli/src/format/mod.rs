//! The ways to write a run down: from a scenario and its trace to bytes, and nothing else.

pub(crate) mod ascii;
pub(crate) mod csv;
pub(crate) mod deadlock;
pub(crate) mod json;
pub(crate) mod text;
