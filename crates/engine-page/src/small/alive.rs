//! “Keep the page alive”: the same second of computing in three places, and how long the page stands still meanwhile.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use meanwhile_engine::{Progress, Stage, kernel};
use meanwhile_picture::svg;
use meanwhile_picture::time_text::Clock;
use meanwhile_sim::{Machine, Micros, Scenario, Strategy, Task, Workload};
use meanwhile_words::{say, text};

use super::Press;
use crate::runner::Runner;
use crate::{frames, runs, sentences};

const SECOND_US: Micros = 1_000_000;
/// Rounds of the kernel between two looks at the clock; far less than a millisecond.
const ROUNDS: u64 = 50_000;
/// Frames that are drawn before the page freezes, so that the reader sees the button take the click.
const FRAMES_BEFORE: u32 = 4;
/// One turn of the dot, in milliseconds.
const TURN_MS: f64 = 1_200.0;

/// The figure.
#[derive(Default)]
pub(super) struct Alive {
    is_busy: Cell<bool>,
}

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

/// Computes for a second in the place that the button names.
pub(super) fn press(alive: &Rc<Alive>, runner: &Runner, press: Press) {
    if alive.is_busy.get() {
        return;
    }
    if runner.is_busy() {
        return press.say(text("run.busy"));
    }
    let place = press.value();
    if place == "worker" && press.has_no_workers() {
        return press.say(text("machine.no-workers"));
    }
    alive.is_busy.set(true);
    press.say(text("alive.computing"));
    let watch = Rc::new(RefCell::new(Watch::default()));
    let on_page = place == "page";
    if !on_page {
        run(&watch, runner, &press, place == "slices");
    }
    let alive = Rc::clone(alive);
    frames::each_frame(move |passed_ms| {
        let mut watch = watch.borrow_mut();
        watch.frame(passed_ms);
        press.draw(".dot-track", &svg::dot(watch.turned_ms / TURN_MS));
        if on_page {
            watch.freeze_in_time();
        }
        let Some(end) = watch.end.take() else { return true };
        press.say(&end);
        alive.is_busy.set(false);
        false
    });
}

/// One task, on the page's event loop or on a Worker.
fn run(watch: &Rc<RefCell<Watch>>, runner: &Runner, press: &Press, in_slices: bool) {
    let strategy = if in_slices { Strategy::overlapping(1) } else { Strategy::blocking(1) };
    let second = Scenario::new(Workload::new([Task::new("").compute(SECOND_US)]), Machine::new(1), strategy);
    match runs::plan(&second, press.cores, SECOND_US, press.best) {
        Ok(plan) => {
            let watch = Rc::clone(watch);
            let heard = Rc::new(move |progress: Progress| watch.borrow_mut().hear(&progress.stage));
            // Where no Worker starts, the page's own thread would measure what the other button does.
            runner.run_plan(plan, None, press.waited_ms, heard);
        }
        Err(failure) => watch.borrow_mut().end = Some(sentences::reason(&failure)),
    }
}

impl Watch {
    fn hear(&mut self, stage: &Stage) {
        match stage {
            Stage::Running => self.is_on = true,
            Stage::Failed(failure) => self.end = Some(sentences::reason(failure)),
            stage if !stage.is_active() => self.end = Some(self.verdict()),
            _ => {}
        }
    }

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
            let until_ms = frames::now_ms() + 1_000.0;
            let mut state = 1;
            while frames::now_ms() < until_ms {
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
