//! What a figure knows: what is set, what follows from it, where the cursor stands, and how real runs go.

use std::sync::OnceLock;

use leptos::prelude::*;
use meanwhile_engine_web::Rung;
use meanwhile_figures::address::{Address, Locked, Opened};
use meanwhile_figures::{Shown, Typed, Values};
use meanwhile_picture::timeline::{Timeline, View};
use meanwhile_sim::{Micros, Span};
use meanwhile_words::text;

use super::bet::Betting;
use super::runs::Runs;
use super::width::{self, Widths};

/// Handles to the figure's state; copied freely.
#[derive(Clone, Copy)]
pub struct Figure {
    pub(crate) model: RwSignal<Model>,
    pub(super) cursor: RwSignal<Cursor>,
}

/// All but the cursor, which moves sixty times a second.
pub struct Model {
    /// What is set, and what the simulator says about it.
    pub shown: Shown,
    /// What the reader has guessed.
    pub bet: Betting,
    /// A sentence about what the reader typed, where it could not be taken as it was.
    pub note: String,
    /// How much room there is to draw in.
    pub widths: Widths,
    /// How well this browser can run things for real, once that is found out.
    pub rung: Option<Rung>,
    /// How the last real runs go or went.
    pub runs: Runs,
    /// The stretch of time that the timeline shows, where that is not all of it.
    pub zoomed: Option<View>,
    /// Whether a map is being computed.
    pub is_sharpening: bool,
    /// Whether anybody reads the table.
    pub is_table_open: bool,
    /// The timeline as it is drawn now, once somebody has asked for it.
    laid_out: OnceLock<Timeline>,
    /// Which dials the reader may not set.
    pub locked: Locked,
}

/// Where the reader looks.
#[derive(Clone, Copy, Debug)]
pub struct Cursor {
    /// On the scenario's clock.
    pub now_us: Micros,
    /// Whether it moves by itself.
    pub playing: bool,
    /// How fast, in quarters of the usual speed.
    pub quarters: u32,
    /// Whether anybody has moved it yet.
    pub touched: bool,
    /// The lane that the reader asks about, and the instant; `None` for the instant of the cursor.
    pub asked: Option<(usize, Option<Micros>)>,
}

/// What the reader is told where the simulator refuses what is set, which no dial leads to.
pub fn refused() -> String {
    text("typed.refused").to_owned()
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

    /// The timeline as it is drawn now. It is laid out once, whoever asks for it how often, until the model changes.
    pub fn timeline(&self) -> &Timeline {
        self.laid_out.get_or_init(|| {
            let is_told = !self.bet.is_open();
            self.shown.timeline(self.widths.timeline_px, self.view(), &self.measured(), is_told)
        })
    }
}

impl Figure {
    /// The figure as it shows this.
    pub fn new(shown: Shown) -> Figure {
        let now_us = shown.first_us();
        let model = RwSignal::new(Model {
            bet: Betting::first(shown.figure),
            runs: Runs::none(shown.panels.len(), shown.values),
            shown,
            note: String::new(),
            widths: width::AT_FIRST,
            rung: None,
            zoomed: None,
            is_sharpening: false,
            is_table_open: false,
            laid_out: OnceLock::new(),
            locked: Locked::default(),
        });
        let cursor = Cursor { now_us, playing: false, quarters: 4, touched: false, asked: None };
        Figure { model, cursor: RwSignal::new(cursor) }
    }

    /// The description.
    pub fn described(&self) -> &'static dyn meanwhile_figures::Figure {
        self.read(Model::figure)
    }

    /// Reads the model once.
    pub fn read<T>(&self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with_untracked(read)
    }

    /// Changes the model; what is on the page follows.
    pub fn update(&self, update: impl FnOnce(&mut Model)) {
        self.model.update(|model| {
            update(model);
            model.laid_out = OnceLock::new();
        });
    }

    /// Where the cursor is now.
    pub fn cursor(&self) -> Cursor {
        self.cursor.get_untracked()
    }

    /// Sets a dial, and everything that follows from it; not one that is locked.
    pub fn set_dial(&self, dial: usize, value: u64) {
        if !self.is_locked(dial) {
            let values = self.read(|model| model.shown.values);
            self.set(values.with(self.described().dials(), dial, value), String::new());
        }
    }

    fn is_locked(&self, dial: usize) -> bool {
        self.read(|model| model.locked.has(dial))
    }

    /// Takes what the reader typed for a dial (its number, or `bet`), or says why not; gives what the field should show.
    pub fn type_in(&self, which: &str, text: &str) -> String {
        let (described, values) = (self.described(), self.read(|model| model.shown.values));
        let (dial, kept) = match (which.parse().ok(), described.bet()) {
            (Some(index), _) if index < described.dials().len() => {
                let (dial, kept) = (described.dials()[index], values.get(index));
                if self.is_locked(index) {
                    return dial.number(kept);
                }
                (dial, kept)
            }
            (None, Some(bet)) => (bet.dial, self.read(|model| model.bet.value()).unwrap_or(bet.dial.first)),
            _ => return text.to_owned(),
        };
        let Typed { value, note } = Typed::read(&dial, described.id(), text, kept);
        let value = value.unwrap_or(kept);
        match which.parse() {
            Ok(index) => self.set(values.with(described.dials(), index, value.into()), note),
            Err(_) => {
                self.guess(Some(value));
                self.update(|model| model.note = note);
            }
        }
        dial.number(value)
    }

    fn set(&self, values: Values, note: String) {
        match Shown::new(self.described(), values) {
            Ok(shown) => {
                let end_us = shown.end_us();
                self.take(shown, note, |_| {});
                self.cursor.update(|cursor| cursor.now_us = cursor.now_us.min(end_us));
            }
            Err(_) => self.update(|model| model.note = refused()),
        }
    }

    fn take(&self, mut shown: Shown, note: String, also: impl FnOnce(&mut Model)) {
        self.update(|model| {
            shown.take_map_of(&mut model.shown);
            (model.shown, model.note, model.zoomed) = (shown, note, None);
            also(model);
        });
        self.sharpen();
    }

    /// Shows what an address says, with what is to be said about it.
    pub fn open(&self, opened: Opened, note: String) {
        let (first_us, is_betting, figure) =
            (opened.shown.first_us(), opened.is_betting, opened.shown.figure);
        self.take(opened.shown, note, |model| {
            model.locked = opened.locked;
            model.bet = match model.bet {
                _ if is_betting => Betting::first(figure),
                Betting::Placed(value) => Betting::Placed(value),
                _ => Betting::None,
            };
        });
        self.cursor.update(|cursor| {
            cursor.now_us = opened.moment_us.unwrap_or(first_us);
            (cursor.playing, cursor.touched) = (false, opened.moment_us.is_some());
        });
    }

    /// What it shows now, as an address.
    pub fn address(&self) -> Address {
        let now_us = self.cursor().now_us;
        self.read(|model| {
            let is_elsewhere = now_us != model.shown.first_us();
            let address = Address::of(model.figure());
            Address {
                values: model.shown.values,
                locked: model.locked,
                moment_ms: is_elsewhere.then_some((now_us + 500) / 1_000),
                ..address.betting(model.bet.is_open() || model.figure().bet().is_none())
            }
        })
    }

    /// Draws for other widths, where they are others. What is not shown has no width; it keeps the picture that it had.
    pub fn fit(&self, widths: Widths) {
        let known = self.read(|model| model.widths);
        let or_known = |px: f32, known: f32| if px > 0.0 { px } else { known };
        let widths = Widths {
            stage_px: or_known(widths.stage_px, known.stage_px),
            timeline_px: or_known(widths.timeline_px, known.timeline_px),
        };
        if known != widths {
            self.update(|model| model.widths = widths);
        }
    }

    /// What this browser allows has been found out.
    pub fn stand_on(&self, rung: Rung) {
        self.update(|model| model.rung = Some(rung));
    }

    /// Puts the cursor somewhere, by hand.
    pub fn seek(&self, us: Micros) {
        self.put_cursor(us, false);
    }

    /// Puts the cursor somewhere, not beyond the end; `playing` says whether it goes on from there by itself.
    pub fn put_cursor(&self, us: Micros, playing: bool) {
        let now_us = us.min(self.end_us());
        self.cursor.update(|cursor| {
            (cursor.now_us, cursor.playing, cursor.touched) = (now_us, playing, true);
        });
        self.keep_in_view(now_us);
    }

    /// Sets how fast the cursor moves by itself.
    pub fn set_speed(&self, quarters: u32) {
        self.cursor.update(|cursor| cursor.quarters = quarters);
    }

    /// When everything is over.
    pub fn end_us(&self) -> Micros {
        self.read(|model| model.shown.end_us())
    }

    /// The nearest moment, before or after the cursor, at which something changes.
    pub fn nearest_event_us(&self, towards: fn(&[Micros], Micros) -> Micros) -> Micros {
        self.read(|model| towards(&model.shown.moments, self.cursor().now_us))
    }
}
