//! The way in: a file, its parameters, and the scenarios that it means.

use meanwhile_sim::{Scenario, SimError, Trace};

use crate::decode::{self, Decoded};
use crate::error::Fault;
use crate::expand::expand;
use crate::explain::explain;
use crate::parameter::{Chosen, parse_values};
use crate::{FileError, Overrides, Parameter, Values};

/// A scenario file that has been read. It means one scenario for each choice of its parameters.
#[derive(Clone, Debug)]
pub struct ScenarioFile {
    /// Kept so that an error that shows only later can still say where.
    text: String,
    decoded: Decoded,
}

impl ScenarioFile {
    /// Reads a file. `docs/scenario-files.md` has the format.
    ///
    /// # Errors
    /// The first thing that is wrong with the text itself: its JSON, its fields, its names, its sizes.
    pub fn decode(text: &str) -> Result<ScenarioFile, FileError> {
        // Some editors begin every file with a byte order mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let decoded = decode::decode(text).map_err(|fault| fault.located(text))?;
        Ok(ScenarioFile { text: text.to_owned(), decoded })
    }

    /// The text, as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the reader calls it; empty where the file says nothing.
    pub fn title(&self) -> &str {
        &self.decoded.title
    }

    /// What can be changed, in the order of the file.
    pub fn parameters(&self) -> &[Parameter] {
        &self.decoded.parameters
    }

    /// Reads pairs of a parameter's name and its value as somebody typed it: a whole number, in the parameter's unit,
    /// or, for one that stands for durations, a duration such as `1.5s`. The last of a name counts.
    ///
    /// # Errors
    /// Without a place: a name that the file does not have, or a value that the parameter may not have.
    pub fn values<'a>(
        &self,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Values, FileError> {
        parse_values(self.parameters(), pairs)
    }

    /// The scenario for these values of the parameters: repeats and streams are written out, derivations made.
    ///
    /// # Errors
    /// A value that its parameter may not have, or a size that is over a limit when everything is written out. Whether
    /// the scenario makes sense, [`simulate`](Self::simulate) finds.
    pub fn scenario(&self, values: &Values) -> Result<Scenario, FileError> {
        self.expanded(values).map_err(|fault| fault.located(&self.text))
    }

    fn expanded(&self, values: &Values) -> Result<Scenario, Fault> {
        let chosen = Chosen::new(self.parameters(), values)?;
        expand(&self.decoded.template, &chosen).map(|expansion| expansion.scenario)
    }

    /// The whole way: the scenario for these values, with another machine or strategy where somebody asks for one,
    /// simulated.
    ///
    /// # Errors
    /// Those of [`scenario`](Self::scenario), and whatever the simulator refuses, with its place in the text.
    pub fn simulate(&self, values: &Values, overrides: &Overrides) -> Result<Trace, FileError> {
        let mut scenario = self.scenario(values)?;
        overrides.apply(&mut scenario);
        meanwhile_sim::simulate(&scenario).map_err(|error| self.explain(values, error))
    }

    /// Where in the text the reason for an error of the simulator is, and what it means in the file's own names. The
    /// error must be about the scenario of these values.
    pub fn explain(&self, values: &Values, error: SimError) -> FileError {
        let fault = match Chosen::new(self.parameters(), values) {
            Ok(chosen) => explain(&self.decoded.template, &chosen, error),
            Err(fault) => fault,
        };
        fault.located(&self.text)
    }
}
