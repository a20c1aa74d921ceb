//! `cargo xtask bench`: what the project has promised, measured here and now.

use crate::budgets::{Budget, ENGINE, PAGE, TRACE};
use crate::failure::{Failure, Result};
use crate::rust::Toolchain;
use crate::sizes::Sizes;
use crate::{paths, process, setup, site};
use std::cell::OnceCell;

/// How the command was called.
pub(crate) struct Options {
    /// Print one JSON array and nothing else on the standard output.
    pub(crate) json: bool,
    /// Only rows whose name contains this.
    pub(crate) only: Option<String>,
}

/// A row: the promise, and how its value is measured. A row that cannot be measured here has no value.
type Row = (Budget, fn(&Bench) -> Result<Option<f64>>);

/// Every promise that is measured. A new one goes to `budgets.rs`, and its measurement here.
const ROWS: &[Row] = &[
    (PAGE, |bench| Ok(Some(bench.sizes()?.page()))),
    (ENGINE, |bench| Ok(bench.sizes()?.engine())),
    (TRACE, |_| trace_ratio()),
];

/// Runs the simulator's own measurement, which takes the two sides in turns.
fn trace_ratio() -> Result<Option<f64>> {
    let mut cargo = Toolchain::current()?.command("cargo");
    cargo.args(["run", "--quiet", "--release", "--package", "meanwhile-sim", "--example", "throughput"]);
    Ok(number_after(&process::run_quietly(&mut cargo)?, "on / off "))
}

/// The number that follows a word in a text.
fn number_after(text: &str, word: &str) -> Option<f64> {
    text.split_once(word)?.1.split_whitespace().next()?.parse().ok()
}

/// What rows share, made when the first one asks for it.
#[derive(Default)]
struct Bench {
    sizes: OnceCell<Sizes>,
}

impl Bench {
    fn sizes(&self) -> Result<&Sizes> {
        if let Some(sizes) = self.sizes.get() {
            return Ok(sizes);
        }
        let built = site::build(&setup::site(false)?, &paths::target().join("site"), true)?;
        Ok(self.sizes.get_or_init(|| built))
    }
}

/// A row with its value.
struct Measured {
    budget: Budget,
    value: f64,
}

/// Measures the rows that are wanted and prints them.
pub(crate) fn run(options: &Options) -> Result<()> {
    let is_wanted = |row: &str| options.only.as_deref().is_none_or(|part| row.contains(part));
    let wanted: Vec<&Row> = ROWS.iter().filter(|(budget, _)| is_wanted(budget.row)).collect();
    if wanted.is_empty() {
        let names: Vec<_> = ROWS.iter().map(|(budget, _)| format!("\"{}\"", budget.row)).collect();
        return Err(Failure::new(format!("No row has that name. There are: {}.", names.join(", "))));
    }
    let bench = Bench::default();
    let mut measured = Vec::new();
    for (budget, measure) in wanted {
        match measure(&bench)? {
            Some(value) => measured.push(Measured { budget: *budget, value }),
            None => eprintln!("bench: \"{}\" cannot be measured on this machine.", budget.row),
        }
    }
    if options.json {
        println!("{}", json(&measured))
    } else {
        table(&measured)
    }
    Ok(())
}

fn table(rows: &[Measured]) {
    println!("{:<32} {:>10}  {:<12} holds", "row", "value", "goal");
    for Measured { budget, value } in rows {
        let holds = if budget.holds(*value) { "yes" } else { "NO" };
        println!("{:<32} {value:>10}  {:<12} {holds}", budget.row, budget.promise());
    }
}

/// One array of objects. The names are ours and need no escapes.
fn json(rows: &[Measured]) -> String {
    let object = |Measured { budget, value }: &Measured| {
        let (row, goal, holds) = (budget.row, budget.promise(), budget.holds(*value));
        format!("  {{ \"row\": \"{row}\", \"value\": {value}, \"goal\": \"{goal}\", \"holds\": {holds} }}")
    };
    format!("[\n{}\n]", rows.iter().map(object).collect::<Vec<_>>().join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_become_one_array() {
        let rows = [Measured { budget: PAGE, value: 79.5 }, Measured { budget: ENGINE, value: 41.0 }];
        let lines: Vec<_> = json(&rows).lines().map(str::to_owned).collect();
        assert_eq!(
            lines[1],
            "  { \"row\": \"page size, brotli\", \"value\": 79.5, \"goal\": \"≤ 80 kB\", \"holds\": true },"
        );
        assert!(lines[2].ends_with("\"holds\": false }"));
        assert_eq!(number_after("a 1\non / off 1.05\n", "on / off "), Some(1.05));
        assert!(ROWS.iter().all(|(budget, _)| !budget.row.contains(['"', '\\'])));
    }
}
