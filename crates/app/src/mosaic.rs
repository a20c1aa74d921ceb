//! “Many hands”: a picture in tiles of very different cost, which appear as the Workers finish them.

use leptos::prelude::*;
use meanwhile_engine::picture_kernel::{HEIGHT, TILES, WIDTH};
use meanwhile_engine::{MAX_WORKERS, Stage};
use meanwhile_engine_web::{Rung, Runner};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::board::Board;
use crate::figure::handler;
use crate::run_words;
use meanwhile_picture::time_text::Clock;
use meanwhile_words::{count, say, text};

const SAID: usize = 0;
/// Where each number of workers has its time; the last pictures stay to be compared.
const TIMES: usize = 1;

/// The whole figure. `place` is the element in which it stands.
pub fn mosaic(place: Element) -> impl IntoView {
    let board = Board::new(2);
    board.write(SAID, text("mosaic.ask").to_owned());
    let times = StoredValue::new_local([None; MAX_WORKERS as usize]);
    let press = move |event: Event| {
        let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let workers = button.and_then(|button| button.get_attribute("value")?.parse().ok());
        if let (Some(workers), Ok(Some(canvas))) = (workers, place.query_selector("canvas")) {
            paint(board, times, &canvas, workers);
        }
    };
    view! {
        <figure class="figure">
            <p class="question">{text("mosaic.question")}</p>
            <p class="aside">{text("mosaic.aside")}</p>
            <div class="mosaic">
                <canvas width=WIDTH.to_string() height=HEIGHT.to_string() aria-hidden="true"></canvas>
            </div>
            <div class="numbers" role="group" aria-label=text("mosaic.how-many") on:click=handler(move |event: web_sys::MouseEvent| press(event.into())) inner_html=numbers()></div>
            <p class="real-said" role="status">{board.text(SAID)}</p>
            <p class="aside">{board.text(TIMES)}</p>
        </figure>
    }
}

fn numbers() -> String {
    [1, 2, 3, 4, 8]
        .map(|workers| {
            format!(
                "<button type=\"button\" value=\"{workers}\">{}</button>",
                count("mosaic.workers", workers, &[])
            )
        })
        .concat()
}

type Times = StoredValue<[Option<u32>; MAX_WORKERS as usize], LocalStorage>;

fn paint(board: Board, times: Times, canvas: &Element, workers: u32) {
    if Runner::with(Runner::is_painting) {
        return Runner::with(Runner::cancel);
    }
    if Runner::with(Runner::is_busy) {
        return board.write(SAID, text("run.busy").to_owned());
    }
    if Rung::known() == Some(Rung::EventLoop) {
        return board.write(SAID, text("machine.no-workers").to_owned());
    }
    board.write(SAID, text("run.starting").to_owned());
    Runner::with(|runner| {
        runner.paint(canvas, workers, move |painting| {
            let ms = painting.running_ms as u32;
            let said = match painting.stage {
                Stage::Running => {
                    let (tiles, all) = (painting.tiles.to_string(), TILES.to_string());
                    say("mosaic.going", &[("tiles", &tiles), ("all", &all), ("time", &time(ms))])
                }
                Stage::Done => {
                    times.update_value(|times| times[workers as usize - 1] = Some(ms));
                    board.write(TIMES, times_so_far(&times.get_value()));
                    say(
                        "mosaic.done",
                        &[("workers", &count("mosaic.workers", workers.into(), &[])), ("time", &time(ms))],
                    )
                }
                Stage::Settling => text("run.settling").to_owned(),
                Stage::Cancelling => text("run.cancelling").to_owned(),
                Stage::Cancelled => text("run.cancelled").to_owned(),
                Stage::TimedOut => text("mosaic.too-slow").to_owned(),
                Stage::Failed(failure) => run_words::reason(&failure),
                _ => text("run.starting").to_owned(),
            };
            board.write(SAID, said);
        });
    });
}

/// The times so far, by the number of workers.
fn times_so_far(times_ms: &[Option<u32>]) -> String {
    let known = (1..).zip(times_ms).filter_map(|(number, ms)| Some((number, (*ms)?)));
    let said = |(number, ms)| {
        say("mosaic.time", &[("workers", &count("mosaic.workers", number, &[])), ("time", &time(ms))])
    };
    known.map(said).collect::<Vec<_>>().join(" · ")
}

fn time(ms: u32) -> String {
    Clock::Seconds.with_unit(&Clock::Seconds.number_fixed(u64::from(ms) * 1_000, 2))
}
