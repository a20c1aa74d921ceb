//! `meanwhile program`: a scenario as a program in some language.

use meanwhile_programs::{Refusal, Style, write};
use meanwhile_words::say;

use crate::arguments::{Language, Program};
use crate::failure::{Failure, Result};
use crate::input::{self, Source};

/// The program's text.
///
/// # Errors
/// Those of reading the scenario, and the sentence that says why there is no such program.
pub(crate) fn text(program: &Program) -> Result<String> {
    let styles = styles(program)?;
    let overrides = input::overrides(&program.settings)?;
    let source = Source::read(&program.input.source)?;
    let scenario = source.scenario(&source.values(&program.settings.set)?, &overrides)?;
    let mut refused = Refusal::NoScenario;
    for style in styles {
        match write(&scenario, style) {
            Ok(program) => return Ok(program.text()),
            Err(refusal) => refused = refusal,
        }
    }
    let sentence = say(&["program.refused.", refused.key()].concat(), &[]);
    Err(Failure::Usage([&*source.name, ": ", &sentence].concat()))
}

/// The styles to be tried, in their order.
fn styles(program: &Program) -> Result<Vec<Style>> {
    let language = match program.language {
        Language::Python => "python",
        Language::JavaScript => "javascript",
        Language::Rust => "rust",
        Language::Go => "go",
    };
    let all = Style::ALL.into_iter().filter(|style| style.language() == language);
    let Some(name) = &program.style else { return Ok(all.collect()) };
    let named = all.clone().find(|style| style.name() == name);
    named.map(|style| vec![style]).ok_or_else(|| {
        let styles = all.map(Style::name).collect::<Vec<_>>().join(", ");
        Failure::Usage(format!("--style: {}", say("program.refused.unknown-style", &[("styles", &styles)])))
    })
}
