//! The timeline's drawing.

use meanwhile_sim::SpanKind;

use super::put::Put;
use super::{LOOKS, px};
use crate::Rect;
use crate::timeline::{Bar, Lane, Timeline};

/// Bars narrower than this have no round corners and no label of their own: all of one look share one path, so that a
/// crowded lane is a few elements and not thousands.
const PATH_BELOW_PX: f32 = 6.0;
/// Room for a path of a few bars.
const PATH_BYTES: usize = 256;

/// The timeline as the contents of an `<svg>` of its width and height. `id` keeps the patterns of several drawings on
/// one page apart.
pub fn timeline(timeline: &Timeline, id: &str) -> String {
    // A bar takes about a hundred bytes.
    let bars: usize = timeline.lanes.iter().map(|lane| lane.bars.len() + lane.measured.len() + 1).sum();
    let mut out = String::with_capacity(100 * bars);
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
        out.put("<pattern id=\"").put(id).put("-wait-").number(task).put("\" class=\"hatch ").look(task);
        out.put(
            "\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"7\" height=\"7\"/><path d=\"M0 0v7\"/></pattern>",
        );
    }
    out.push_str("</defs>");
}

fn axis(out: &mut String, timeline: &Timeline) {
    let (axis, (top, bottom)) = (timeline.axis, timeline.plot_y);
    out.draw("<g class=\"axis\"><path d=\"M{} {}h{}\"/>", &[axis.left, bottom, axis.width]);
    for tick in &timeline.ticks {
        out.draw("<path class=\"grid\" d=\"M{} {}V{}\"/>", &[tick.x, top, bottom + 4.0]);
        let half_px = tick.label.chars().count() as f32 * 3.6;
        let (x, anchor) = if tick.x < half_px {
            (0.0, "start")
        } else if tick.x + half_px > timeline.width {
            (timeline.width, "end")
        } else {
            (tick.x, "middle")
        };
        text(out, "tick", (x, bottom + 19.0), anchor, &tick.label);
    }
    out.push_str("</g>");
}

fn titles(out: &mut String, timeline: &Timeline) {
    for title in &timeline.titles {
        let is_below = title.said_y > title.y;
        let (x, anchor) =
            if is_below { (0.0, "start") } else { (timeline.axis.left + timeline.axis.width, "end") };
        text(out, "title", (0.0, title.y), "start", &title.text);
        text(out, "said", (x, title.said_y), anchor, &title.said);
    }
}

fn draw_lane(out: &mut String, lane: &Lane, id: &str) {
    out.put("<g class=\"lane\">");
    text(out, "name", (lane.name_at.x, lane.name_at.y), "start", &lane.name);
    draw_bars(out, &lane.bars, "", id);
    draw_bars(out, &lane.measured, " measured", id);
    out.push_str("</g>");
}

fn draw_bars(out: &mut String, bars: &[Bar], extra: &str, id: &str) {
    let Some(first) = bars.first() else { return };
    let row = Row::of(&first.rect, extra);
    let mut paths: Vec<(Look, String)> = Vec::new();
    for bar in bars {
        let look = (class_of(bar.span.kind), bar.look % LOOKS);
        if bar.rect.width >= PATH_BELOW_PX {
            draw_bar(out, bar, look, &row, id);
            continue;
        }
        let at = paths.iter().position(|(known, _)| *known == look).unwrap_or_else(|| {
            paths.push((look, String::with_capacity(PATH_BYTES)));
            paths.len() - 1
        });
        let Rect { x, width, .. } = bar.rect;
        paths[at].1.put("M").px(x).put(&row.down).px(width).put(&row.up);
    }
    for (look, path) in paths {
        out.put("<path class=\"bar ");
        looks(out, look, extra, id);
        out.put("d=\"").put(&path).put("\"/>");
    }
}

fn draw_bar(out: &mut String, bar: &Bar, look: Look, row: &Row, id: &str) {
    let Rect { x, width, .. } = bar.rect;
    out.put("<rect class=\"bar ");
    looks(out, look, row.extra, id);
    out.put("x=\"").px(x).put("\" y=\"").put(&row.y).put("\" width=\"").px(width);
    out.put("\" height=\"").put(&row.height).put("\" rx=\"").px(row.radius.min(width / 2.0)).put("\"/>");
    if !bar.label.is_empty() {
        out.put("<text class=\"in ").put(look.0).put("\" x=\"").px(x + width / 2.0);
        out.put("\" y=\"").put(&row.label_y).put("\">").text(&bar.label).put("</text>");
    }
}

/// What all bars of a row share, written once for all of them.
struct Row<'a> {
    y: String,
    height: String,
    label_y: String,
    radius: f32,
    /// Of a narrow bar's outline, what stands between its left edge and its width, and after that.
    down: String,
    up: String,
    extra: &'a str,
}

impl<'a> Row<'a> {
    fn of(bar: &Rect, extra: &'a str) -> Row<'a> {
        let (y, height) = (px(bar.y), px(bar.height));
        Row {
            down: [" ", &y, "v", &height, "h"].concat(),
            up: ["v-", &height, "z"].concat(),
            y,
            height,
            label_y: px(bar.y + bar.height / 2.0 + 4.3),
            radius: if extra.is_empty() { 5.0 } else { 3.0 },
            extra,
        }
    }
}

fn text(out: &mut String, class: &str, (x, y): (f32, f32), anchor: &str, text: &str) {
    out.put("<text class=\"").put(class).put("\" x=\"").px(x).put("\" y=\"").px(y);
    out.put("\" text-anchor=\"").put(anchor).put("\">").text(text).put("</text>");
}

/// What makes bars look alike: the class of what is done, and the number of the task's colour.
type Look = (&'static str, usize);

/// The rest of the attribute that begins with `class="bar `, and what else depends on the look.
fn looks(out: &mut String, (kind, task): Look, extra: &str, id: &str) {
    out.put(kind).put(extra).put(" task-").number(task).put("\" ");
    if kind == "waiting" {
        out.put("fill=\"url(#").put(id).put("-wait-").number(task).put(")\" ");
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
