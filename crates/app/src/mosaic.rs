//! “Many hands”: a picture in tiles of very different cost, which appear as the Workers finish them.

use leptos::prelude::*;
use meanwhile_engine::picture_kernel::{HEIGHT, TILES, WIDTH};
use meanwhile_engine::{MAX_WORKERS, Stage};
use meanwhile_engine_web::{Rung, Runner};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::board::Board;
use crate::figure::handler;
use crate::words;

const SAID: usize = 0;
/// Where each number of workers has its time; the last pictures stay to be compared.
const TIMES: usize = 1;

/// The whole figure. `place` is the element in which it stands.
pub fn mosaic(place: Element) -> impl IntoView {
    let board = Board::new(2);
    board.write(SAID, words::MOSAIC_ASK.to_owned());
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
            <p class="question">{words::MOSAIC_QUESTION}</p>
            <p class="aside">{words::MOSAIC_ASIDE}</p>
            <div class="mosaic">
                <canvas width=WIDTH.to_string() height=HEIGHT.to_string() aria-hidden="true"></canvas>
            </div>
            <div class="numbers" role="group" aria-label=words::MOSAIC_WORKERS on:click=handler(move |event: web_sys::MouseEvent| press(event.into())) inner_html=numbers()></div>
            <p class="real-said" role="status">{board.text(SAID)}</p>
            <p class="aside">{board.text(TIMES)}</p>
        </figure>
    }
}

fn numbers() -> String {
    [1, 2, 3, 4, 8]
        .map(|workers| {
            format!("<button type=\"button\" value=\"{workers}\">{}</button>", words::workers(workers))
        })
        .concat()
}

type Times = StoredValue<[Option<u32>; MAX_WORKERS as usize], LocalStorage>;

fn paint(board: Board, times: Times, canvas: &Element, workers: u32) {
    if Runner::with(Runner::is_painting) {
        return Runner::with(Runner::cancel);
    }
    if Runner::with(Runner::is_busy) {
        return board.write(SAID, words::BUSY.to_owned());
    }
    if Rung::known() == Some(Rung::EventLoop) {
        return board.write(SAID, words::NO_WORKERS.to_owned());
    }
    board.write(SAID, words::STARTING.to_owned());
    Runner::with(|runner| {
        runner.paint(canvas, workers, move |painting| {
            let ms = painting.running_ms as u32;
            let said = match painting.stage {
                Stage::Running => words::mosaic_going(painting.tiles, TILES, ms),
                Stage::Done => {
                    times.update_value(|times| times[workers as usize - 1] = Some(ms));
                    board.write(TIMES, words::mosaic_times(&times.get_value()));
                    words::mosaic_done(workers, ms)
                }
                Stage::Settling => words::SETTLING.to_owned(),
                Stage::Cancelling => words::CANCELLING.to_owned(),
                Stage::Cancelled => words::CANCELLED.to_owned(),
                Stage::TimedOut => words::MOSAIC_TOO_SLOW.to_owned(),
                Stage::Failed(failure) => words::reason(&failure),
                _ => words::STARTING.to_owned(),
            };
            board.write(SAID, said);
        });
    });
}
