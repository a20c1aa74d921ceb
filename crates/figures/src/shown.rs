//! What a figure shows: what is set, and what the simulator says about it.

use meanwhile_picture::curves::Curves;
use meanwhile_picture::moments;
use meanwhile_picture::timeline::{Chart, Request, Timeline, View};
use meanwhile_sim::{Metrics, Micros, Scenario, SimError, Span, Step, Trace, simulate};

use meanwhile_words::{own, text};

use crate::map::Map;
use crate::{Figure, Values};

/// One of the ways that a figure compares.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its name, where there are several.
    pub label: &'static str,
    /// What is simulated and run.
    pub scenario: Scenario,
}

/// What the simulator says about a panel.
#[derive(Clone, Debug)]
pub struct Prediction {
    /// Its name, where there are several.
    pub label: &'static str,
    /// What happens.
    pub trace: Trace,
    /// Its numbers.
    pub metrics: Metrics,
}

/// A figure at some values.
pub struct Shown {
    /// Which one.
    pub figure: &'static dyn Figure,
    /// What is set.
    pub values: Values,
    /// What happens, in each of the ways that are compared.
    pub panels: Vec<Prediction>,
    /// The curves of its stage, if it has such a one.
    pub curves: Option<Curves>,
    /// The map of its stage, if it has such a one, as far as it has been computed.
    pub map: Option<Map>,
    /// The moments at which something changes in any of them.
    pub moments: Vec<Micros>,
}

/// Simulates a scenario and takes its numbers.
pub(crate) fn predict(panel: &Panel) -> Result<Prediction, SimError> {
    let trace = simulate(&panel.scenario)?;
    Ok(Prediction { label: panel.label, metrics: Metrics::of(&trace), trace })
}

impl Shown {
    /// Simulates what is set.
    ///
    /// # Errors
    ///
    /// As [`Figure::panels`] and [`simulate`].
    pub fn new(figure: &'static dyn Figure, values: Values) -> Result<Shown, SimError> {
        let panels = figure.panels(&values)?.iter().map(predict).collect::<Result<_, _>>()?;
        Ok(Shown::of(figure, values, panels))
    }

    /// What the simulator has said already.
    pub(crate) fn of(figure: &'static dyn Figure, values: Values, panels: Vec<Prediction>) -> Shown {
        let mut all: Vec<_> = panels.iter().flat_map(|panel| moments::of(&panel.trace)).collect();
        all.sort_unstable();
        all.dedup();
        let map = figure.map(&values);
        let mut shown = Shown { figure, values, panels, curves: None, map, moments: all };
        shown.curves = figure.curves(&shown);
        shown
    }

    /// Takes over the map of the same figure at other values, where it is the same map: it may be sharper already.
    pub fn take_map_of(&mut self, other: &mut Shown) {
        let is_same = |(mine, theirs): (&Map, &Map)| mine.cores == theirs.cores;
        if self.map.as_ref().zip(other.map.as_ref()).is_some_and(is_same) {
            self.map = other.map.take();
        }
    }

    /// When everything is over, in every panel.
    pub fn end_us(&self) -> Micros {
        self.panels.iter().map(|panel| panel.trace.end_us).max().unwrap_or(0)
    }

    /// When the panel of this number is over.
    pub fn total_us(&self, panel: usize) -> Micros {
        self.panels.get(panel).map_or(0, |panel| panel.trace.end_us)
    }

    /// A time on the figure's clock, with its unit.
    pub fn time(&self, us: Micros) -> String {
        self.figure.clock().time(us)
    }

    /// When the panel of this number is over, with the unit.
    pub fn total(&self, panel: usize) -> String {
        self.time(self.total_us(panel))
    }

    /// The right end of the time axis: the time that everything would take one after the other, so that one sees what is
    /// saved, unless that would leave too little room for the bars.
    pub fn axis_us(&self) -> Micros {
        let end_us = self.end_us();
        let one_by_one: Micros = self.panels.first().map_or(0, |panel| work_us(&panel.trace.scenario));
        one_by_one.clamp(end_us, end_us.saturating_mul(5) / 2).max(1)
    }

    /// Where the cursor stands at first.
    pub fn first_us(&self) -> Micros {
        self.end_us() * self.figure.first_permille() / 1_000
    }

    /// Its timeline. `measured` are the real runs, if there are any, by panel; without `is_told` nothing is drawn that
    /// has to be guessed first.
    pub fn timeline<'a>(
        &'a self,
        width: f32,
        view: View,
        measured: &[Option<&'a [Span]>],
        is_told: bool,
    ) -> Timeline {
        let said: Vec<String> = self
            .panels
            .iter()
            .map(|panel| if is_told { self.figure.said(self, panel) } else { String::new() })
            .collect();
        let chart = |(index, panel): (usize, &'a Prediction)| Chart {
            title: panel.label,
            said: &said[index],
            trace: &panel.trace,
            measured: measured.get(index).copied().flatten(),
        };
        let charts: Vec<_> = self.panels.iter().enumerate().map(chart).collect();
        Timeline::new(Request {
            width,
            view,
            clock: self.figure.clock(),
            charts: &charts,
            by: self.figure.by(),
            core: own(self.figure.id(), "timeline.core"),
            word: &|chart, span, life| self.figure.word(self, chart, span, life),
            is_told,
        })
    }
}

/// The word that a run has earned.
pub fn earned(panel: &Prediction) -> &'static str {
    use meanwhile_sim::Word;
    text(match panel.metrics.word() {
        Word::Sequential => "word.sequential",
        Word::Concurrent => "word.concurrent",
        Word::ConcurrentAndParallel => "word.both",
        Word::OneDividedTask => "word.divided",
    })
}

/// Why it has earned it.
pub fn earned_because(panel: &Prediction) -> &'static str {
    use meanwhile_sim::Word;
    text(match panel.metrics.word() {
        Word::Sequential => "word.sequential.because",
        Word::Concurrent => "word.concurrent.because",
        Word::ConcurrentAndParallel => "word.both.because",
        Word::OneDividedTask => "word.divided.because",
    })
}

/// All that a scenario asks for, one after the other.
fn work_us(scenario: &Scenario) -> Micros {
    let steps = scenario.workload.tasks.iter().flat_map(|task| &task.steps);
    let length = |step: &Step| match step {
        Step::Compute(us) | Step::Wait(us) => *us,
        _ => 0,
    };
    steps.map(length).sum()
}
