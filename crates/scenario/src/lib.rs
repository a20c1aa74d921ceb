//! Scenario files.

mod decode;
mod duration;
mod encode;
mod error;
mod expand;
mod explain;
mod file;
mod json;
pub mod limits;
mod locate;
mod overrides;
mod parameter;
mod presets;
mod template;
mod words;

pub use duration::{DurationError, duration_text, parse_duration};
pub use encode::encode;
pub use error::{ErrorKind, FileError, Place};
pub use file::ScenarioFile;
pub use overrides::Overrides;
pub use parameter::{Parameter, Unit, Values};
pub use presets::{Preset, preset, presets};
