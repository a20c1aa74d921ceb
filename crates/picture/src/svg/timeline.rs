//! The timeline's drawing.

use std::fmt::Write;

use meanwhile_sim::SpanKind;

use super::{LOOKS, escaped, look, px};
use crate::timeline::{Bar, Lane, Timeline};

/// The timeline as the contents of an `<svg>` of its width and height. `id` keeps the patterns of several drawings on
/// one page apart.
pub fn timeline(timeline: &Timeline, id: &str) -> String {
    let mut out = String::new();
    patterns(&mut out, timeline.lanes.len(), id);
    axis(&mut out, timeline);
    for lane in &timeline.lanes {
        draw_lane(&mut out, lane, id);
    }
    out
}

/// Waiting is hatched in the task's colour; the lines lean the same way everywhere.
fn patterns(out: &mut String, tasks: usize, id: &str) {
    out.push_str("<defs>");
    for task in 0..tasks.min(LOOKS) {
        let _ = write!(
            out,
            "<pattern id=\"{id}-wait-{task}\" class=\"hatch {}\" width=\"7\" height=\"7\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"7\" height=\"7\"/>\
             <path d=\"M0 0v7\"/></pattern>",
            look(task)
        );
    }
    out.push_str("</defs>");
}

fn axis(out: &mut String, timeline: &Timeline) {
    let (axis, (top, bottom)) = (timeline.axis, timeline.plot_y);
    let _ =
        write!(out, "<g class=\"axis\"><path d=\"M{} {}h{}\"/>", px(axis.left), px(bottom), px(axis.width));
    for tick in &timeline.ticks {
        let (x, text_y) = (px(tick.x), px(bottom + 19.0));
        let _ = write!(out, "<path class=\"grid\" d=\"M{x} {}V{}\"/>", px(top), px(bottom + 4.0));
        let anchor = if tick.x < 8.0 { "start" } else { "middle" };
        let _ = write!(out, "<text x=\"{x}\" y=\"{text_y}\" text-anchor=\"{anchor}\">{}</text>", tick.label);
    }
    out.push_str("</g>");
}

fn draw_lane(out: &mut String, lane: &Lane, id: &str) {
    let _ = write!(
        out,
        "<g class=\"lane {}\"><text class=\"name\" x=\"{}\" y=\"{}\">{}</text>",
        look(lane.task),
        px(lane.name_at.x),
        px(lane.name_at.y),
        escaped(&lane.name)
    );
    lane.bars.iter().for_each(|bar| draw_bar(out, bar, "", id));
    lane.measured.iter().for_each(|bar| draw_bar(out, bar, " measured", id));
    out.push_str("</g>");
}

fn draw_bar(out: &mut String, bar: &Bar, extra: &str, id: &str) {
    let rect = bar.rect;
    let kind = class_of(bar.span.kind);
    let fill = match kind {
        "waiting" => format!(" fill=\"url(#{id}-wait-{})\"", bar.span.task as usize % LOOKS),
        _ => String::new(),
    };
    let radius = (rect.width / 2.0).min(if extra.is_empty() { 5.0 } else { 3.0 });
    let _ = write!(
        out,
        "<rect class=\"bar {kind}{extra}\"{fill} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
        px(rect.x),
        px(rect.y),
        px(rect.width),
        px(rect.height),
        px(radius)
    );
    if !bar.label.is_empty() {
        let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0 + 4.3);
        let _ = write!(out, "<text class=\"in {kind}\" x=\"{}\" y=\"{}\">{}</text>", px(x), px(y), bar.label);
    }
}

/// Four looks: executing, waiting, switching, and everything that is held up.
fn class_of(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Executing => "executing",
        SpanKind::Switching => "switching",
        SpanKind::Waiting => "waiting",
        _ => "ready",
    }
}
