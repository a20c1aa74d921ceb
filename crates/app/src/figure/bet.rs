//! The bet: a guess before the answer shows, by slider, by number, or dragged on the timeline.

use meanwhile_figures::{Bet, Dial, Shown};
use meanwhile_picture::svg::px;
use meanwhile_sim::Micros;
use meanwhile_words::say;

use super::model::Model;
use super::state::Figure;

/// Room for the word beside a guess.
const WORD_PX: f32 = 96.0;

/// What the reader has guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Betting {
    /// Nothing, and nothing is asked.
    None,
    /// Not yet placed; the value of the bet's dial.
    Open(u32),
    /// Placed.
    Placed(u32),
}

impl Betting {
    /// Before the reader does anything.
    pub fn first(figure: &'static dyn meanwhile_figures::Figure) -> Betting {
        figure.bet().map_or(Betting::None, |bet| Betting::Open(bet.dial.first))
    }

    /// Whether the answer has to stay hidden.
    pub fn is_open(self) -> bool {
        matches!(self, Betting::Open(_))
    }

    /// The guess, in the bet's dial's own unit.
    pub fn value(self) -> Option<u32> {
        match self {
            Betting::None => None,
            Betting::Open(value) | Betting::Placed(value) => Some(value),
        }
    }

    /// How far the time axis has to go for it.
    pub fn axis_us(self, shown: &Shown) -> Micros {
        let Some(bet) = shown.figure.bet().filter(Bet::is_time) else { return 0 };
        match self {
            Betting::None => 0,
            Betting::Open(_) => bet.dial.us(bet.dial.max),
            Betting::Placed(value) => bet.dial.us(value),
        }
    }
}

/// The guess, written in some way.
pub fn written(model: &Model, how: impl Fn(&Dial, u32) -> String) -> String {
    let bet = model.figure().bet();
    bet.zip(model.bet.value()).map_or_else(String::new, |(bet, value)| how(&bet.dial, value))
}

/// What came of a bet that has been placed.
pub fn said(model: &Model) -> String {
    let (Betting::Placed(value), Some(bet)) = (model.bet, model.figure().bet()) else { return String::new() };
    let id = model.figure().id();
    let truth = bet.truth(&model.shown);
    let truth = if bet.is_time() { model.shown.time(truth) } else { truth.to_string() };
    let guess = if bet.is_time() { bet.dial.spoken(id, value) } else { value.to_string() };
    say("bet.said", &[("guess", &guess), ("truth", &truth), ("why", bet.why(&model.shown, value))])
}

/// Where on the timeline the guess is drawn, as a style: a bar from the beginning while it is open, the gap between guess
/// and truth once it has been placed. `--edge` is the guess's end of it; its word stands behind that edge, or before it
/// where the chart ends.
pub fn ghost_style(model: &Model) -> String {
    const HIDDEN: &str = "display:none";
    let Some(bet) = model.figure().bet().filter(Bet::is_time) else { return HIDDEN.to_owned() };
    let Some(value) = model.bet.value() else { return HIDDEN.to_owned() };
    let timeline = model.timeline();
    let panel = bet.quantity.panel();
    let lanes = || timeline.lanes.iter().filter(|lane| lane.chart == panel);
    let (Some(first), Some(last)) = (lanes().next(), lanes().next_back()) else { return HIDDEN.to_owned() };
    let (from_us, to_us) =
        if model.bet.is_open() { (0, bet.guess(value)) } else { bet.gap_us(&model.shown, value) };
    let axis = timeline.axis;
    let edge = |us| axis.x_of(us).clamp(axis.left, axis.left + axis.width);
    let (left, right) = (edge(from_us), edge(to_us));
    let is_at_end = bet.guess(value) >= to_us;
    let guess_x = if is_at_end { right } else { left };
    let before = if axis.left + axis.width - guess_x < WORD_PX { ";--side:-100%" } else { "" };
    format!(
        "left:{}px;width:{}px;top:{}px;height:{}px;--edge:{}{before}",
        px(left),
        px((right - left).max(4.0)),
        px(first.y.0),
        px(last.y.1 - first.y.0),
        if is_at_end { "100%" } else { "0%" }
    )
}

impl Figure {
    /// Changes the guess, as long as the bet is open.
    pub fn guess(self, value: Option<u32>) {
        let dial = self.described().bet().map(|bet| bet.dial);
        if let (Some(dial), Some(value)) = (dial, value) {
            self.update(|model| {
                if model.bet.is_open() {
                    model.bet = Betting::Open(dial.nearest(value.into()));
                }
            });
            self.note(String::new());
        }
    }

    /// The guess that is drawn at a time on the timeline.
    pub fn guess_at(self, us: Micros) {
        let dial = self.described().bet().map(|bet| bet.dial);
        self.guess(dial.and_then(|dial| u32::try_from(us / dial.us(1).max(1)).ok()));
    }

    /// The guess counts, and the answer shows.
    pub fn place_bet(self) {
        self.update(|model| {
            if let Betting::Open(value) = model.bet {
                model.bet = Betting::Placed(value);
            }
        });
    }

    /// Asks for the bet again, as if nobody had made one.
    pub fn open_bet(self) {
        self.update(|model| model.bet = Betting::first(model.figure()));
        self.seek(0);
    }

    /// Shows the answer without a bet.
    pub fn skip_bet(self) {
        self.update(|model| {
            if model.bet.is_open() {
                model.bet = Betting::None;
            }
        });
    }
}
