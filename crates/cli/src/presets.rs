//! `meanwhile presets`: the scenarios that come with the program.

use meanwhile_scenario::{Parameter, Unit};
use std::io::{self, Write};

use crate::input::Source;
use crate::plain::printable;
use crate::style;

/// Writes each preset with its title and its parameters.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write(out: &mut dyn Write, presets: &[Source]) -> io::Result<()> {
    let width = presets.iter().map(|preset| preset.name.len()).max().unwrap_or(0);
    presets.iter().try_for_each(|preset| write_one(out, preset, width))
}

fn write_one(out: &mut dyn Write, preset: &Source, width: usize) -> io::Result<()> {
    let Source { name, file } = preset;
    let strong = style::STRONG;
    writeln!(out, "{strong}{name:width$}{strong:#}  {}", printable(file.title()))?;
    let parameters = file.parameters().iter();
    parameters.map(about).try_for_each(|text| writeln!(out, "{:width$}  {text}", ""))
}

fn about(parameter: &Parameter) -> String {
    let Parameter { name, label, min, max, step, default, unit } = parameter;
    let unit = if *unit == Unit::Milliseconds { " ms" } else { "" };
    let steps = if *step == 1 { String::new() } else { format!(" in steps of {step}") };
    printable(&format!("  {name}={default}{unit}  {label}: {min} to {max}{unit}{steps}"))
}
