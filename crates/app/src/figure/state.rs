//! What the figure knows: the settings, what follows from them, where the cursor stands, and how a real run goes.

use leptos::prelude::*;
use meanwhile_engine::TARGET_US;
use meanwhile_engine_web::{RunView, Rung, Runner};
use meanwhile_picture::moments;
use meanwhile_sim::{Metrics, Micros, SimError, Trace, simulate};

use super::width::{self, Widths};
use crate::settings::{Dial, Settings};
use crate::words::{self, Totals};

/// Where the cursor stands before anybody touches it: in the middle of things.
const FIRST_MOMENT_US: Micros = 5_500_000;

/// Text on the page that follows the figure's state.
pub type Text = Box<dyn Fn() -> String + Send>;
type TextOfModel = dyn Fn(&Model) -> String + Send;
type TextOfCursor = dyn Fn(&Model, Cursor) -> String + Send;

/// Handles to the figure's state; copied freely.
#[derive(Clone, Copy)]
pub struct Figure {
    model: RwSignal<Model>,
    cursor: RwSignal<Cursor>,
}

/// All but the cursor, which moves sixty times a second.
#[derive(Debug)]
pub struct Model {
    /// What the reader has set.
    pub settings: Settings,
    /// What the simulator says about it.
    pub prediction: Prediction,
    /// A sentence about what the reader typed, where it could not be taken as it was.
    pub note: String,
    /// How much room there is to draw in.
    pub widths: Widths,
    /// How well this browser can run things for real, once that is found out.
    pub rung: Option<Rung>,
    /// How the last real run goes or went, if there was one, and for which settings it was started.
    pub run: Option<(RunView, Settings)>,
}

/// Where the reader looks.
#[derive(Clone, Copy, Debug)]
pub struct Cursor {
    /// On the scenario's clock.
    pub now_us: Micros,
    /// Whether it moves by itself.
    pub playing: bool,
    /// Whether anybody has moved it yet.
    pub touched: bool,
}

/// What the simulator says about some settings.
#[derive(Debug)]
pub struct Prediction {
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
        let total = |people, tabs, side_by_side| {
            let other = Settings { people, tabs, side_by_side, ..*settings };
            simulate(&other.scenario()).map(|trace| trace.end_us)
        };
        let Settings { people, tabs, side_by_side, .. } = *settings;
        let trace = simulate(&settings.scenario())?;
        let totals = Totals {
            this: trace.end_us,
            alone_one_at_a_time: total(1, tabs, false)?,
            alone_side_by_side: total(1, tabs, true)?,
            other_way: total(people, tabs, !side_by_side)?,
            one_more: total(people + 1, tabs, side_by_side)?,
            longest: total(1, 1, side_by_side)?,
        };
        Ok(Prediction { metrics: Metrics::of(&trace), moments: moments::of(&trace), trace, totals })
    }
}

impl Model {
    /// The right end of the time axis. It is the time that one person needs with one tab at a time, so that one sees
    /// what is saved, unless that would leave too little room for the bars.
    pub fn axis_us(&self) -> Micros {
        let Totals { this, alone_one_at_a_time, .. } = self.prediction.totals;
        let predicted_us = alone_one_at_a_time.clamp(this, this * 5 / 2);
        predicted_us.max(self.measured().map_or(0, |measured| measured.end_us))
    }

    /// The trace of the real run, if what was run is what is set now.
    pub fn measured(&self) -> Option<&Trace> {
        let (run, settings) = self.run.as_ref()?;
        run.report.as_ref().filter(|_| *settings == self.settings).map(|report| &report.trace)
    }
}

impl Figure {
    /// Should the simulator refuse the settings, there is a sentence for the reader instead.
    pub fn new(settings: Settings) -> Result<Figure, String> {
        let prediction = Prediction::of(&settings).map_err(|error| error.to_string())?;
        let now_us = FIRST_MOMENT_US.min(prediction.trace.end_us);
        let model = RwSignal::new(Model {
            settings,
            prediction,
            note: String::new(),
            widths: width::AT_FIRST,
            rung: None,
            run: None,
        });
        Ok(Figure { model, cursor: RwSignal::new(Cursor { now_us, playing: false, touched: false }) })
    }

    /// A piece of text that follows the model. All that changes on the page is of this one type.
    pub fn text(self, text: impl Fn(&Model) -> String + Send + 'static) -> Text {
        self.following_model(Box::new(text))
    }

    /// A piece of text that follows the cursor as well.
    pub fn text_at(self, text: impl Fn(&Model, Cursor) -> String + Send + 'static) -> Text {
        self.following_cursor(Box::new(text))
    }

    // What follows is compiled once for each of these two, not once for each text.
    fn following_model(self, text: Box<TextOfModel>) -> Text {
        Box::new(move || self.model.with(&text))
    }

    fn following_cursor(self, text: Box<TextOfCursor>) -> Text {
        Box::new(move || {
            let cursor = self.cursor.get();
            self.model.with(|model| text(model, cursor))
        })
    }

    /// Reads the model once.
    pub fn read<T>(&self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with_untracked(read)
    }

    /// Where the cursor is now.
    pub fn cursor(&self) -> Cursor {
        self.cursor.get_untracked()
    }

    /// Changes the settings and everything that follows from them.
    pub fn change(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.read(|model| model.settings);
        change(&mut settings);
        self.set(settings, String::new());
    }

    /// Takes what the reader typed for a dial, or says why not.
    pub fn type_in(&self, dial: Dial, text: &str) {
        let mut settings = self.read(|model| model.settings);
        let note = match dial.parse(text) {
            Some((value, changed)) => {
                dial.set(&mut settings, value);
                if changed { words::clamped(dial, value) } else { String::new() }
            }
            None => words::not_a_number(dial, dial.get(&settings)),
        };
        self.set(settings, note);
    }

    fn set(&self, settings: Settings, note: String) {
        match Prediction::of(&settings) {
            Ok(prediction) => {
                let end_us = prediction.trace.end_us;
                self.model.update(|model| {
                    (model.settings, model.prediction, model.note) = (settings, prediction, note)
                });
                self.cursor.update(|cursor| cursor.now_us = cursor.now_us.min(end_us));
            }
            Err(error) => self.model.update(|model| model.note = error.to_string()),
        }
    }

    /// Draws for other widths, where they are others.
    pub fn fit(&self, widths: Widths) {
        if self.read(|model| model.widths != widths) {
            self.model.update(|model| model.widths = widths);
        }
    }

    /// What this browser allows has been found out.
    pub fn stand_on(&self, rung: Rung) {
        self.model.update(|model| model.rung = Some(rung));
    }

    /// Puts the cursor somewhere, by hand.
    pub fn seek(&self, us: Micros) {
        self.put_cursor(us, false);
    }

    /// Puts the cursor somewhere, not beyond the end; `playing` says whether it goes on from there by itself.
    pub fn put_cursor(&self, us: Micros, playing: bool) {
        let now_us = us.min(self.end_us());
        self.cursor.set(Cursor { now_us, playing, touched: true });
    }

    /// When everything is over.
    pub fn end_us(&self) -> Micros {
        self.read(|model| model.prediction.trace.end_us)
    }

    /// The nearest moment, before or after the cursor, at which something changes.
    pub fn nearest_event_us(&self, towards: fn(&[Micros], Micros) -> Micros) -> Micros {
        self.read(|model| towards(&model.prediction.moments, self.cursor().now_us))
    }

    /// Runs what is set for real; if this figure's run is under way, stops it.
    pub fn run_or_cancel(self) {
        let is_active = self.read(|model| model.run.as_ref().is_some_and(|(run, _)| run.stage.is_active()));
        if is_active {
            return Runner::with(Runner::cancel);
        }
        let (settings, rung) = self.read(|model| (model.settings, model.rung));
        Runner::with(|runner| {
            if runner.is_busy() {
                return self.model.update(|model| model.note = words::BUSY.to_owned());
            }
            runner.run(&settings.scenario(), rung, TARGET_US, move |view| {
                self.model.update(|model| model.run = Some((view, settings)));
            });
        });
    }
}
