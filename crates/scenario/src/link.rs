//! Scenarios in links: smaller ones than in files, because whoever opens a link waits for it, and has not made it.

use crate::error::{ErrorKind, Fault};
use crate::limits::{LINK_SPANS_MAX, LINK_TASKS_MAX};
use crate::{FileError, Overrides, ScenarioFile, Values};
use meanwhile_sim::Scenario;

impl ScenarioFile {
    /// The scenario that a link to this file opens: that of its parameters' first values. It can be simulated, and drawn
    /// in no time.
    ///
    /// # Errors
    /// Those of [`simulate`](Self::simulate), and more tasks or spans than a link may ask for.
    pub fn linked(&self) -> Result<Scenario, FileError> {
        let scenario = self.scenario(&Values::default())?;
        at_most("tasks of a scenario in a link", scenario.workload.tasks.len(), LINK_TASKS_MAX)?;
        let trace = self.simulate(&Values::default(), &Overrides::default())?;
        at_most("bars of a scenario in a link", trace.spans.len(), LINK_SPANS_MAX)?;
        Ok(scenario)
    }
}

/// The whole is too large, not one place of it.
fn at_most(what: &'static str, value: usize, max: usize) -> Result<(), FileError> {
    let kind = ErrorKind::OverLimit { what, value: value as u64, max: max as u64 };
    if value > max { Err(Fault::nowhere(kind).located("")) } else { Ok(()) }
}

/// A file without the white space that means nothing: as it travels in a link.
pub fn tight(json: &str) -> String {
    let (mut is_text, mut is_escaped) = (false, false);
    let is_kept = |letter: &char| {
        let kept = is_text || !letter.is_ascii_whitespace();
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = is_text,
            '"' => is_text = !is_text,
            _ => {}
        }
        kept
    };
    json.chars().filter(is_kept).collect()
}
