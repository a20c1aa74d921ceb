//! A figure's state: what it knows, and where the reader looks; and what can be done to both.

use leptos::prelude::*;
use meanwhile_engine_web::Rung;
use meanwhile_figures::address::{Address, Opened};
use meanwhile_figures::{Shown, Typed, Values};
use meanwhile_sim::Micros;
use meanwhile_words::text;

use super::bet::Betting;
use super::model::{Beside, Known, Model};
use super::width::Widths;

/// Handles to the figure's state; copied freely.
#[derive(Clone, Copy)]
pub struct Figure {
    /// All but the cursor, which moves sixty times a second.
    pub(super) known: RwSignal<Known>,
    pub(super) cursor: RwSignal<Cursor>,
}

/// Where the reader looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Figure {
    /// The figure as it shows this.
    pub fn new(shown: Shown) -> Figure {
        let now_us = shown.first_us();
        let cursor = Cursor { now_us, playing: false, quarters: 4, touched: false, asked: None };
        Figure { known: RwSignal::new(Known::new(shown)), cursor: RwSignal::new(cursor) }
    }

    /// The description.
    pub fn described(&self) -> &'static dyn meanwhile_figures::Figure {
        self.read(Model::figure)
    }

    /// Reads the model once.
    pub fn read<T>(&self, read: impl FnOnce(&Model) -> T) -> T {
        self.known.with_untracked(|known| read(known.model()))
    }

    /// Changes the model; what is on the page follows.
    pub fn update(&self, update: impl FnOnce(&mut Model)) {
        self.known.update(|known| known.change(update));
    }

    /// Changes what is told beside the picture, which stays as it is.
    pub fn tell(&self, tell: impl FnOnce(&mut Beside)) {
        self.known.update(|known| tell(known.beside_mut()));
    }

    /// Tells a sentence about what was asked for.
    pub fn note(&self, note: String) {
        self.tell(|beside| beside.note = note);
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
                self.note(note);
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
            Err(_) => self.note(refused()),
        }
    }

    fn take(&self, mut shown: Shown, note: String, also: impl FnOnce(&mut Model)) {
        self.update(|model| {
            shown.take_map_of(&mut model.shown);
            (model.shown, model.zoomed) = (shown, None);
            also(model);
        });
        self.note(note);
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
        self.tell(|beside| beside.rung = Some(rung));
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
