//! The whole figure, as it stands in the page before any script.

use meanwhile_picture::board;
use meanwhile_picture::svg::{self, escaped, px};
use meanwhile_picture::timeline::{NARROW_PX, View};
use meanwhile_words::text;

use super::{controls, legend, listing, share, stage, stage_height, summary};
use crate::{Shown, Stage, earned, earned_because};

/// How wide the still picture is drawn.
const WIDTH_PX: f32 = 858.0;
const STAGE_WIDTH_PX: f32 = 600.0;

/// The markup of a figure. Nothing in it is hidden: where there is script, the style sheet hides what a bet must not see.
pub fn whole(shown: &Shown) -> String {
    let (figure, values) = (shown.figure, &shown.values);
    let bet = match figure.bet() {
        None => "none",
        Some(bet) if bet.is_time() => "time",
        Some(_) => "count",
    };
    [
        format!(
            "<figure class=\"figure\" data-bet=\"{bet}\" data-betting=\"{}\"><p class=\"question\">{}</p><p class=\"aside\">{}</p>",
            bet != "none",
            figure.question(values),
            figure.aside(values)
        ),
        controls::dials(shown),
        picture(shown),
        timeline(shown),
        figure.bet().map_or_else(String::new, |bet| controls::bet(shown, &bet)),
        controls::playback(shown),
        format!("<p class=\"result\">{}</p>", figure.result(shown)),
        listing::programs(shown),
        controls::real_run(),
        table(shown),
        share::closed(figure.id()),
        format!("<p class=\"without-script\">{}</p></figure>", text("first.caption")),
    ]
    .concat()
}

/// The stage and the gauges beside it.
fn picture(shown: &Shown) -> String {
    let has_gauges = shown.panels.len() == 1;
    if shown.figure.stage().is_none() && !has_gauges {
        return String::new();
    }
    let gauges = if has_gauges { gauges(shown) } else { String::new() };
    let kind = match shown.figure.stage() {
        None => "none",
        // They give away what a bet is about; a scene does not.
        Some(Stage::Curves) => "curves",
        Some(_) => "scene",
    };
    let class = if has_gauges { "" } else { " alone" };
    format!("<div class=\"picture{class}\" data-stage=\"{kind}\">{}{gauges}</div>", still_stage(shown))
}

fn still_stage(shown: &Shown) -> String {
    // The same heights as `stage_height` gives, in terms of whatever width the page has.
    let height = match shown.figure.stage() {
        None => return String::new(),
        Some(Stage::Tabs) => "clamp(164px, 34cqw, 208px)".to_owned(),
        Some(Stage::Board(_)) => format!("min({}cqw, 260px)", px(100.0 * board::HEIGHT_PX / board::WIDTH_PX)),
        Some(Stage::Curves) => [&*px(super::CURVES_HEIGHT_PX), "px"].concat(),
        Some(Stage::Map) => [&*px(super::MAP_HEIGHT_PX), "px"].concat(),
    };
    let now_us = if shown.figure.bet().is_some() { 0 } else { shown.first_us() };
    let (content, drawn) =
        (stage(shown, now_us, STAGE_WIDTH_PX, false), px(stage_height(shown, STAGE_WIDTH_PX)));
    format!(
        "<div class=\"stage\"><svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {drawn}\" width=\"100%\" \
         style=\"height:{height}\">{content}</svg></div>",
        escaped(&shown.figure.question(&shown.values)),
        px(STAGE_WIDTH_PX),
    )
}

fn gauges(shown: &Shown) -> String {
    let Some(panel) = shown.panels.first() else { return String::new() };
    let now = panel.trace.gauges_at(shown.first_us());
    let gauge = |class: &str, label: &'static str, now: usize, peak: usize| {
        format!(
            "<div class=\"gauge {class}\"><dt>{}</dt><dd><b>{now}</b> <span>{}</span></dd></div>",
            text(label),
            super::at_most(peak)
        )
    };
    let metrics = &panel.metrics;
    format!(
        "<div class=\"gauges\"><dl>{}{}</dl><p class=\"earned\" title=\"{}\">{}</p>{}</div>",
        gauge("in-progress", "gauge.in-progress", now.in_progress, metrics.peak_in_progress),
        gauge("executing", "gauge.executing", now.executing, metrics.peak_executing),
        earned_because(panel),
        earned(panel),
        controls::definitions(shown.figure.id())
    )
}

fn timeline(shown: &Shown) -> String {
    let at_width = |width| shown.timeline(width, View::whole(shown.axis_us()), &[], true);
    let (wide, narrow) = (at_width(WIDTH_PX), at_width(NARROW_PX - 1.0));
    let drawn = svg::timeline(&wide, &[shown.figure.id(), "-first"].concat());
    format!(
        "<div class=\"timeline\" tabindex=\"0\" role=\"group\" aria-label=\"{}\" aria-description=\"{}\">\
         <div class=\"chart\" style=\"--wide:{height}px;--narrow:{}px\">\
         <svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {height}\">{drawn}</svg></div>\
         <div class=\"ghost\" style=\"display:none\"><span>{}</span></div><div class=\"cursor\" style=\"display:none\"></div></div>\
         <p class=\"heard\" role=\"status\"></p><div class=\"under\"><p class=\"tip\" aria-hidden=\"true\"></p><ul class=\"legend\">{}</ul></div>",
        text("timeline.label"),
        text("timeline.keys"),
        px(narrow.height),
        escaped(&summary(shown)),
        px(WIDTH_PX),
        text("bet.bar"),
        legend(shown, false),
        height = px(wide.height),
    )
}

/// The place of the table: the page fills it, because it would double the page's size, and says nothing that the summary
/// and the chart do not say.
fn table(shown: &Shown) -> String {
    format!(
        "<details class=\"twin\"><summary>{}</summary><p class=\"in-words\">{}</p><div class=\"scrolls\" tabindex=\"0\" \
         role=\"group\" aria-label=\"{}\"><table><thead><tr></tr></thead><tbody></tbody></table></div></details>",
        text("table.summary"),
        summary(shown),
        text("table.summary"),
    )
}
