//! The figure of a scenario that somebody made by hand: it comes from outside, in a link or a file, and has nothing to set.
//!
//! Until one is [shown](show) there is no such figure. A page on which scenarios are made by hand would show them the same
//! way.

use std::cell::Cell;

use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::lanes::By;
use meanwhile_sim::{Micros, Outcome, Scenario, SimError};
use meanwhile_words::{count, own, say, say_own};

use crate::Figure;
use crate::dial::{Dial, Values};
use crate::shown::{Panel, Prediction, Shown, earned, predict};

/// The figure's name in addresses.
pub const ID: &str = "own";
/// More tasks than this share the lanes of the cores that execute them.
const TASKS_APART: usize = 24;

thread_local! {
    static SHOWN: Cell<Option<&'static dyn Figure>> = const { Cell::new(None) };
}

/// A scenario with a name.
struct Own {
    title: String,
    scenario: Scenario,
    end_us: Micros,
}

/// What the figure of a scenario shows. The figure lives as long as the program, like those of the article.
///
/// # Errors
/// Those of [`meanwhile_sim::simulate`].
pub fn of(title: &str, scenario: Scenario) -> Result<Shown, SimError> {
    let panel = Panel { label: "", scenario };
    let prediction = predict(&panel)?;
    let own = Own { title: title.to_owned(), scenario: panel.scenario, end_us: prediction.trace.end_us };
    Ok(Shown::of(Box::leak(Box::new(own)), Values::first(&[]), vec![prediction]))
}

/// From now on addresses know this figure.
pub fn show(figure: &'static dyn Figure) {
    SHOWN.set(Some(figure));
}

/// The one that is shown now.
pub(crate) fn shown() -> Option<&'static dyn Figure> {
    SHOWN.get()
}

impl Figure for Own {
    fn id(&self) -> &'static str {
        ID
    }

    fn dials(&self) -> &'static [Dial] {
        &[]
    }

    fn panels(&self, _: &Values) -> Result<Vec<Panel>, SimError> {
        Ok(vec![Panel { label: "", scenario: self.scenario.clone() }])
    }

    fn question(&self, _: &Values) -> String {
        if self.title.is_empty() { own(ID, "question").to_owned() } else { self.title.clone() }
    }

    fn aside(&self, _: &Values) -> String {
        let Scenario { workload, machine, strategy } = &self.scenario;
        let of = |what, number| count(what, number, &[]);
        let values = [
            ("tasks", &*of("own.tasks", workload.tasks.len() as u64)),
            ("workers", &*of("own.workers", strategy.workers.into())),
            ("cores", &*of("own.cores", machine.cores.into())),
        ];
        say_own(ID, "aside", &values)
    }

    fn result(&self, shown: &Shown) -> String {
        let Some(panel) = shown.panels.first() else { return String::new() };
        let is_stuck = matches!(panel.trace.outcome, Outcome::Deadlocked(_));
        let values = [
            ("total", &*shown.total(0)),
            ("in-progress", &*panel.metrics.peak_in_progress.to_string()),
            ("executing", &*panel.metrics.peak_executing.to_string()),
            ("word", earned(panel)),
        ];
        say(if is_stuck { "own.result.stuck" } else { "own.result" }, &values)
    }

    fn said(&self, _: &Shown, _: &Prediction) -> String {
        String::new()
    }

    fn by(&self) -> By {
        if self.scenario.workload.tasks.len() > TASKS_APART { By::Core } else { By::Task }
    }

    fn clock(&self) -> Clock {
        match self.end_us {
            0..1_000_000 => Clock::Milliseconds,
            1_000_000..600_000_000 => Clock::Seconds,
            _ => Clock::Minutes,
        }
    }
}
