//! The board's drawing.

use meanwhile_sim::SpanKind;

use super::{Dress, Put};
use crate::Point;
use crate::board::{
    Board, CHIP_PX, Chip, Core, DONE_X, HEIGHT_PX, Mood, READY_X, WAITING_X, WIDTH_PX, WORKERS_X, Worker,
};

/// What stands above the areas, from left to right: ready, workers, waiting, done.
pub type AreaNames<'a> = [&'a str; 4];

/// From where to where each of them goes.
const AREAS: [(f32, f32); 4] = [READY_X, WORKERS_X, WAITING_X, DONE_X];

/// Up to so many workers and cores are drawn larger.
const FEW: usize = 4;
const LARGER: f32 = 1.4;

/// How large the words are drawn, in the board's own units.
const LETTERS_PX: f32 = 11.5;
const LARGEST_LETTERS_PX: f32 = 21.0;
/// On chips there is less room, and the style sheet makes them larger than other words by so much.
const LARGEST_ON_CHIPS_PX: f32 = 17.0;
const CHIP_LETTERS: f32 = 1.13;
/// Half as wide as a bold letter, of its height.
const HALF_A_LETTER: f32 = 0.345;

/// The board as the contents of an `<svg>` of the given size.
pub fn board(board: &Board, dress: Dress, names: AreaNames, (width, height): (f32, f32)) -> String {
    let size = if board.workers.len().max(board.cores.len()) <= FEW { LARGER } else { 1.0 };
    let scale = (width / WIDTH_PX).min(height / HEIGHT_PX);
    let (x, y) = ((width - WIDTH_PX * scale) / 2.0, (height - HEIGHT_PX * scale) / 2.0);
    // Where the board is drawn small its words are not, as far as there is room for them.
    let letters = (LETTERS_PX / scale.max(0.1)).min(largest_letters(names)).max(LETTERS_PX);
    let mut out = String::new();
    out.draw(
        "<g transform=\"translate({} {}) scale({})\" font-size=\"{}\">",
        &[x, y, scale, letters.min(LARGEST_ON_CHIPS_PX)],
    );
    areas(&mut out, names, letters);
    for core in &board.cores {
        if let Some(worker) = core.worker.and_then(|worker| board.workers.get(worker)) {
            draw_link(&mut out, core, worker, size);
        }
    }
    board.cores.iter().for_each(|core| draw_core(&mut out, core, dress, size));
    board.workers.iter().for_each(|worker| draw_worker(&mut out, worker, dress, size));
    let on_chips = letters.min(LARGEST_ON_CHIPS_PX) * CHIP_LETTERS;
    board.chips.iter().for_each(|chip| draw_chip(&mut out, chip, on_chips));
    out.push_str("</g>");
    out
}

/// As large as leaves a gap between each name and the next, from the middle of its area to the middle of the next.
fn largest_letters(names: AreaNames) -> f32 {
    const GAP_PX: f32 = 8.0;
    let mut before: Option<(f32, usize)> = None;
    let mut largest = LARGEST_LETTERS_PX;
    for ((left, right), name) in AREAS.into_iter().zip(names).filter(|(_, name)| !name.is_empty()) {
        let (middle, count) = (f32::midpoint(left, right), name.chars().count());
        if let Some((there, others)) = before {
            largest = largest.min((middle - there - GAP_PX) / ((count + others) as f32 * HALF_A_LETTER));
        }
        before = Some((middle, count));
    }
    largest
}

fn areas(out: &mut String, names: AreaNames, letters: f32) {
    for ((left, right), name) in AREAS.into_iter().zip(names) {
        // A name that is longer than its area stays on the board.
        let half = (name.chars().count() as f32 * letters * HALF_A_LETTER).min(WIDTH_PX / 2.0);
        let middle = f32::midpoint(left, right).clamp(half, WIDTH_PX - half);
        out.draw("<text class=\"area\" x=\"{}\" y=\"14\" font-size=\"{}\">", &[middle, letters])
            .text(name)
            .put("</text>");
        if (left, right) != WORKERS_X && !name.is_empty() {
            out.draw(
                "<rect class=\"tray\" x=\"{}\" y=\"24\" width=\"{}\" height=\"{}\" rx=\"10\"/>",
                &[left, right - left, HEIGHT_PX - 26.0],
            );
        }
    }
}

/// A line from the core down to the worker that it executes.
fn draw_link(out: &mut String, core: &Core, worker: &Worker, size: f32) {
    let (from, to) = (core.at, worker.at);
    let (top, bottom) = (from.y + 15.0 * size, to.y - 27.0 * size);
    let middle = (top + bottom) / 2.0;
    out.put("<path class=\"link ");
    if let Some(look) = core.look {
        out.look(look);
    }
    out.draw(
        "\" d=\"M{} {}C{} {} {} {} {} {}\"/>",
        &[from.x, top, from.x, middle, to.x, middle, to.x, bottom],
    );
}

fn draw_core(out: &mut String, core: &Core, dress: Dress, size: f32) {
    match (core.look, core.is_switching) {
        (None, _) => out.put("<g class=\"core idle"),
        (Some(_), true) => out.put("<g class=\"core turning"),
        (Some(number), false) => out.put("<g class=\"core busy ").look(number),
    };
    placed(out, core.at, size);
    out.put(dress.core).put("</g>");
}

/// The end of the tag of what stands there.
fn placed(out: &mut String, at: Point, size: f32) {
    out.draw("\" transform=\"translate({} {}) scale({})\">", &[at.x, at.y, size]);
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
    out.put("<g class=\"hand ").put(class);
    placed(out, worker.at, size);
    out.put("<circle cx=\"0\" cy=\"-16\" r=\"10\"/>").put(dress.worker);
    out.put("<path class=\"eyes\" d=\"").put(eyes);
    out.draw("\"/><path class=\"desk\" d=\"M-15 {}h30\"/></g>", &[29.0 / size]);
}

fn draw_chip(out: &mut String, chip: &Chip, letters: f32) {
    let state = match chip.kind {
        None => "done",
        Some(SpanKind::Executing) => "executing",
        Some(SpanKind::Waiting) => "waiting",
        Some(_) => "ready",
    };
    let half = CHIP_PX / 2.0;
    out.put("<g class=\"chip ").put(state).put(" ").look(chip.look);
    out.draw(
        "\" transform=\"translate({} {})\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"7\"/>",
        &[chip.at.x, chip.at.y, -half, -half, CHIP_PX, CHIP_PX],
    );
    // How much of a wait has passed, from the bottom up.
    if chip.kind == Some(SpanKind::Waiting) {
        let full = CHIP_PX * chip.progress;
        out.draw(
            "<rect class=\"passed\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"7\"/>",
            &[-half, half - full, CHIP_PX, full],
        );
    }
    out.put("<text y=\"4.6\"");
    // A number of two digits is drawn narrower where it would not fit.
    let room = CHIP_PX - 5.0;
    if chip.letter.chars().count() as f32 * letters * HALF_A_LETTER * 2.0 > room {
        out.draw(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", &[room]);
    }
    out.put(">").text(&chip.letter).put("</text></g>");
}
