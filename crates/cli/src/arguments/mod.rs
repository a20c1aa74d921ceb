//! The command line: what can be asked for, and the help that says so.
//!
//! Values that mean the same as in a scenario file (`--workers`, `--slicing`, `--set` …) are kept as the text that they
//! are: `meanwhile-scenario` reads them, so that files, flags and addresses have one grammar and one set of sentences.

mod examples;

use clap::{Args, Parser, Subcommand, ValueEnum};
use meanwhile_figures::still;
use std::ffi::OsString;
use std::path::PathBuf;

use examples::{
    COMPARE_EXAMPLES, EXAMPLES, LINK_EXAMPLES, PROGRAM_EXAMPLES, RENDER_EXAMPLES, SIMULATE_EXAMPLES,
    SWEEP_EXAMPLES,
};

/// The narrowest page on which a chart with its names can be read.
const WIDTH_MIN: i64 = 40;
/// The widest page that is drawn.
pub(crate) const WIDTH_MAX: i64 = 1_000;

/// What concurrency and parallelism do to a few tasks, simulated to the microsecond
#[derive(Debug, Parser)]
#[command(name = "meanwhile", version, after_help = EXAMPLES, disable_help_subcommand = true, arg_required_else_help = false)]
pub(crate) struct Arguments {
    /// Colours in text: auto, always or never
    #[arg(
        long,
        value_enum,
        global = true,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When text has colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Also into a file or a pipe.
    Always,
    /// Never.
    Never,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run one scenario: its timeline, its numbers, and the word that it has earned
    #[command(after_help = SIMULATE_EXAMPLES)]
    Simulate(Simulate),
    /// The same workload in all five modes, from one thing at a time to parallel event loops
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(Compare),
    /// One setting through a range of values, a row for each
    #[command(after_help = SWEEP_EXAMPLES)]
    Sweep(Sweep),
    /// The scenario as a program that really computes and really waits, and prints how long it took
    #[command(after_help = PROGRAM_EXAMPLES)]
    Program(Program),
    /// A picture of a scenario, or of a figure of the article, as SVG or PNG
    #[command(after_help = RENDER_EXAMPLES)]
    Render(Render),
    /// The address of a page that shows a scenario as a figure; the address carries all of it
    #[command(after_help = LINK_EXAMPLES)]
    Link(Link),
    /// The scenarios that come with the program, and their parameters
    Presets,
}

/// `meanwhile simulate`.
#[derive(Debug, Args)]
pub(crate) struct Simulate {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// How to write the run down: text, json, ascii or csv
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(crate) format: RunFormat,
    /// Columns for text and ascii; without it those of the terminal, or 80
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(WIDTH_MIN..=WIDTH_MAX))]
    pub(crate) width: Option<u16>,
}

/// `meanwhile compare`.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Workers, and cores, of the modes with several; without it as many as tasks, 2 to 8
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub(crate) workers: Option<String>,
    /// The quantum of the threads on one core: a duration such as 10ms
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true)]
    pub(crate) slicing: Option<String>,
    /// Who is served first: fifo or priority
    #[arg(long, value_name = "ORDER")]
    pub(crate) order: Option<String>,
    /// What a core pays to turn to another task: a duration such as 50us
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true)]
    pub(crate) switch_cost: Option<String>,
    /// Set a parameter of the scenario; can be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub(crate) set: Vec<(String, String)>,
    /// How to write the table: text, json or csv
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(crate) format: TableFormat,
}

/// `meanwhile sweep`.
#[derive(Debug, Args)]
pub(crate) struct Sweep {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// How to write the table: text, json or csv
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(crate) format: TableFormat,
}

/// `meanwhile program`.
#[derive(Debug, Args)]
pub(crate) struct Program {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// python, javascript, rust or go
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(crate) language: Language,
    /// By which means of the language: see below
    #[arg(long, value_name = "STYLE")]
    pub(crate) style: Option<String>,
}

/// The languages of programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// CPython.
    #[default]
    Python,
    /// Node.
    #[value(name = "javascript")]
    JavaScript,
    /// Rust.
    Rust,
    /// Go.
    Go,
}

/// `meanwhile render`.
#[derive(Debug, Args)]
pub(crate) struct Render {
    /// A scenario file, the name of a preset, - for standard input, or the address of a figure, such as fig=tabs&tabs=3
    #[arg(value_name = "FILE|PRESET|ADDRESS")]
    pub(crate) source: OsString,
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// The file to write, whose name ends in .svg or .png; - is SVG on standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub(crate) out: PathBuf,
    /// Colours: auto (by the system of whoever looks at it; a PNG is light then), light or dark
    #[arg(long, value_name = "THEME")]
    pub(crate) theme: Option<String>,
    /// How wide it is, in pixels; a PNG has two points for each
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(i64::from(still::WIDTH_PX.0)..=i64::from(still::WIDTH_PX.1)))]
    pub(crate) width: Option<u32>,
    /// The moment, in milliseconds
    #[arg(long, value_name = "MS")]
    pub(crate) t: Option<u64>,
    /// A card of 1,200 by 630 pixels instead, as hosts show beside an address
    #[arg(long)]
    pub(crate) card: bool,
}

/// `meanwhile link`.
#[derive(Debug, Args)]
pub(crate) struct Link {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// Where Meanwhile is hosted; without it only the rest of the address is printed
    #[arg(long, value_name = "URL", default_value = "", hide_default_value = true)]
    pub(crate) site: String,
}

/// Where the scenario comes from.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// A scenario file, the name of a preset, an address that carries a scenario, or - for standard input
    #[arg(value_name = "FILE|PRESET")]
    pub(crate) source: OsString,
}

/// What takes the place of what the file says.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Settings {
    /// How many workers carry tasks, 1 to 64
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub(crate) workers: Option<String>,
    /// How many cores execute, 1 to 64
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub(crate) cores: Option<String>,
    /// What a worker does while its task waits: blocking or overlapping
    #[arg(long, value_name = "WAITING")]
    pub(crate) waiting: Option<String>,
    /// to-completion, or the quantum of round robin: a duration such as 10ms
    #[arg(long, value_name = "SLICING", allow_hyphen_values = true)]
    pub(crate) slicing: Option<String>,
    /// Who is served first: fifo or priority
    #[arg(long, value_name = "ORDER")]
    pub(crate) order: Option<String>,
    /// What a core pays to turn to another task: a duration such as 50us
    #[arg(long, value_name = "DURATION", allow_hyphen_values = true)]
    pub(crate) switch_cost: Option<String>,
    /// Set a parameter of the scenario; can be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub(crate) set: Vec<(String, String)>,
}

/// How a run is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RunFormat {
    /// A timeline for a terminal, and the numbers.
    #[default]
    Text,
    /// Everything, for programs; times in microseconds.
    Json,
    /// A chart in plain ASCII, a column for each unit of time.
    Ascii,
    /// The spans, a row for each; times in microseconds.
    Csv,
}

/// How a table is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// Aligned, for people.
    #[default]
    Text,
    /// For programs; times in microseconds.
    Json,
    /// For spreadsheets; times in microseconds.
    Csv,
}

fn name_and_value(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("it must be NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// What clap has to say about a command line, which it does in paragraphs, as one line.
pub(crate) fn one_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let paragraphs = text.split("\n\n").take_while(|paragraph| {
        !paragraph.trim_start().starts_with("Usage:") && !paragraph.starts_with("For more information")
    });
    let lines = paragraphs.map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    let joined = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ");
    format!("{}; see --help", joined.strip_prefix("error: ").unwrap_or(&joined))
}
