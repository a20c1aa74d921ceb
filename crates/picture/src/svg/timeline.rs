//! The timeline's drawing.

use std::fmt::Write;

use meanwhile_sim::SpanKind;

use super::{LOOKS, escaped, look, px};
use crate::Rect;
use crate::timeline::{Bar, Lane, Timeline};

/// Bars narrower than this have no round corners and no label of their own: all of one look share one path, so that a
/// crowded lane is a few elements and not thousands.
const PATH_BELOW_PX: f32 = 6.0;

/// The timeline as the contents of an `<svg>` of its width and height. `id` keeps the patterns of several drawings on
/// one page apart.
pub fn timeline(timeline: &Timeline, id: &str) -> String {
    let mut out = String::new();
    patterns(&mut out, timeline, id);
    axis(&mut out, timeline);
    titles(&mut out, timeline);
    for lane in &timeline.lanes {
        draw_lane(&mut out, lane, id);
    }
    out
}

/// Waiting is hatched in the task's colour; the lines lean the same way everywhere.
fn patterns(out: &mut String, timeline: &Timeline, id: &str) {
    let bars = || timeline.lanes.iter().flat_map(|lane| lane.bars.iter().chain(&lane.measured));
    let is_needed =
        |look: usize| bars().any(|bar| bar.span.kind == SpanKind::Waiting && bar.look % LOOKS == look);
    out.push_str("<defs>");
    for task in (0..LOOKS).filter(|look| is_needed(*look)) {
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
        let half_px = tick.label.chars().count() as f32 * 3.6;
        let (x, anchor) = if tick.x < half_px {
            (px(0.0), "start")
        } else if tick.x + half_px > timeline.width {
            (px(timeline.width), "end")
        } else {
            (x, "middle")
        };
        let _ = write!(out, "<text x=\"{x}\" y=\"{text_y}\" text-anchor=\"{anchor}\">{}</text>", tick.label);
    }
    out.push_str("</g>");
}

fn titles(out: &mut String, timeline: &Timeline) {
    for title in &timeline.titles {
        let is_below = title.said_y > title.y;
        let right = px(timeline.axis.left + timeline.axis.width);
        let (x, anchor) = if is_below { ("0", "start") } else { (&*right, "end") };
        let _ = write!(
            out,
            "<text class=\"title\" x=\"0\" y=\"{}\">{}</text>\
             <text class=\"said\" x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            px(title.y),
            escaped(&title.text),
            px(title.said_y),
            escaped(&title.said)
        );
    }
}

fn draw_lane(out: &mut String, lane: &Lane, id: &str) {
    let _ = write!(
        out,
        "<g class=\"lane\"><text class=\"name\" x=\"{}\" y=\"{}\">{}</text>",
        px(lane.name_at.x),
        px(lane.name_at.y),
        escaped(&lane.name)
    );
    draw_bars(out, &lane.bars, "", id);
    draw_bars(out, &lane.measured, " measured", id);
    out.push_str("</g>");
}

fn draw_bars(out: &mut String, bars: &[Bar], extra: &str, id: &str) {
    let mut paths: Vec<(String, String)> = Vec::new();
    for bar in bars {
        if bar.rect.width >= PATH_BELOW_PX {
            draw_bar(out, bar, extra, id);
            continue;
        }
        let attributes = attributes(bar, extra, id);
        let at = paths.iter().position(|(known, _)| *known == attributes).unwrap_or_else(|| {
            paths.push((attributes, String::new()));
            paths.len() - 1
        });
        let Rect { x, y, width, height } = bar.rect;
        let (x, y, width, height) = (px(x), px(y), px(width), px(height));
        let _ = write!(paths[at].1, "M{x} {y}h{width}v{height}h-{width}z");
    }
    for (attributes, path) in paths {
        let _ = write!(out, "<path {attributes} d=\"{path}\"/>");
    }
}

fn draw_bar(out: &mut String, bar: &Bar, extra: &str, id: &str) {
    let rect = bar.rect;
    let radius = (rect.width / 2.0).min(if extra.is_empty() { 5.0 } else { 3.0 });
    let _ = write!(
        out,
        "<rect {} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
        attributes(bar, extra, id),
        px(rect.x),
        px(rect.y),
        px(rect.width),
        px(rect.height),
        px(radius)
    );
    if !bar.label.is_empty() {
        let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0 + 4.3);
        let kind = class_of(bar.span.kind);
        let label = escaped(&bar.label);
        let _ = write!(out, "<text class=\"in {kind}\" x=\"{}\" y=\"{}\">{label}</text>", px(x), px(y));
    }
}

fn attributes(bar: &Bar, extra: &str, id: &str) -> String {
    let kind = class_of(bar.span.kind);
    let fill = match kind {
        "waiting" => format!(" fill=\"url(#{id}-wait-{})\"", bar.look % LOOKS),
        _ => String::new(),
    };
    format!("class=\"bar {kind}{extra} {}\"{fill}", look(bar.look))
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
