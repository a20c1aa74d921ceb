//! What a figure knows but for its cursor, in two parts: the model, from which all of its picture follows, and what is told
//! beside the picture, which changes four times a second while something runs. Whoever changes the one has no way to the other,
//! and what is drawn is not shown the other either; so no picture is drawn anew for a word, and none is out of date.

use std::sync::OnceLock;

use meanwhile_engine_web::{Rung, Told};
use meanwhile_figures::Shown;
use meanwhile_figures::address::Locked;
use meanwhile_picture::timeline::{Timeline, View};
use meanwhile_sim::{Micros, Span};

use super::bet::Betting;
use super::runs::Runs;
use super::width::{self, Widths};

/// The model and what is told beside it.
pub struct Known {
    model: Model,
    beside: Beside,
    version: u32,
}

/// What the picture follows from: its curves, its lanes, its table, its sentences and its controls.
pub struct Model {
    /// What is set, and what the simulator says about it.
    pub shown: Shown,
    /// What the reader has guessed.
    pub bet: Betting,
    /// How much room there is to draw in.
    pub widths: Widths,
    /// What the last real runs measured.
    pub runs: Runs,
    /// The stretch of time that the timeline shows, where that is not all of it.
    pub zoomed: Option<View>,
    /// Whether a map is being computed.
    pub is_sharpening: bool,
    /// Whether anybody reads the table.
    pub is_table_open: bool,
    /// Which dials the reader may not set.
    pub locked: Locked,
    worked_out: WorkedOut,
}

/// What follows from the model and takes long to find: once somebody has asked for it, it is kept until the model changes.
#[derive(Default)]
struct WorkedOut {
    timeline: OnceLock<Timeline>,
    result: OnceLock<String>,
}

/// What is told beside the picture.
#[derive(Default)]
pub struct Beside {
    /// A sentence about what the reader typed, where it could not be taken as it was.
    pub note: String,
    /// How well this browser can run things for real, once that is found out.
    pub rung: Option<Rung>,
    /// How the last real runs go or went.
    pub told: Told,
}

impl Known {
    /// What is known of a figure that shows this, before the reader does anything.
    pub fn new(shown: Shown) -> Known {
        let model = Model {
            bet: Betting::first(shown.figure),
            runs: Runs::none(shown.panels.len(), shown.values),
            shown,
            widths: width::AT_FIRST,
            zoomed: None,
            is_sharpening: false,
            is_table_open: false,
            locked: Locked::default(),
            worked_out: WorkedOut::default(),
        };
        Known { model, beside: Beside::default(), version: 0 }
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The number of the model as it is now: with another number it may be another one.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Changes the model.
    pub fn change<T>(&mut self, change: impl FnOnce(&mut Model) -> T) -> T {
        let given = change(&mut self.model);
        self.model.worked_out = WorkedOut::default();
        self.version = self.version.wrapping_add(1);
        given
    }

    /// The map is computed from now on.
    pub fn begin_to_sharpen(&mut self) {
        self.model.is_sharpening = true;
    }

    /// Computes the map on, until there is something new to be seen, which it gives, or `is_enough`. Only the stage shows it:
    /// what else has been worked out stays.
    pub fn sharpen(&mut self, is_enough: impl Fn() -> bool) -> bool {
        let Some(map) = &mut self.model.shown.map else {
            self.model.is_sharpening = false;
            return false;
        };
        let is_sharper = map.refine(is_enough);
        self.model.is_sharpening = !map.is_done();
        self.version = self.version.wrapping_add(u32::from(is_sharper));
        is_sharper
    }

    /// What is told beside the picture.
    pub fn beside(&self) -> &Beside {
        &self.beside
    }

    /// The same, to be changed.
    pub fn beside_mut(&mut self) -> &mut Beside {
        &mut self.beside
    }
}

impl Model {
    /// The description.
    pub fn figure(&self) -> &'static dyn meanwhile_figures::Figure {
        self.shown.figure
    }

    /// What real runs measured, by panel, where what was run is what is set now.
    pub fn measured(&self) -> Vec<Option<&[Span]>> {
        let measured = self.runs.measured(&self.shown.values);
        measured.map(|measured| measured.map(|measured| &*measured.spans)).collect()
    }

    /// The right end of the time axis when nothing is zoomed.
    pub fn axis_us(&self) -> Micros {
        let bet_us = self.bet.axis_us(&self.shown);
        if self.bet.is_open() {
            return bet_us.max(1);
        }
        let measured = self.runs.measured(&self.shown.values).flatten();
        let measured_us = measured.map(|measured| measured.end_us).max().unwrap_or(0);
        self.shown.axis_us().max(measured_us).max(bet_us)
    }

    /// The result sentence. Some simulate for it what would happen otherwise, and three elements say it.
    pub fn result(&self) -> &str {
        self.worked_out.result.get_or_init(|| self.figure().result(&self.shown))
    }

    /// The timeline as it is drawn now. It is laid out once, whoever asks for it how often, until the model changes.
    pub fn timeline(&self) -> &Timeline {
        self.worked_out.timeline.get_or_init(|| {
            let is_told = !self.bet.is_open();
            self.shown.timeline(self.widths.timeline_px, self.view(), &self.measured(), is_told)
        })
    }
}

#[cfg(test)]
mod tests {
    use meanwhile_engine_web::{Measured, State};
    use meanwhile_figures::Values;

    use super::*;

    /// The article's first figure, three tabs.
    fn known() -> Known {
        let figure = meanwhile_figures::find("tabs").unwrap();
        let mut known = Known::new(Shown::new(figure, Values::first(figure.dials())).unwrap());
        known.change(|model| model.bet = Betting::None);
        known
    }

    /// Whether the timeline that somebody has asked for before is still there.
    fn is_laid_out(known: &Known) -> bool {
        known.model.worked_out.timeline.get().is_some()
    }

    #[test]
    fn what_is_told_beside_the_picture_leaves_it_as_it_is() {
        let mut known = known();
        known.model().timeline();
        let version = known.version();
        let told = Told { state: State::Running, permille: 250, ..Told::default() };
        *known.beside_mut() = Beside { note: "A note.".to_owned(), rung: Some(Rung::Threads), told };
        assert!(is_laid_out(&known), "it would be laid out anew");
        assert_eq!(version, known.version());
    }

    #[test]
    fn a_map_that_gets_sharper_leaves_the_timeline_as_it_is() {
        let figure = meanwhile_figures::find("service").unwrap();
        let mut known = Known::new(Shown::new(figure, Values::first(figure.dials())).unwrap());
        known.model().timeline();
        let version = known.version();
        known.begin_to_sharpen();
        assert!(!known.sharpen(|| true), "nothing was computed");
        assert_eq!(version, known.version());
        assert!(
            known.sharpen(|| false) && known.model().is_sharpening,
            "a round is over, and more are to come"
        );
        assert_ne!(version, known.version());
        assert!(is_laid_out(&known), "it would be laid out anew");
    }

    #[test]
    fn whatever_the_timeline_follows_from_has_it_laid_out_anew() {
        type Change = fn(&mut Model);
        let changes: [(&str, Change); 5] = [
            ("the width", |model| model.widths.timeline_px = 400.0),
            ("what is zoomed to", |model| model.zoomed = Some(View { from_us: 0, to_us: 1_000_000 })),
            ("the bet", |model| model.bet = Betting::first(model.shown.figure)),
            ("what is set", |model| {
                let values = model.shown.values.with(model.shown.figure.dials(), 0, 5_000);
                model.shown = Shown::new(model.shown.figure, values).unwrap();
            }),
            ("what was measured", |model| {
                let trace = &model.shown.panels[0].trace;
                let measured = Measured { spans: trace.spans.to_vec(), end_us: trace.end_us * 3 };
                model.runs.take(0, measured);
            }),
        ];
        for (what, change) in changes {
            let mut known = known();
            let (before, version) = (known.model().timeline().clone(), known.version());
            // Also where somebody has looked at it just before.
            known.change(|model| {
                model.timeline();
                change(model);
            });
            assert_ne!(&before, known.model().timeline(), "{what}");
            assert_ne!(version, known.version(), "{what}");
        }
    }
}
