//! “Keep the page alive”: the same second of computing in three places, and how long the page stands still meanwhile.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use meanwhile_engine::{Stage, kernel};
use meanwhile_engine_web::{RunView, Rung, Runner};
use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Machine, Micros, Scenario, Strategy, Task, Workload};

use crate::animation;
use crate::board::Board;
use crate::figure::handler;
use crate::run_words;
use meanwhile_words::{say, text};

const SECOND_US: Micros = 1_000_000;
/// Rounds of the kernel between two looks at the clock; far less than a millisecond.
const ROUNDS: u64 = 50_000;
/// Frames that are drawn before the page freezes, so that the reader sees the button take the click.
const FRAMES_BEFORE: u32 = 4;
/// One turn of the dot, in milliseconds.
const TURN_MS: f64 = 1_200.0;

/// Where the second is computed.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Page,
    Slices,
    Worker,
}

const PLACE_KEYS: [&str; 3] = ["alive.page", "alive.slices", "alive.worker"];
const PLACES: [Place; 3] = [Place::Page, Place::Slices, Place::Worker];
/// The numbers of the texts: the moving dot, then one for each place.
const DOT: usize = 0;

/// What goes on while it computes.
#[derive(Default)]
struct Watch {
    frames: u32,
    turned_ms: f64,
    /// Whether the work is under way: only then do gaps count.
    is_on: bool,
    longest_gap_ms: f64,
    /// What is to be said at the end, once it is the end.
    end: Option<String>,
}

/// The whole figure.
pub fn alive() -> impl IntoView {
    let board = Board::new(1 + PLACES.len());
    board.write(DOT, dot(0.0));
    let busy = StoredValue::new_local(false);
    let way = move |place: Place| {
        view! {
            <li>
                <button type="button" on:click=handler(move |_| press(board, busy, place))>
                    {text(PLACE_KEYS[place as usize])}
                </button>
                <output>{board.text(1 + place as usize)}</output>
            </li>
        }
    };
    view! {
        <figure class="figure">
            <p class="question">{text("alive.question")}</p>
            <p class="aside">{text("alive.aside")}</p>
            <div class="dot-track" inner_html=board.text(DOT)></div>
            <ul class="ways">{PLACES.map(way)}</ul>
        </figure>
    }
}

fn press(board: Board, busy: StoredValue<bool, LocalStorage>, place: Place) {
    let number = 1 + place as usize;
    if busy.get_value() {
        return;
    }
    if Runner::with(Runner::is_busy) {
        return board.write(number, text("run.busy").to_owned());
    }
    if place == Place::Worker && Rung::known() == Some(Rung::EventLoop) {
        return board.write(number, text("machine.no-workers").to_owned());
    }
    busy.set_value(true);
    board.write(number, text("alive.computing").to_owned());
    let watch = Rc::new(RefCell::new(Watch::default()));
    if place != Place::Page {
        let heard = Rc::clone(&watch);
        Runner::with(|runner| {
            runner.run(&second(place), Rung::known(), SECOND_US, move |view| hear(&heard, view));
        });
    }
    animation::each_frame(move |passed_ms| {
        let mut watch = watch.borrow_mut();
        watch.frame(passed_ms);
        board.write(DOT, dot(watch.turned_ms / TURN_MS));
        if place == Place::Page {
            watch.freeze_in_time();
        }
        let Some(end) = watch.end.take() else { return true };
        board.write(number, end);
        busy.set_value(false);
        false
    });
}

/// One task, on the page's event loop or on a Worker.
fn second(place: Place) -> Scenario {
    let strategy = if place == Place::Slices { Strategy::overlapping(1) } else { Strategy::blocking(1) };
    Scenario::new(Workload::new([Task::new("second").compute(SECOND_US)]), Machine::new(1), strategy)
}

fn hear(watch: &RefCell<Watch>, view: RunView) {
    let mut watch = watch.borrow_mut();
    match view.stage {
        Stage::Running => watch.is_on = true,
        Stage::Failed(failure) => watch.end = Some(run_words::failure(&failure)),
        stage if !stage.is_active() => watch.end = Some(watch.verdict()),
        _ => {}
    }
}

impl Watch {
    fn frame(&mut self, passed_ms: f64) {
        self.frames += 1;
        self.turned_ms += passed_ms;
        if self.is_on {
            self.longest_gap_ms = self.longest_gap_ms.max(passed_ms);
        }
    }

    /// Computes for a second, here and now, when it is time; after that, the frame that follows knows the gap.
    fn freeze_in_time(&mut self) {
        if self.is_on {
            self.end = Some(self.verdict());
        } else if self.frames == FRAMES_BEFORE {
            self.is_on = true;
            let until_ms = animation::now_ms() + 1_000.0;
            let mut state = 1;
            while animation::now_ms() < until_ms {
                state = std::hint::black_box(kernel::run(ROUNDS, state));
            }
        }
    }

    fn verdict(&self) -> String {
        let gap_ms = self.longest_gap_ms.round() as u32;
        let meaning = text(match gap_ms {
            0..50 => "alive.unnoticed",
            50..200 => "alive.stutter",
            _ => "alive.frozen",
        });
        let gap = Clock::Milliseconds.time(Micros::from(gap_ms) * 1_000);
        say("alive.verdict", &[("gap", &gap), ("meaning", meaning)])
    }
}

/// A dot on a track; `turns` may be any number.
fn dot(turns: f64) -> String {
    let there_and_back = 1.0 - (turns.fract() * 2.0 - 1.0).abs();
    format!(
        "<svg aria-hidden=\"true\" viewBox=\"0 0 640 24\"><path d=\"M12 12h616\"/><circle cx=\"{}\" cy=\"12\" r=\"9\"/></svg>",
        meanwhile_picture::svg::px(12.0 + 616.0 * there_and_back as f32)
    )
}
