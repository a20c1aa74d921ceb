//! What the figures promise.

mod figures_are_the_presets;
mod first_pictures;
mod golden_numbers;
mod prose_tells_the_truth;
mod sentences;
