//! The scenarios that come with Meanwhile: one file each in the folder `presets`.

use crate::{FileError, ScenarioFile};

/// A scenario that comes with Meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The name of its file, without `.json`.
    pub name: &'static str,
    /// The file.
    pub text: &'static str,
}

// Written by build.rs from the files in the folder.
static PRESETS: &[Preset] = include!(concat!(env!("OUT_DIR"), "/presets.rs"));

/// All presets, sorted by their names.
pub fn presets() -> &'static [Preset] {
    PRESETS
}

/// The preset with this name.
pub fn preset(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}

impl Preset {
    /// Reads the preset like any other file.
    ///
    /// # Errors
    /// Those of [`ScenarioFile::decode`]; none for the presets that come with Meanwhile, which a test sees to.
    pub fn file(&self) -> Result<ScenarioFile, FileError> {
        ScenarioFile::decode(self.text)
    }
}
