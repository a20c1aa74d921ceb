//! A figure as one picture that needs nothing else: for feeds, mail, READMEs and slides. The drawing is the page's, to the
//! byte; around it the question and the result, and in it the colours, resolved from the page's own style sheets.

mod css;
mod lines;

use meanwhile_picture::svg::{self, escaped, px};
use meanwhile_picture::timeline::View;
use meanwhile_sim::Micros;

use crate::html::{plain, stage, stage_height, summary};
use crate::map::Map;
use crate::{Shown, Stage};
use lines::Lines;

/// The narrowest and the widest picture, in pixels, and the usual one.
pub const WIDTH_PX: (u32, u32, u32) = (280, 2_000, 680);

/// Between the picture's edge and what stands in it.
const MARGIN_PX: f32 = 24.0;
const GAP_PX: f32 = 14.0;
const QUESTION_PX: f32 = 23.0;
const RESULT_PX: f32 = 18.0;

/// Light, dark, or as whoever looks at it has asked the system for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Both are in the picture.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// By its word in addresses.
    pub fn named(word: &str) -> Option<Theme> {
        match word {
            "auto" => Some(Theme::Auto),
            "light" => Some(Theme::Light),
            "dark" => Some(Theme::Dark),
            _ => None,
        }
    }
}

/// The picture of a figure at a moment.
pub fn picture(shown: &Shown, now_us: Micros, theme: Theme, width: u32) -> String {
    let width = width.clamp(WIDTH_PX.0, WIDTH_PX.1) as f32;
    let inner = width - 2.0 * MARGIN_PX;
    let question = plain(&shown.figure.question(&shown.values));
    let mut y = MARGIN_PX;
    let mut body = String::new();
    let mut add = |height: f32, content: &str| {
        body.push_str(content);
        y += height + GAP_PX;
        y
    };
    let heading = Lines::bold(&question, QUESTION_PX, inner);
    let y = add(heading.height(), &heading.svg("question", (MARGIN_PX, MARGIN_PX)));
    let y = match shown.figure.stage() {
        None => y,
        Some(kind) => {
            let height = stage_height(shown, inner);
            // A map grows while one looks at it; what is computed at once is too coarse to be taken along.
            let map = shown.map.as_ref().filter(|_| kind == Stage::Map).map(Map::still);
            let on_map = shown.figure.on_map(&shown.values);
            let drawn = map.map(|map| map.svg(inner, height, on_map));
            let drawn = drawn.unwrap_or_else(|| stage(shown, now_us, inner, false));
            add(height, &placed("stage", y, &drawn))
        }
    };
    let chart = shown.timeline(inner, View::whole(shown.axis_us()), &[], true);
    let cursor_x = px(chart.axis.x_of(now_us));
    let (top, bottom) = chart.plot_y;
    let cursor = format!("<path class=\"at\" d=\"M{cursor_x} {}V{}\"/>", px(top), px(bottom));
    let drawn = [svg::timeline(&chart, shown.figure.id()), cursor].concat();
    let y = add(chart.height, &placed("timeline", y, &drawn));
    let said = summary(shown);
    let result = Lines::of(&said, RESULT_PX, inner);
    let y = add(result.height(), &result.svg("result", (MARGIN_PX, y)));
    let height = y - GAP_PX + MARGIN_PX;
    let [inside_width, inside_height] = [width, height].map(|side| px(side - 1.0));
    let [width, height] = [width, height].map(px);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\"><title>{}</title><desc>{}</desc><style>{}</style><rect class=\"card\" x=\"0.5\" y=\"0.5\" \
         width=\"{inside_width}\" height=\"{inside_height}\" rx=\"14\"/>{body}</svg>",
        escaped(&question),
        escaped(&said),
        css::sheet(&body, theme),
    )
}

fn placed(class: &str, y: f32, content: &str) -> String {
    format!("<g class=\"{class}\" transform=\"translate({} {})\">{content}</g>", px(MARGIN_PX), px(y))
}

/// A card for hosts that show one beside an address: the picture in the middle of 1,200 by 630 pixels, as large as fits.
pub fn card(shown: &Shown, now_us: Micros) -> String {
    const CARD_PX: (f32, f32) = (1_200.0, 630.0);
    const EDGE_PX: f32 = 20.0;
    let room = (CARD_PX.0 - 2.0 * EDGE_PX, CARD_PX.1 - 2.0 * EDGE_PX);
    // The wider it is drawn the lower it gets, and the smaller are its letters.
    let scaled = |width: u32| {
        let picture = picture(shown, now_us, Theme::Light, width);
        let height = height_of(&picture)?;
        Some(((room.0 / width as f32).min(room.1 / height), width as f32, height, picture))
    };
    let all = (560..=1_400).step_by(20).filter_map(scaled);
    let area = |(scale, width, height, _): &(f32, f32, f32, String)| scale * scale * width * height;
    let best = all.max_by(|one, other| area(one).total_cmp(&area(other)));
    let Some((scale, width, height, picture)) = best else { return String::new() };
    let (width, height) = (width * scale, height * scale);
    let place = format!(
        "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" viewBox",
        px((CARD_PX.0 - width) / 2.0),
        px((CARD_PX.1 - height) / 2.0),
        px(width),
        px(height)
    );
    let rest = picture.split_once(" viewBox").map_or("", |(_, rest)| rest);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\
         <rect width=\"1200\" height=\"630\" fill=\"{}\"/>{place}{rest}</svg>",
        css::paper()
    )
}

fn height_of(picture: &str) -> Option<f32> {
    picture.split_once(" height=\"")?.1.split_once('"')?.0.parse().ok()
}
