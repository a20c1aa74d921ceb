//! What the figures promise.

// A test that cannot be set up has failed, and should say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod addresses;
mod articles_are_alike;
mod claims_can_be_checked;
mod embedded;
mod figures_are_the_presets;
mod first_pictures;
mod golden_links;
mod golden_numbers;
mod hosts;
mod languages;
mod prose_tells_the_truth;
mod sentences;
mod stills;
mod the_article_is_linked;
