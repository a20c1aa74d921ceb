//! Real runs of what is set, as far as the page has to know of them.

use leptos::prelude::WithUntracked;
use meanwhile_engine_web::{Measured, News, Runner, State, Told};
use meanwhile_figures::Values;
use meanwhile_sim::Scenario;
use meanwhile_words::{say, text};

use super::Figure;
use super::model::{Beside, Model};
use crate::run_words;

/// What real runs of one figure measured.
pub struct Runs {
    /// What was set when they were started.
    values: Values,
    /// By panel.
    measured: Vec<Option<Measured>>,
}

impl Runs {
    /// Nothing has been run.
    pub fn none(panels: usize, values: Values) -> Runs {
        Runs { values, measured: vec![None; panels] }
    }

    /// What was measured, by panel, where it belongs to what is set.
    pub fn measured(&self, values: &Values) -> impl Iterator<Item = Option<&Measured>> {
        let is_theirs = self.values == *values;
        self.measured.iter().map(move |measured| measured.as_ref().filter(|_| is_theirs))
    }

    /// Keeps what was measured of a panel.
    pub fn take(&mut self, panel: usize, measured: Measured) {
        if let Some(place) = self.measured.get_mut(panel) {
            *place = Some(measured);
        }
    }
}

/// How the real runs go, or what came of them.
pub fn said(model: &Model, beside: &Beside, _: usize) -> String {
    let is_of_others = beside.told.state == State::Measured && model.runs.values != model.shown.values;
    if is_of_others { text("run.other-settings").to_owned() } else { beside.told.said.clone() }
}

/// The same for those who listen, without the seconds that pass.
pub fn heard(model: &Model, beside: &Beside, _: usize) -> String {
    if beside.told.state == State::Running {
        text("run.under-way").to_owned()
    } else {
        said(model, beside, 0)
    }
}

impl Figure {
    /// Runs what is set for real; if this figure's run is under way, stops it.
    pub fn run_or_cancel(self) {
        if self.known.with_untracked(|known| known.beside().told.state.is_active()) {
            return Runner::with(Runner::cancel);
        }
        if Runner::with(Runner::is_busy) {
            return self.note(text("run.busy").to_owned());
        }
        self.update(|model| model.runs = Runs::none(model.shown.panels.len(), model.shown.values));
        self.tell(|beside| beside.told = Told::default());
        let scenarios: Vec<(&str, Scenario)> = self.read(|model| {
            let panels = model.shown.panels.iter();
            panels.map(|panel| (panel.label, panel.trace.scenario.clone())).collect()
        });
        let scenarios: Vec<_> = scenarios.iter().map(|(name, scenario)| (*name, scenario)).collect();
        let clock = self.described().clock() as u32;
        Runner::with(|runner| runner.run(&scenarios, clock, move |news| self.hear(news)));
    }

    /// Whether what is left to run is still wanted: a reader who has changed something no longer waits for it.
    fn hear(self, news: News) -> bool {
        let ended = |said| Told { said, ..Told::default() };
        let mut told = match news {
            News::Told(told) => told,
            News::Starting => Told { state: State::Active, ..ended(text("run.starting").to_owned()) },
            News::Busy => ended(text("run.busy").to_owned()),
            News::Cancelled => ended(text("run.cancelled").to_owned()),
            News::NotLoaded(why) => {
                ended(say("run.failed", &[("reason", &run_words::not_loaded(why.as_deref()))]))
            }
        };
        if let Some((panel, measured)) = told.measured.take() {
            self.update(|model| model.runs.take(panel, measured));
        }
        self.tell(|beside| beside.told = told);
        self.read(|model| model.runs.values == model.shown.values)
    }
}
