//! The stage's drawing: each desk in a cell of its own, drawn in the cell's own units.

use super::{Put, person};
use crate::scene::{Desk, Scene, Tab, TabState};

/// A desk is drawn in a box of this size.
pub(super) const DESK: (f32, f32) = (312.0, 164.0);
const SCREEN: (f32, f32, f32, f32) = (8.0, 6.0, 222.0, 132.0);
const STRIP_HEIGHT: f32 = 24.0;
const PAGE_X: f32 = 24.0;
const PAGE_Y: f32 = 48.0;
/// The lines of a page: how long each is.
const LINES: [f32; 5] = [176.0, 186.0, 160.0, 182.0, 118.0];
const LINE_SPACING: f32 = 15.0;

/// The scene as the contents of an `<svg>` of the given size: as few columns as fill it best.
pub fn scene(scene: &Scene, width: f32, height: f32) -> String {
    let columns = best_columns(scene.desks.len(), width, height);
    let rows = scene.desks.len().div_ceil(columns);
    let (cell_width, cell_height) = (width / columns as f32, height / rows as f32);
    let scale = scale_of(cell_width, cell_height);
    let mut out = String::new();
    for (index, desk) in scene.desks.iter().enumerate() {
        let (column, row) = (index % columns, index / columns);
        let x = cell_width * column as f32 + (cell_width - DESK.0 * scale) / 2.0;
        let y = cell_height * row as f32 + (cell_height - DESK.1 * scale) / 2.0;
        out.draw("<g transform=\"translate({} {}) scale({})\">", &[x, y, scale]);
        draw_desk(&mut out, desk, index);
        out.push_str("</g>");
    }
    out
}

/// The number of columns with which the desks are largest.
fn best_columns(desks: usize, width: f32, height: f32) -> usize {
    let scale = |columns: usize| {
        let rows = desks.div_ceil(columns);
        scale_of(width / columns as f32, height / rows as f32)
    };
    (1..=desks.max(1)).max_by(|&a, &b| scale(a).total_cmp(&scale(b)).then(b.cmp(&a))).unwrap_or(1)
}

fn scale_of(width: f32, height: f32) -> f32 {
    ((width / DESK.0).min(height / DESK.1) * 100.0).floor() / 100.0
}

fn draw_desk(out: &mut String, desk: &Desk, index: usize) {
    let (x, y, width, height) = SCREEN;
    let side = STRIP_HEIGHT - 9.0;
    out.draw(
        "<rect class=\"screen\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"9\"/>",
        &[x, y, width, height],
    )
    .draw(
        "<path class=\"strip\" d=\"M{} {}v-{}a9 9 0 0 1 9-9h{}a9 9 0 0 1 9 9v{}z\"/>",
        &[x, y + STRIP_HEIGHT, side, width - 18.0, side],
    )
    .draw("<path class=\"base\" d=\"M{} {}h{}\"/>", &[x - 6.0, y + height + 9.0, width + 12.0]);
    let tab_width = ((width - 20.0) / desk.tabs.len().max(1) as f32).min(78.0);
    for (position, tab) in desk.tabs.iter().enumerate() {
        let is_front = desk.front == Some(position);
        draw_tab(out, tab, x + 10.0 + tab_width * position as f32, tab_width - 3.0, is_front);
    }
    let front = desk.front.and_then(|front| desk.tabs.get(front));
    if let Some(tab) = front {
        draw_page(out, tab);
    }
    person::person(out, desk.mood, front.map(|tab| tab.task), index);
}

fn draw_tab(out: &mut String, tab: &Tab, x: f32, width: f32, is_front: bool) {
    let bottom = SCREEN.1 + STRIP_HEIGHT;
    let class = if is_front { "tab front" } else { "tab" };
    out.put("<g class=\"").look(tab.task).put("\"><path class=\"").put(class);
    out.draw("\" d=\"M{} {}v-12a5 5 0 0 1 5-5h{}a5 5 0 0 1 5 5v12z\"/>", &[x, bottom, width - 10.0]);
    let roomy = width > 46.0;
    let name: String = if roomy { tab.name.clone() } else { tab.name.chars().take(1).collect() };
    out.draw("<text class=\"tab-name\" x=\"{}\" y=\"{}\">", &[x + 6.0, bottom - 5.0])
        .text(&name)
        .put("</text>");
    if width > 22.0 {
        draw_tab_state(out, tab, x + width - 9.0, bottom - 8.5);
    }
    out.push_str("</g>");
}

/// A ring that fills while the page loads, a dot once it has something to read, a tick when it has been read.
fn draw_tab_state(out: &mut String, tab: &Tab, x: f32, y: f32) {
    let markup = match tab.state {
        TabState::Opening | TabState::Loading => "<circle class=\"ring\" cx=\"{}\" cy=\"{}\" r=\"4\"/>",
        TabState::Loaded | TabState::Reading => "<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"4\"/>",
        TabState::Read => "<path class=\"tick\" d=\"M{} {}m-4 0l3 3l5-6\"/>",
    };
    out.draw(markup, &[x, y]);
    if tab.state == TabState::Loading {
        out.draw(
            "<circle class=\"ring filled\" cx=\"{}\" cy=\"{}\" r=\"4\" stroke-dasharray=\"{} 26\" \
             transform=\"rotate(-90 {} {})\"/>",
            &[x, y, 25.13 * tab.progress, x, y],
        );
    }
}

fn draw_page(out: &mut String, tab: &Tab) {
    out.put("<g class=\"page ").look(tab.task).put("\">");
    match tab.state {
        TabState::Opening => draw_address(out, tab.progress),
        TabState::Loading => draw_loading(out, tab.progress),
        TabState::Loaded => draw_lines(out, 0.0),
        TabState::Reading => draw_lines(out, tab.progress),
        TabState::Read => draw_lines(out, 1.0),
    }
    out.push_str("</g>");
}

/// The address is typed.
fn draw_address(out: &mut String, progress: f32) {
    let typed = 120.0 * progress;
    out.draw(
        "<rect class=\"address\" x=\"{}\" y=\"42\" width=\"188\" height=\"20\" rx=\"10\"/>\
         <rect class=\"typed\" x=\"36\" y=\"49\" width=\"{}\" height=\"6\" rx=\"3\"/>\
         <path class=\"caret\" d=\"M{} 46v12\"/>",
        &[PAGE_X, typed, 40.0 + typed],
    );
}

/// Grey shapes of what will come, and how much of the wait has passed.
fn draw_loading(out: &mut String, progress: f32) {
    out.draw(
        "<rect class=\"loaded\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"3\"/>",
        &[SCREEN.0, SCREEN.1 + STRIP_HEIGHT, SCREEN.2 * progress],
    )
    .draw(
        "<rect class=\"ghost\" x=\"{}\" y=\"{}\" width=\"92\" height=\"10\" rx=\"5\"/>",
        &[PAGE_X, PAGE_Y - 8.0],
    );
    for (index, length) in LINES.iter().enumerate() {
        draw_line(out, "ghost", index, *length);
    }
}

/// The page's lines; those that have been read stand in ink, and the one that is being read fills as it is read.
fn draw_lines(out: &mut String, read: f32) {
    out.draw(
        "<rect class=\"headline\" x=\"{}\" y=\"{}\" width=\"92\" height=\"10\" rx=\"5\"/>",
        &[PAGE_X, PAGE_Y - 8.0],
    );
    let total: f32 = LINES.iter().sum();
    let mut left = read * total;
    for (index, length) in LINES.iter().enumerate() {
        draw_line(out, "line", index, *length);
        let part = left.clamp(0.0, *length);
        left -= length;
        if part > 0.0 {
            draw_line(out, "line read", index, part);
        }
    }
}

fn draw_line(out: &mut String, class: &str, index: usize, length: f32) {
    let y = PAGE_Y + 12.0 + LINE_SPACING * index as f32;
    out.put("<rect class=\"").put(class);
    out.draw("\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"6\" rx=\"3\"/>", &[PAGE_X, y, length]);
}
