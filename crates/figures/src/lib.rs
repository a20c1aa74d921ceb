//! The article's figures: what the reader can set, which scenarios that means, and what is said about them.
//!
//! A figure is a description, not a drawing: it knows no browser. The page makes it move, and [`html::whole`] writes
//! what stands in the page before, and without, any script.
//!
//! To add a figure, describe it in a file of [`mod@figures`], put it into [`all`], give its words to the catalogue, and
//! put `<div class="figure-place" data-figure="ID"></div>` where it belongs in `index.html` and in every file of
//! `www/articles`.

pub mod address;
#[cfg(not(target_family = "wasm"))]
pub mod article;
mod bet;
mod dial;
mod figures;
pub mod html;
pub mod map;
pub mod own;
#[cfg(not(target_family = "wasm"))]
pub mod pages;
#[cfg(not(target_family = "wasm"))]
pub mod sheets;
mod shown;
pub mod still;
mod typed;

pub use bet::{Bet, Quantity};
pub use dial::{Dial, Unit, Values};
pub use figures::{SMALL, all, find};
pub use shown::{Panel, Prediction, Shown, earned, earned_because};
pub use typed::Typed;

use meanwhile_picture::curves::Curves;
use meanwhile_picture::svg::Dress;
use meanwhile_picture::time_text::Clock;
use meanwhile_picture::timeline::{lanes::By, waits_before};
use meanwhile_sim::{SimError, Span, SpanKind};
use meanwhile_words::{own, say_own};

use crate::map::Map;

/// What moves above the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// People at devices, and browser tabs.
    Tabs,
    /// Cores, workers, and tasks as chips that go from hand to hand.
    Board(Dress),
    /// How the numbers change when a dial is turned all the way, and the results so far.
    Curves,
    /// What would help, over the share of waiting and the number of workers.
    Map,
}

/// A figure's description. Every value that it gives is a pure function of what is set.
pub trait Figure: Send + Sync {
    /// Its name in addresses and in the catalogue; never changes.
    fn id(&self) -> &'static str;

    /// What can be set, in the order in which it stands there.
    fn dials(&self) -> &'static [Dial];

    /// The scenarios that this means: one, or up to four that are compared on one clock.
    ///
    /// # Errors
    ///
    /// Where a workload cannot be derived as the figure asks; values within their dials' ranges never lead there.
    fn panels(&self, values: &Values) -> Result<Vec<Panel>, SimError>;

    /// The sentences that say what came out, as HTML with the most important number in a `<b class="total">`.
    fn result(&self, shown: &Shown) -> String;

    /// How its times are written.
    fn clock(&self) -> Clock {
        Clock::Seconds
    }

    /// Whose lives the lanes are.
    fn by(&self) -> By {
        By::Core
    }

    /// What moves above the timeline, if anything.
    fn stage(&self) -> Option<Stage> {
        None
    }

    /// The number of the panel that the stage shows.
    fn on_stage(&self, _values: &Values) -> usize {
        0
    }

    /// The curves of [`Stage::Curves`].
    fn curves(&self, _shown: &Shown) -> Option<Curves> {
        None
    }

    /// The map of [`Stage::Map`], as far as it is computed at once.
    fn map(&self, _values: &Values) -> Option<Map> {
        None
    }

    /// Where what is set lies on the map: the share of waiting, in thousandths, and the number of workers.
    fn on_map(&self, _values: &Values) -> (u32, u32) {
        (0, 1)
    }

    /// What the reader guesses first, if anything.
    fn bet(&self) -> Option<Bet> {
        None
    }

    /// Whether what is set can be read as programs under it.
    fn has_programs(&self) -> bool {
        false
    }

    /// Where the cursor stands before anybody moves it, in thousandths of the whole.
    fn first_permille(&self) -> u64 {
        0
    }

    /// The question above it.
    fn question(&self, _values: &Values) -> String {
        own(self.id(), "question").to_owned()
    }

    /// The line under the question.
    fn aside(&self, _values: &Values) -> String {
        own(self.id(), "aside").to_owned()
    }

    /// What stands at the right above the lanes of a panel, where there are several.
    fn said(&self, shown: &Shown, panel: &Prediction) -> String {
        if panel.label.is_empty() {
            return String::new();
        }
        let (in_progress, executing) = (panel.metrics.peak_in_progress, panel.metrics.peak_executing);
        let values = [
            ("time", &*shown.time(panel.trace.end_us)),
            ("word", earned(panel)),
            ("in-progress", &in_progress.to_string()),
            ("executing", &executing.to_string()),
        ];
        say_own(self.id(), "panel.said", &values)
    }

    /// The word in a bar of the panel with that number, and the letter for a bar that is too short for it. A core's lane
    /// shows whom it executes; a task's lane shows what it does, which a letter would not tell: only names have one.
    fn word(&self, shown: &Shown, panel: usize, span: &Span, life: &[Span]) -> (String, String) {
        let names = shown.panels.get(panel).map(|panel| &panel.trace.scenario.workload.tasks);
        let name = names.and_then(|tasks| Some(&*tasks.get(span.task as usize)?.name));
        usual_word(self.id(), self.by(), name.unwrap_or_default(), span, life)
    }
}

/// The word in a bar of a figure that has nothing to add.
pub(crate) fn usual_word(id: &str, by: By, name: &str, span: &Span, life: &[Span]) -> (String, String) {
    if by != By::Task && span.kind == SpanKind::Executing {
        // A number, where the name ends in one: names that are alike differ there.
        let letters = name.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        let letter = match &name[letters..] {
            "" => name.chars().take(1).collect(),
            number => number.to_owned(),
        };
        return (name.to_owned(), letter);
    }
    let first = waits_before(life) == 0;
    let has_begun = || life.iter().rev().skip(1).any(|span| span.kind == SpanKind::Executing);
    let key = match span.kind {
        SpanKind::Executing if first => "bar.first",
        SpanKind::Executing => "bar.later",
        SpanKind::Waiting => "bar.waiting",
        SpanKind::Switching => "bar.switching",
        kind if kind.is_blocked() => "bar.blocked",
        _ if first && !has_begun() => "bar.not-yet",
        _ => "bar.held-up",
    };
    (own(id, key).to_owned(), String::new())
}
