//! What the figure knows: the settings, what follows from them, where the cursor stands, and how a real run goes.

use std::sync::Arc;

use leptos::prelude::*;
use meanwhile_engine_web::{RunView, Runner};
use meanwhile_picture::moments;
use meanwhile_sim::{Metrics, Micros, SimError, Trace, simulate};

use crate::settings::{Dial, Settings};
use crate::words::{self, Totals};

/// Where the threaded engine lies, seen from the page.
const ENGINE_SCRIPT: &str = "engine/coordinator.js";
/// Where the cursor stands before anybody touches it: in the middle of things.
const FIRST_MOMENT_US: Micros = 5_500_000;

/// Handles to the figure's state; copied freely.
#[derive(Clone, Copy)]
pub struct Figure {
    /// What the reader has set.
    pub settings: RwSignal<Settings>,
    /// What the simulator says about it.
    pub prediction: RwSignal<Arc<Prediction>>,
    /// Where the cursor stands, on the scenario's clock.
    pub now_us: RwSignal<Micros>,
    /// Whether the cursor moves by itself.
    pub playing: RwSignal<bool>,
    /// Whether nobody has moved the cursor yet.
    pub untouched: RwSignal<bool>,
    /// A sentence about what the reader typed, where it could not be taken as it was.
    pub note: RwSignal<Option<String>>,
    /// How the real run goes, if there was one.
    pub run: RwSignal<Option<RunView>>,
    /// For which settings it was started.
    pub run_settings: RwSignal<Option<Settings>>,
    runner: StoredValue<Runner, LocalStorage>,
}

/// What the simulator says about some settings.
#[derive(Debug)]
pub struct Prediction {
    /// The settings.
    pub settings: Settings,
    /// What happens.
    pub trace: Trace,
    /// Its numbers.
    pub metrics: Metrics,
    /// When something changes.
    pub moments: Vec<Micros>,
    /// How long it takes, so and otherwise.
    pub totals: Totals,
}

impl Prediction {
    /// Simulates what is set, and what it is compared with.
    pub fn of(settings: &Settings) -> Result<Prediction, SimError> {
        let total = |change: &dyn Fn(&mut Settings)| {
            let mut other = *settings;
            change(&mut other);
            simulate(&other.scenario()).map(|trace| trace.end_us)
        };
        let trace = simulate(&settings.scenario())?;
        let totals = Totals {
            this: trace.end_us,
            alone_one_at_a_time: total(&|other| (other.people, other.side_by_side) = (1, false))?,
            alone_side_by_side: total(&|other| (other.people, other.side_by_side) = (1, true))?,
            other_way: total(&|other| other.side_by_side = !other.side_by_side)?,
            one_more: total(&|other| other.people += 1)?,
            longest: total(&|other| other.tabs = 1)?,
        };
        let (metrics, moments) = (Metrics::of(&trace), moments::of(&trace));
        Ok(Prediction { settings: *settings, trace, metrics, moments, totals })
    }

    /// The right end of the time axis. It is the time that one person needs with one tab at a time, so that one sees
    /// what is saved, unless that would leave too little room for the bars.
    pub fn axis_us(&self) -> Micros {
        let longest_us = self.totals.this * 5 / 2;
        self.totals.alone_one_at_a_time.clamp(self.totals.this, longest_us)
    }
}

impl Figure {
    /// The sentence is for the reader, should the simulator refuse the settings.
    pub fn new(settings: Settings) -> Result<Figure, String> {
        let prediction = Prediction::of(&settings).map_err(|error| error.to_string())?;
        let now_us = FIRST_MOMENT_US.min(prediction.trace.end_us);
        let run = RwSignal::new(None);
        let runner = Runner::new(ENGINE_SCRIPT, move |view| run.set(Some(view)));
        Ok(Figure {
            settings: RwSignal::new(settings),
            prediction: RwSignal::new(Arc::new(prediction)),
            now_us: RwSignal::new(now_us),
            playing: RwSignal::new(false),
            untouched: RwSignal::new(true),
            note: RwSignal::new(None),
            run,
            run_settings: RwSignal::new(None),
            runner: StoredValue::new_local(runner),
        })
    }

    /// Changes the settings and everything that follows from them.
    pub fn change(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings.get_untracked();
        change(&mut settings);
        match Prediction::of(&settings) {
            Ok(prediction) => {
                let end_us = prediction.trace.end_us;
                self.note.set(None);
                self.settings.set(settings);
                self.prediction.set(Arc::new(prediction));
                self.now_us.update(|now_us| *now_us = (*now_us).min(end_us));
            }
            Err(error) => self.note.set(Some(error.to_string())),
        }
    }

    /// Takes what the reader typed for a dial, or says why not.
    pub fn type_in(&self, dial: Dial, text: &str) {
        match dial.parse(text) {
            Some((value, changed)) => {
                self.change(|settings| dial.set(settings, value));
                if changed {
                    self.note.set(Some(words::clamped(dial, value)));
                }
            }
            None => self.note.set(Some(words::not_a_number(dial, dial.get(&self.settings.get_untracked())))),
        }
    }

    /// Puts the cursor somewhere, by hand.
    pub fn seek(&self, us: Micros) {
        self.playing.set(false);
        self.move_to(us);
    }

    /// Puts the cursor somewhere.
    pub fn move_to(&self, us: Micros) {
        self.untouched.set(false);
        self.now_us.set(us.min(self.prediction.get_untracked().trace.end_us));
    }

    /// Runs what is set for real.
    pub fn run_for_real(&self) {
        let settings = self.settings.get_untracked();
        self.run_settings.set(Some(settings));
        self.runner.with_value(|runner| runner.run(&settings.scenario()));
    }

    /// Stops the real run.
    pub fn cancel_run(&self) {
        self.runner.with_value(Runner::cancel);
    }

    /// The run's view, if it belongs to what is set now.
    pub fn run_of_these_settings(&self) -> Option<RunView> {
        let run = self.run.get()?;
        (self.run_settings.get() == Some(self.settings.get())).then_some(run)
    }
}
