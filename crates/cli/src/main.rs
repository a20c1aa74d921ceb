//! `meanwhile`: scenarios from a terminal. What can be asked for is in [`arguments`]; how a run is written down in
//! [`mod@format`].

mod arguments;
mod comparison;
mod failure;
mod format;
mod grid;
mod input;
mod link;
mod modes;
mod output;
mod plain;
mod presets;
mod program;
mod render;
mod run;
mod style;
mod sweep;
mod table;
mod units;

use arguments::{Arguments, Color, Command, Compare, RunFormat, Settings, Simulate, TableFormat};
use clap::Parser;
use comparison::{Comparison, Row, Value};
use failure::{Failure, Result};
use input::Source;
use run::Run;
use std::io::Write;
use std::process::ExitCode;

/// What a run that ends in a deadlock says to whatever called it.
const DEADLOCKED: u8 = 3;

fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => ended(dispatch(&arguments)),
        // What clap prints to standard output is the help and the version, which were asked for.
        Err(error) if !error.use_stderr() => ended(show(&error)),
        Err(error) => ended(Err(Failure::Usage(arguments::one_line(&error)))),
    }
}

/// The only place at which an error is handled.
fn ended(result: Result<ExitCode>) -> ExitCode {
    result.unwrap_or_else(|failure| {
        complain(&format!("error: {}", failure.sentence()));
        failure.exit_code()
    })
}

/// Writes a line to standard error. If that is closed, the exit status is all that can still be said.
fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn show(help: &clap::Error) -> Result<ExitCode> {
    let text = help.render();
    output::print(None, |out| write!(out, "{text}"))?;
    Ok(ExitCode::SUCCESS)
}

fn dispatch(arguments: &Arguments) -> Result<ExitCode> {
    match &arguments.command {
        Command::Simulate(simulate) => return simulated(simulate, arguments.color),
        Command::Compare(compare) => {
            let (comparison, notes) = compared(compare)?;
            print_table(&comparison, &notes, compare.format, arguments.color)?;
        }
        Command::Sweep(sweep) => print_table(&sweep::run(sweep)?, &[], sweep.format, arguments.color)?,
        Command::Program(program) => {
            let text = program::text(program)?;
            output::print(None, |out| out.write_all(text.as_bytes()))?;
        }
        Command::Render(render) => render::run(render)?,
        Command::Link(link) => {
            let address = link::address(link)?;
            output::print(None, |out| out.write_all(address.as_bytes()))?;
        }
        Command::Presets => {
            let presets = Source::presets()?;
            output::print(Some(arguments.color), |out| presets::write(out, &presets))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn simulated(simulate: &Simulate, color: Color) -> Result<ExitCode> {
    let overrides = input::overrides(&simulate.settings)?;
    let source = Source::read(&simulate.input.source)?;
    let values = source.values(&simulate.settings.set)?;
    let scenario = source.scenario(&values, &overrides)?;
    let run = Run::of(&scenario).map_err(|error| source.refused(&values, error))?;
    let width = simulate.width.map_or_else(output::terminal_width, usize::from);
    match simulate.format {
        RunFormat::Text => {
            output::print(Some(color), |out| format::text::write(out, &run, source.file.title(), width))
        }
        RunFormat::Ascii => output::print(None, |out| format::ascii::write(out, &run, width)),
        RunFormat::Json => output::print(None, |out| format::json::write(out, &run)),
        RunFormat::Csv => output::print(None, |out| format::csv::write(out, &run)),
    }?;
    if simulate.format == RunFormat::Csv {
        // A table of spans has no place for the report, and a deadlock should not go by unseen.
        let report = format::deadlock::sentences(&run, run.unit());
        report.iter().for_each(|sentence| complain(sentence));
    }
    Ok(if run.is_deadlocked() { ExitCode::from(DEADLOCKED) } else { ExitCode::SUCCESS })
}

/// The table of the modes, and what is to be said about them.
fn compared(compare: &Compare) -> Result<(Comparison, [String; 1])> {
    let settings = Settings {
        workers: compare.workers.clone(),
        slicing: compare.slicing.clone(),
        order: compare.order.clone(),
        switch_cost: compare.switch_cost.clone(),
        ..Settings::default()
    };
    let overrides = input::overrides(&settings)?;
    let source = Source::read(&compare.input.source)?;
    let scenario = source.scenario(&source.values(&compare.set)?, &overrides)?;
    let workers = overrides.workers.unwrap_or_else(|| modes::default_workers(&scenario));
    let modes = modes::all(&scenario, workers);
    let rows = modes.iter().map(|mode| Row::of(Value::Name(mode.name), &mode.scenario)).collect();
    let quantum = units::exact(modes::quantum_us(&scenario));
    let note = format!("The threads on one core take turns of {quantum}.");
    Ok((Comparison { title: source.file.title().to_owned(), by: "mode".to_owned(), rows }, [note]))
}

fn print_table(comparison: &Comparison, notes: &[String], format: TableFormat, color: Color) -> Result<()> {
    match format {
        TableFormat::Text => output::print(Some(color), |out| comparison::write_text(out, comparison, notes)),
        TableFormat::Json => output::print(None, |out| comparison::write_json(out, comparison)),
        TableFormat::Csv => output::print(None, |out| comparison::write_csv(out, comparison)),
    }
    .map_err(Failure::from)
}
