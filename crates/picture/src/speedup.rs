//! The chart of speed-up by workers: what was measured, between the ideal line and Amdahl's.
//!
//! G. Amdahl (1967): where a share s of the work cannot be divided, n workers are at most 1 ÷ (s + (1 − s) ÷ n) times
//! as fast as one.

use crate::svg::Put;

const HEIGHT: f32 = 260.0;
const LEFT: f32 = 40.0;
const RIGHT: f32 = 16.0;
const TOP: f32 = 14.0;
const BOTTOM: f32 = 40.0;

/// What was measured with so many workers. Speed-ups are in thousandths of one worker's speed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// At least 1.
    pub workers: u32,
    /// The best of several runs.
    pub best_permille: u32,
    /// The worst of them.
    pub worst_permille: u32,
}

/// Everything that the chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Speedup<'a> {
    /// In CSS pixels.
    pub width: f32,
    /// The axis goes from 1 to this many workers, at least 2.
    pub workers_max: u32,
    /// The share of the work that cannot be divided, in thousandths.
    pub serial_permille: u32,
    /// What has been measured so far, in any order.
    pub measured: &'a [Measured],
}

/// Amdahl's speed-up of `workers`, in thousandths, rounded down.
pub fn amdahl_permille(serial_permille: u32, workers: u32) -> u32 {
    let (serial, workers) = (u64::from(serial_permille.min(1_000)), u64::from(workers.max(1)));
    // 1000 ÷ (s ÷ 1000 + (1000 − s) ÷ 1000 ÷ n), with everything over 1000 · n.
    (1_000_000 * workers / (serial * workers + 1_000 - serial)) as u32
}

impl Speedup<'_> {
    /// A whole `<svg>` element, as wide as asked for.
    pub fn svg(&self) -> String {
        self.drawn("width=\"100%\" height=\"{}\"", &[HEIGHT])
    }

    /// The same, to be shown at any width.
    pub fn still(&self) -> String {
        self.drawn("viewBox=\"0 0 {} {}\"", &[self.width, HEIGHT])
    }

    fn drawn(&self, size: &str, numbers: &[f32]) -> String {
        let mut out = "<svg aria-hidden=\"true\" ".to_owned();
        out.draw(size, numbers).put(">");
        self.draw_axes(&mut out);
        self.draw_line(&mut out, "ideal", |workers| workers * 1_000);
        self.draw_line(&mut out, "amdahl", |workers| amdahl_permille(self.serial_permille, workers));
        for measured in self.measured {
            let (x, best) = (self.x(measured.workers), self.y(measured.best_permille));
            let worst = self.y(measured.worst_permille.min(measured.best_permille));
            out.draw(
                "<path class=\"spread\" d=\"M{} {}V{}\"/><circle class=\"point\" cx=\"{}\" cy=\"{}\" r=\"5\"/>",
                &[x, best, worst, x, best],
            );
        }
        out.push_str("</svg>");
        out
    }

    fn draw_axes(&self, out: &mut String) {
        let right = self.width - RIGHT;
        out.push_str("<g class=\"axis\">");
        for step in 1..=self.workers_max {
            let (x, y) = (self.x(step), self.y(step * 1_000));
            out.draw("<path class=\"grid\" d=\"M{} {}H{}\"/>", &[LEFT, y, right]);
            out.draw("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">", &[LEFT - 8.0, y + 4.0]);
            out.number(step as usize);
            out.draw("×</text><text x=\"{}\" y=\"{}\" text-anchor=\"middle\">", &[x, HEIGHT - BOTTOM + 20.0]);
            out.number(step as usize).put("</text>");
        }
        out.push_str("</g>");
    }

    fn draw_line(&self, out: &mut String, class: &str, permille: impl Fn(u32) -> u32) {
        out.put("<path class=\"").put(class).put("\" d=\"");
        for workers in 1..=self.workers_max {
            let (x, y) = (self.x(workers), self.y(permille(workers)));
            out.draw(if workers == 1 { "M{} {}" } else { "L{} {}" }, &[x, y]);
        }
        out.push_str("\"/>");
    }

    fn x(&self, workers: u32) -> f32 {
        let steps = self.workers_max.saturating_sub(1).max(1) as f32;
        LEFT + 12.0 + (self.width - LEFT - RIGHT - 24.0) * (workers.saturating_sub(1)) as f32 / steps
    }

    fn y(&self, permille: u32) -> f32 {
        let top = (self.workers_max * 1_000) as f32;
        HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (permille as f32 / top).min(1.05)
    }
}
