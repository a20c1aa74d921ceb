//! What the figures promise.

// A test that cannot be set up has failed, and should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod articles_are_alike;
mod figures_are_the_presets;
mod first_pictures;
mod golden_numbers;
mod languages;
mod prose_tells_the_truth;
mod sentences;
mod the_article_is_linked;
