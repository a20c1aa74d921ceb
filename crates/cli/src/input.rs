//! From the command line to a scenario: a file, standard input or a preset, its parameters, and the settings that take
//! the place of the file's.

use meanwhile_scenario::limits::FILE_BYTES_MAX;
use meanwhile_scenario::{ErrorKind, FileError, Overrides, ScenarioFile, Values, preset, presets};
use meanwhile_sim::{Scenario, SimError};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};

use crate::arguments::Settings;
use crate::failure::{Failure, Result};
use crate::link;

/// A file that has been read, and what it is called in sentences.
#[derive(Debug)]
pub(crate) struct Source {
    /// Path, preset or `standard input`.
    pub(crate) name: String,
    /// What was read.
    pub(crate) file: ScenarioFile,
}

impl Source {
    /// Reads what the command line names: `-` is standard input; the name of a preset is that preset, even where there
    /// is a file of that name, which `./name` reaches; an address may carry a scenario; everything else is a file.
    ///
    /// # Errors
    /// What cannot be read, and what is wrong in the text.
    pub(crate) fn read(source: &OsStr) -> Result<Self> {
        if let Some(preset) = source.to_str().and_then(preset) {
            return Source::decode(preset.name.to_owned(), preset.text);
        }
        if let Some(letters) = source.to_str().and_then(link::carried) {
            let name = "the scenario in the address".to_owned();
            let text = link::unfolded(letters).map_err(|why| Failure::Read { source: name.clone(), why })?;
            return Source::decode(name, &text);
        }
        let (name, text) = if source == "-" {
            let name = "standard input".to_owned();
            (name.clone(), text_of(io::stdin().lock()).map_err(|why| Failure::Read { source: name, why })?)
        } else {
            let name = source.to_string_lossy().into_owned();
            (name.clone(), text_of_file(source).map_err(|why| Failure::Read { source: name, why })?)
        };
        Source::decode(name, &text)
    }

    /// All presets.
    ///
    /// # Errors
    /// None for those that come with the program, which a test of theirs sees to.
    pub(crate) fn presets() -> Result<Vec<Self>> {
        presets().iter().map(|preset| Source::decode(preset.name.to_owned(), preset.text)).collect()
    }

    fn decode(name: String, text: &str) -> Result<Self> {
        match ScenarioFile::decode(text) {
            Ok(file) => Ok(Source { name, file }),
            Err(error) => Err(Failure::File { source: name, error: Box::new(error) }),
        }
    }

    /// The scenario with these values of its parameters and these settings.
    ///
    /// # Errors
    /// Values that the parameters may not have, and sizes that are over a limit.
    pub(crate) fn scenario(&self, values: &Values, overrides: &Overrides) -> Result<Scenario> {
        let mut scenario = self.file.scenario(values).map_err(|error| self.failure(error))?;
        overrides.apply(&mut scenario);
        Ok(scenario)
    }

    /// The values that `--set` asks for.
    ///
    /// # Errors
    /// A name that the file does not have, and a value that its parameter may not have.
    pub(crate) fn values(&self, set: &[(String, String)]) -> Result<Values> {
        let pairs = set.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        self.file.values(pairs).map_err(|error| self.failure(error))
    }

    /// What the simulator refuses, in the words and at the place of the file.
    pub(crate) fn refused(&self, values: &Values, error: SimError) -> Failure {
        self.failure(self.file.explain(values, error))
    }

    fn failure(&self, error: FileError) -> Failure {
        Failure::File { source: self.name.clone(), error: Box::new(error) }
    }
}

/// What the flags set of machine and strategy.
///
/// # Errors
/// The first flag whose value is not one.
pub(crate) fn overrides(settings: &Settings) -> Result<Overrides> {
    let flags = [
        ("workers", &settings.workers),
        ("cores", &settings.cores),
        ("waiting", &settings.waiting),
        ("slicing", &settings.slicing),
        ("order", &settings.order),
        ("switch_cost", &settings.switch_cost),
    ];
    let given = flags.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    Overrides::parse(given).map_err(|error| Failure::Usage(flag_sentence(&error)))
}

/// As the flag is written, not as the field of a file.
fn flag_sentence(error: &FileError) -> String {
    match &error.kind {
        ErrorKind::Setting { name, value, expected } => {
            format!("--{}: expected {expected}, found {value:?}", name.replace('_', "-"))
        }
        other => other.to_string(),
    }
}

fn text_of_file(path: &OsStr) -> std::result::Result<String, String> {
    match File::open(path) {
        Ok(file) => text_of(file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err("there is no such file, and no such preset; `meanwhile presets` lists the presets".to_owned())
        }
        Err(error) => Err(format!("cannot be read: {error}")),
    }
}

/// Never reads more than a scenario file may have, however long a pipe goes on.
fn text_of(reader: impl Read) -> std::result::Result<String, String> {
    let mut bytes = Vec::new();
    let read = reader.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() > FILE_BYTES_MAX {
        return Err(format!("a scenario file has at most {FILE_BYTES_MAX} bytes, and this one has more"));
    }
    String::from_utf8(bytes)
        .map_err(|error| format!("byte {} is not UTF-8", error.utf8_error().valid_up_to()))
}
