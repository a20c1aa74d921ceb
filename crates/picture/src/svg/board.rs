//! The board's drawing.

use std::fmt::Write;

use meanwhile_sim::SpanKind;

use super::{Dress, escaped, look, px};
use crate::Point;
use crate::board::{
    Board, CHIP_PX, Chip, Core, DONE_X, HEIGHT_PX, Mood, READY_X, WAITING_X, WIDTH_PX, WORKERS_X, Worker,
};

/// What stands above the areas, from left to right: ready, workers, waiting, done.
pub type AreaNames<'a> = [&'a str; 4];

/// Up to so many workers and cores are drawn larger.
const FEW: usize = 4;
const LARGER: f32 = 1.4;

/// How large the words are drawn, in the board's own units.
const LETTERS_PX: f32 = 11.5;
const LARGEST_LETTERS_PX: f32 = 17.0;
/// Half as wide as a bold letter, of its height.
const HALF_A_LETTER: f32 = 0.31;

/// The board as the contents of an `<svg>` of the given size.
pub fn board(board: &Board, dress: Dress, names: AreaNames, (width, height): (f32, f32)) -> String {
    let size = if board.workers.len().max(board.cores.len()) <= FEW { LARGER } else { 1.0 };
    let scale = (width / WIDTH_PX).min(height / HEIGHT_PX);
    let (x, y) = ((width - WIDTH_PX * scale) / 2.0, (height - HEIGHT_PX * scale) / 2.0);
    // Where the board is drawn small its words are not, as far as there is room for them.
    let letters = (LETTERS_PX / scale.max(0.1)).clamp(LETTERS_PX, LARGEST_LETTERS_PX);
    let mut out = format!(
        "<g transform=\"translate({} {}) scale({})\" font-size=\"{}\">",
        px(x),
        px(y),
        px(scale),
        px(letters)
    );
    areas(&mut out, names, letters);
    for core in &board.cores {
        if let Some(worker) = core.worker.and_then(|worker| board.workers.get(worker)) {
            draw_link(&mut out, core, worker, size);
        }
    }
    board.cores.iter().for_each(|core| draw_core(&mut out, core, dress, size));
    board.workers.iter().for_each(|worker| draw_worker(&mut out, worker, dress, size));
    board.chips.iter().for_each(|chip| draw_chip(&mut out, chip));
    out.push_str("</g>");
    out
}

fn areas(out: &mut String, names: AreaNames, letters: f32) {
    for ((left, right), name) in [READY_X, WORKERS_X, WAITING_X, DONE_X].into_iter().zip(names) {
        // A name that is longer than its area stays on the board.
        let half = (name.chars().count() as f32 * letters * HALF_A_LETTER).min(WIDTH_PX / 2.0);
        let middle = px(f32::midpoint(left, right).clamp(half, WIDTH_PX - half));
        let width = px(right - left);
        let _ = write!(out, "<text class=\"area\" x=\"{middle}\" y=\"14\">{}</text>", escaped(name));
        if (left, right) != WORKERS_X && !name.is_empty() {
            let _ = write!(
                out,
                "<rect class=\"tray\" x=\"{}\" y=\"24\" width=\"{width}\" height=\"{}\" rx=\"10\"/>",
                px(left),
                px(HEIGHT_PX - 26.0)
            );
        }
    }
}

/// A line from the core down to the worker that it executes.
fn draw_link(out: &mut String, core: &Core, worker: &Worker, size: f32) {
    let (from, to) = (core.at, worker.at);
    let (top, bottom) = (from.y + 15.0 * size, to.y - 27.0 * size);
    let middle = (top + bottom) / 2.0;
    let _ = write!(
        out,
        "<path class=\"link {}\" d=\"M{} {}C{} {} {} {} {} {}\"/>",
        core.look.map(look).unwrap_or_default(),
        px(from.x),
        px(top),
        px(from.x),
        px(middle),
        px(to.x),
        px(middle),
        px(to.x),
        px(bottom)
    );
}

fn draw_core(out: &mut String, core: &Core, dress: Dress, size: f32) {
    let class = match (core.look, core.is_switching) {
        (None, _) => "core idle".to_owned(),
        (Some(_), true) => "core turning".to_owned(),
        (Some(number), false) => format!("core busy {}", look(number)),
    };
    let _ = write!(out, "<g class=\"{class}\" transform=\"{}\">{}</g>", placed(core.at, size), dress.core);
}

fn placed(at: Point, size: f32) -> String {
    format!("translate({} {}) scale({})", px(at.x), px(at.y), px(size))
}

/// A head behind a desk.
fn draw_worker(out: &mut String, worker: &Worker, dress: Dress, size: f32) {
    let class = match worker.mood {
        Mood::Free => "free",
        Mood::Executing => "executing",
        Mood::NoCore => "no-core",
        Mood::Waiting => "waiting",
    };
    let eyes = match worker.mood {
        Mood::Free => "M-5-16q2-3 4 0M2-16q2-3 4 0",
        Mood::Executing => "M-4-14v.1M4-14v.1",
        Mood::NoCore => "M-4-20v.1M4-20v.1",
        Mood::Waiting => "M-1-18v.1M6-18v.1",
    };
    let _ = write!(
        out,
        "<g class=\"hand {class}\" transform=\"{}\"><circle cx=\"0\" cy=\"-16\" r=\"10\"/>{}\
         <path class=\"eyes\" d=\"{eyes}\"/><path class=\"desk\" d=\"M-15 {}h30\"/></g>",
        placed(worker.at, size),
        dress.worker,
        px(29.0 / size)
    );
}

fn draw_chip(out: &mut String, chip: &Chip) {
    let side = px(CHIP_PX);
    let (x, y) = (px(chip.at.x), px(chip.at.y));
    let state = match chip.kind {
        None => "done",
        Some(SpanKind::Executing) => "executing",
        Some(SpanKind::Waiting) => "waiting",
        Some(_) => "ready",
    };
    let _ = write!(
        out,
        "<g class=\"chip {state} {}\" transform=\"translate({x} {y})\"><rect x=\"{}\" y=\"{}\" width=\"{side}\" height=\"{side}\" rx=\"7\"/>",
        look(chip.look),
        px(-CHIP_PX / 2.0),
        px(-CHIP_PX / 2.0)
    );
    // How much of a wait has passed, from the bottom up.
    if chip.kind == Some(SpanKind::Waiting) {
        let full = CHIP_PX * chip.progress;
        let _ = write!(
            out,
            "<rect class=\"passed\" x=\"{}\" y=\"{}\" width=\"{side}\" height=\"{}\" rx=\"7\"/>",
            px(-CHIP_PX / 2.0),
            px(CHIP_PX / 2.0 - full),
            px(full)
        );
    }
    let _ = write!(out, "<text y=\"4.6\">{}</text></g>", escaped(&chip.letter));
}
