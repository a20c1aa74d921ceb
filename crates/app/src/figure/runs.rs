//! Real runs of what is set: each panel in its turn, because two at once would measure each other.

use std::sync::Arc;

use meanwhile_engine::{Report, TARGET_US};
use meanwhile_engine_web::{RunView, Runner};
use meanwhile_figures::Values;
use meanwhile_sim::{Micros, Trace};

use super::Figure;

/// How long all panels of a figure take together, at the least.
const ALL_US: Micros = 4_000_000;

/// How the real runs of one figure go or went.
pub struct Runs {
    /// What was set when they were started.
    values: Values,
    /// By panel.
    pub views: Vec<Option<RunView>>,
    /// The panel that is run now, or was run last.
    pub current: usize,
}

impl Runs {
    /// Nothing has been run.
    pub fn none(panels: usize, values: Values) -> Runs {
        Runs { values, views: vec![None; panels], current: 0 }
    }

    /// Whether one is under way.
    pub fn is_active(&self) -> bool {
        self.last().is_some_and(|run| run.stage.is_active()) || self.is_between()
    }

    /// Whether the next panel's turn is about to come.
    fn is_between(&self) -> bool {
        self.views.get(self.current).is_some_and(Option::is_none) && self.current > 0
    }

    /// The run that is under way, or the last one.
    pub fn last(&self) -> Option<&RunView> {
        self.views.get(self.current)?.as_ref()
    }

    /// Whether they belong to what is set.
    pub fn are_of(&self, values: &Values) -> bool {
        self.values == *values
    }

    /// What was measured, by panel, where it belongs to what is set.
    pub fn reports(&self, values: &Values) -> Vec<Option<&Arc<Report>>> {
        let is_theirs = self.are_of(values);
        self.views.iter().map(|view| view.as_ref()?.report.as_ref().filter(|_| is_theirs)).collect()
    }

    /// The traces of that.
    pub fn traces(&self, values: &Values) -> Vec<Option<&Trace>> {
        self.reports(values).into_iter().map(|report| report.map(|report| &report.trace)).collect()
    }

    /// How long one of so many runs should take.
    pub fn target_us(panels: usize) -> Micros {
        if panels == 1 { TARGET_US } else { ALL_US / panels as Micros }
    }
}

impl Figure {
    /// Runs what is set for real; if this figure's run is under way, stops it.
    pub fn run_or_cancel(self) {
        if self.read(|model| model.runs.is_active()) {
            return Runner::with(Runner::cancel);
        }
        if Runner::with(Runner::is_busy) {
            return self.update(|model| model.note = meanwhile_words::text("run.busy").to_owned());
        }
        self.update(|model| model.runs = Runs::none(model.shown.panels.len(), model.shown.values));
        self.run_panel(0);
    }

    fn run_panel(self, panel: usize) {
        let found = self.read(|model| {
            let scenario = model.shown.panels.get(panel)?.trace.scenario.clone();
            Some((scenario, model.rung, model.shown.panels.len()))
        });
        let Some((scenario, rung, panels)) = found else { return };
        Runner::with(|runner| {
            runner.run(&scenario, rung, Runs::target_us(panels), move |view| self.hear(panel, view));
        });
    }

    fn hear(self, panel: usize, view: RunView) {
        let is_done = view.report.is_some();
        let mut next = None;
        self.update(|model| {
            let runs = &mut model.runs;
            if let Some(place) = runs.views.get_mut(panel) {
                *place = Some(view);
            }
            // A reader who has changed something in the meantime no longer waits for the rest.
            if is_done && panel + 1 < runs.views.len() && runs.values == model.shown.values {
                runs.current = panel + 1;
                next = Some(panel + 1);
            }
        });
        if let Some(next) = next {
            self.run_panel(next);
        }
    }
}
