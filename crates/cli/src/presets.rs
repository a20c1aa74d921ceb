//! `meanwhile presets`: the scenarios that come with the program.

use meanwhile_scenario::{Parameter, Preset, Unit, presets};
use std::io::{self, Write};

use crate::plain::printable;
use crate::style;

/// Writes each preset with its title and its parameters.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write(out: &mut dyn Write) -> io::Result<()> {
    let width = presets().iter().map(|preset| preset.name.len()).max().unwrap_or(0);
    presets().iter().try_for_each(|preset| write_one(out, preset, width))
}

fn write_one(out: &mut dyn Write, preset: &Preset, width: usize) -> io::Result<()> {
    let file = preset.file().map_err(|error| io::Error::other(format!("preset {}: {error}", preset.name)))?;
    let (name, strong) = (preset.name, style::STRONG);
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
