//! What the simulator predicts beside what is measured: every preset, in every mode that can be run.

use std::time::{Duration, Instant};

use meanwhile_engine::{Plan, Report};
use meanwhile_scenario::{Values, presets};
use meanwhile_sim::{Machine, Micros, Scenario, Slicing, Strategy, Waiting};

use crate::figures::{Figures, greatest, median};
use crate::outcome::{Context, Outcome};
use crate::page::Page;

/// A second for each of a hundred runs; the page gives them two to eight, in which errors are smaller.
const RUN_US: Micros = 1_000_000;
/// No run is begun after this time.
const ENOUGH: Duration = Duration::from_secs(180);
/// The workers, and cores, of the modes that have several: the reference is a machine of two cores.
const WORKERS: u32 = 2;
const MODES: [(&str, u32, Waiting); 4] = [
    ("sequential", 1, Waiting::Blocking),
    ("event loop", 1, Waiting::Overlapping),
    ("parallel", WORKERS, Waiting::Blocking),
    ("both", WORKERS, Waiting::Overlapping),
];

/// A run that was compared with its prediction.
struct Compared {
    name: String,
    error_percent: f64,
}

/// One figure: the median of the absolute errors of the makespan, in percent.
pub async fn measure(page: &Page) -> Outcome<Figures> {
    let started = Instant::now();
    let mut compared: Vec<Compared> = Vec::new();
    let mut left_out = 0;
    for (name, scenario) in scenarios()? {
        if started.elapsed() > ENOUGH {
            left_out += 1;
            continue;
        }
        match compare(page, &scenario).await {
            Ok(error_percent) => compared.push(Compared { name, error_percent }),
            Err(why) => eprintln!("prediction: {name} cannot be run: {why}"),
        }
    }
    if left_out > 0 {
        eprintln!("prediction: {left_out} were left out because {ENOUGH:?} are over.");
    }
    let errors = || compared.iter().map(|run| run.error_percent.abs());
    if let Some(worst) = compared.iter().find(|run| Some(run.error_percent.abs()) == greatest(errors())) {
        let (count, Compared { name, error_percent }) = (compared.len(), worst);
        eprintln!("prediction: {count} runs; the worst is {name}, with {error_percent:+.2} %");
    }
    Ok(Figures::default().with("median error", median(errors())))
}

/// Every preset in every mode, with a name.
fn scenarios() -> Outcome<Vec<(String, Scenario)>> {
    let mut scenarios = Vec::new();
    for preset in presets() {
        let file = preset.file().context(preset.name)?;
        let scenario = file.scenario(&Values::default()).context(preset.name)?;
        for (mode, workers, waiting) in MODES {
            let strategy =
                Strategy { workers, waiting, slicing: Slicing::ToCompletion, ..scenario.strategy.clone() };
            let machine = Machine { cores: workers, ..scenario.machine };
            let workload = scenario.workload.clone();
            scenarios.push((format!("{}, {mode}", preset.name), Scenario::new(workload, machine, strategy)));
        }
    }
    Ok(scenarios)
}

/// Runs a scenario; by how many percent of the prediction it took longer.
async fn compare(page: &Page, scenario: &Scenario) -> Outcome<f64> {
    let plan = Plan::lasting(scenario, page.cores, RUN_US)?;
    let run = page.run(&plan).await?;
    let report = Report::new(&plan, scenario, run.record);
    let report = report.map_err(|error| error.0.to_string()).context("reading the record")?;
    let (measured, predicted) = (report.measured_real_us as f64, report.predicted_real_us as f64);
    Ok((measured - predicted) / predicted * 100.0)
}
