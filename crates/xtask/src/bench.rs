//! `cargo xtask bench`: what the project has promised, measured here and now.

mod browser;
pub(crate) mod peers;

use crate::budgets::{
    BINARY_HEAP, Budget, ENGINE, FRAME, INTERACTIVE, KERNEL, LARGE_NATIVE, LARGE_WASM, LARGEST_PAINT,
    LONGEST_TURN, MAP_FIRST, MAP_TASK, MAP_WHOLE, NEXOSIM, PAGE, PAINT, PAINT_RATIO, PLAIN, PLAIN_WORKERS,
    POOL_START, PREDICTION, RUNNER, SIMPY, SIMU_DES, SLIDER, SMALL_NATIVE, SMALL_WASM, SPEED_UP, TRACE, WASM,
    YIELD_COST, YIELDS,
};
use crate::failure::{Failure, Result};
use crate::sizes::Sizes;
use crate::{paths, setup, site};
use browser::Runs;
use peers::Race;
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
    (RUNNER, |bench| Ok(Some(bench.sizes()?.runner()))),
    (PLAIN, |bench| Ok(Some(bench.sizes()?.plain()))),
    (ENGINE, |bench| Ok(bench.sizes()?.engine())),
    (TRACE, |bench| Ok(bench.race()?.trace_ratio())),
    (NEXOSIM, |bench| Ok(bench.race()?.ratio("nexosim"))),
    (SIMU_DES, |bench| Ok(bench.race()?.ratio("simu-des"))),
    (SIMPY, |bench| Ok(bench.race()?.ratio("SimPy"))),
    (BINARY_HEAP, |bench| Ok(bench.race()?.ratio("BinaryHeap"))),
    (WASM, |bench| Ok(bench.race()?.ratio("wasm"))),
    (SMALL_NATIVE, |bench| Ok(bench.race()?.recompute_ms("8 tasks", 0))),
    (SMALL_WASM, |bench| Ok(bench.race()?.recompute_ms("8 tasks", 1))),
    (LARGE_NATIVE, |bench| Ok(bench.race()?.recompute_ms("1000 tasks", 0))),
    (LARGE_WASM, |bench| Ok(bench.race()?.recompute_ms("1000 tasks", 1))),
    (SLIDER, |bench| bench.run("article", "slider")),
    (FRAME, |bench| Ok(bench.race()?.frame_ratio(1))),
    (PAINT, |bench| bench.run("article", "input to paint")),
    (PAINT_RATIO, |bench| bench.run("article", "busy ÷ idle")),
    (MAP_FIRST, |bench| bench.run("article", "map, first picture")),
    (MAP_WHOLE, |bench| bench.run("article", "map, whole")),
    (MAP_TASK, |bench| bench.run("article", "map, longest task")),
    (INTERACTIVE, |bench| bench.run("start", "interactive ÷ vanilla")),
    (LARGEST_PAINT, |bench| bench.run("start", "painted ÷ vanilla")),
    (SPEED_UP, |bench| bench.run("speed-up", "wasm ÷ native")),
    (PLAIN_WORKERS, |bench| bench.run("speed-up", "plain ÷ shared")),
    (KERNEL, |bench| bench.run("kernel", "wasm ÷ native")),
    (YIELDS, |bench| bench.run("event-loop", "yields ÷ timers")),
    (YIELD_COST, |bench| bench.run("event-loop", "run ÷ computing")),
    (LONGEST_TURN, |bench| bench.run("event-loop", "longest turn")),
    (POOL_START, |bench| bench.run("pool-start", "pool ÷ bare")),
    (PREDICTION, |bench| bench.run("prediction", "median error")),
];

/// What rows share, made when the first one asks for it.
#[derive(Default)]
struct Bench {
    sizes: OnceCell<Sizes>,
    race: OnceCell<Race>,
    runs: Runs,
}

impl Bench {
    fn sizes(&self) -> Result<&Sizes> {
        if let Some(sizes) = self.sizes.get() {
            return Ok(sizes);
        }
        let built = site::build(&setup::site(false)?, &paths::target().join("site"), true)?;
        Ok(self.sizes.get_or_init(|| built))
    }

    fn race(&self) -> Result<&Race> {
        if let Some(race) = self.race.get() {
            return Ok(race);
        }
        let run = Race::run()?;
        Ok(self.race.get_or_init(|| run))
    }

    /// A figure of a measurement in a browser, on the built site.
    fn run(&self, measurement: &'static str, figure: &str) -> Result<Option<f64>> {
        self.sizes()?;
        self.runs.figure(measurement, figure)
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
        println!("{:<32} {value:>10.3}  {:<12} {holds}", budget.row, budget.promise());
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
        let rows = [Measured { budget: PAGE, value: 79.5 }, Measured { budget: ENGINE, value: 99.0 }];
        let lines: Vec<_> = json(&rows).lines().map(str::to_owned).collect();
        assert_eq!(
            lines[1],
            "  { \"row\": \"page size, brotli\", \"value\": 79.5, \"goal\": \"≤ 100 kB\", \"holds\": true },"
        );
        assert!(lines[2].ends_with("\"holds\": false }"));
        assert!(ROWS.iter().all(|(budget, _)| !budget.row.contains(['"', '\\'])));
    }
}
