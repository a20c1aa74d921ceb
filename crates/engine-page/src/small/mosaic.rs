//! “Many hands”: a picture in tiles of very different cost, which appear as the Workers finish them.

use std::cell::RefCell;
use std::rc::Rc;

use meanwhile_engine::picture_kernel::{HEIGHT, TILES, WIDTH};
use meanwhile_engine::{MAX_WORKERS, Progress, Stage};
use meanwhile_picture::time_text::Clock;
use meanwhile_words::{count, say, text};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::Press;
use crate::painter::Easel;
use crate::runner::Runner;
use crate::sentences;

/// The figure.
#[derive(Default)]
pub(super) struct Mosaic {
    /// How long each number of workers took; the last pictures stay to be compared.
    times_ms: RefCell<[Option<u32>; MAX_WORKERS as usize]>,
}

/// Has the picture computed by as many Workers as the button says, or stops that.
pub(super) fn press(mosaic: &Rc<Mosaic>, runner: &Runner, press: Press) {
    if runner.is_painting() {
        return runner.cancel();
    }
    if runner.is_busy() {
        return press.say(text("run.busy"));
    }
    if press.has_no_workers() {
        return press.say(text("machine.no-workers"));
    }
    let workers = press.value().parse().ok().filter(|workers| (1..=MAX_WORKERS).contains(workers));
    if let Some((workers, easel)) = workers.and_then(|workers| Some((workers, easel(&press, workers)?))) {
        press.say(text("run.starting"));
        let (mosaic, waited_ms) = (Rc::clone(mosaic), press.waited_ms);
        let heard = Rc::new(move |progress: Progress| mosaic.hear(&press, workers, &progress));
        runner.paint(easel, workers, waited_ms, heard);
    }
}

/// The picture's canvas, cleared, and the style sheet's colours for so many Workers.
fn easel(press: &Press, workers: u32) -> Option<Easel> {
    let canvas: HtmlCanvasElement = press.place.query_selector("canvas").ok()??.dyn_into().ok()?;
    canvas.set_width(WIDTH);
    canvas.set_height(HEIGHT);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let window = web_sys::window()?;
    let colour = |worker: u32| {
        canvas.set_class_name(&["task-", &worker.to_string()].concat());
        window.get_computed_style(&canvas).ok()??.get_property_value("color").ok()
    };
    Some(Easel { canvas: context, colours: (0..workers).filter_map(colour).collect() })
}

impl Mosaic {
    fn hear(&self, press: &Press, workers: u32, progress: &Progress) {
        let ms = progress.running_ms as u32;
        let said = match &progress.stage {
            Stage::Running => {
                let (tiles, all) = (progress.tiles.to_string(), TILES.to_string());
                say("mosaic.going", &[("tiles", &tiles), ("all", &all), ("time", &time(ms))])
            }
            Stage::Done => {
                self.times_ms.borrow_mut()[workers as usize - 1] = Some(ms);
                press.draw(".times", &self.times_so_far());
                say("mosaic.done", &[("workers", &named(workers)), ("time", &time(ms))])
            }
            Stage::Settling => text("run.settling").to_owned(),
            Stage::Cancelling => text("run.cancelling").to_owned(),
            Stage::Cancelled => text("run.cancelled").to_owned(),
            Stage::TimedOut => text("mosaic.too-slow").to_owned(),
            Stage::Failed(failure) => sentences::reason(failure),
            _ => text("run.starting").to_owned(),
        };
        press.say(&said);
    }

    /// The times so far, by the number of workers.
    fn times_so_far(&self) -> String {
        let times_ms = self.times_ms.borrow();
        let known = (1..).zip(times_ms.iter()).filter_map(|(number, ms)| Some((number, (*ms)?)));
        let said = |(number, ms)| say("mosaic.time", &[("workers", &named(number)), ("time", &time(ms))]);
        known.map(said).collect::<Vec<_>>().join(" · ")
    }
}

fn named(workers: u32) -> String {
    count("mosaic.workers", workers.into(), &[])
}

fn time(ms: u32) -> String {
    Clock::Seconds.with_unit(&Clock::Seconds.number_fixed(u64::from(ms) * 1_000, 2))
}
