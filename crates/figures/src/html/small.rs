//! The small figures, which are about real runs only: what stands in the page before anything is pressed. What a press
//! does is for the module that carries runs out; it finds the elements by what is written here.

use meanwhile_picture::speedup::Speedup;
use meanwhile_picture::svg;
use meanwhile_words::{count, say, text};

use super::share;

/// Room for the picture of [`mosaic`], in pixels.
const MOSAIC_PX: (u32, u32) = (384, 256);
/// How many workers can be asked to compute it.
const HANDS: [u32; 5] = [1, 2, 3, 4, 8];

/// The chart of [`machine`] as it is drawn before there is anything to draw in it, on wide and on narrow screens.
const CHART_PX: [(&str, f32); 2] = [("wide", 800.0), ("narrow", 300.0)];
const CHART_WORKERS: u32 = 8;
const SERIAL_PERMILLE: u32 = 100;

/// The markup of every small figure, with its name in addresses.
pub fn small() -> [(&'static str, String); 3] {
    [("alive", alive()), ("mosaic", mosaic()), ("machine", machine())]
}

/// Everything that they have in common; `id` begins their keys, too.
fn figure(id: &str, content: &str) -> String {
    let own = |key: &str| say(&[id, ".", key].concat(), &[]);
    format!(
        "<figure class=\"figure\" data-press=\"{id}\"><p class=\"question\">{}</p><p class=\"aside\">{}</p>{content}{}\
         <p class=\"without-script\">{}</p></figure>",
        own("question"),
        own("aside"),
        share::closed(id),
        own("still")
    )
}

/// Which element says what comes of a press is named by the button, for everybody.
fn said(id: &str, text: &str) -> String {
    format!("<p class=\"real-said\" role=\"status\" id=\"{id}-said\">{text}</p>")
}

fn alive() -> String {
    let ways = [("page", "alive.page"), ("slices", "alive.slices"), ("worker", "alive.worker")];
    let way = |(place, key)| {
        format!(
            "<li><button type=\"button\" value=\"{place}\" aria-controls=\"alive-{place}\">{}</button>\
             <output id=\"alive-{place}\"></output></li>",
            text(key)
        )
    };
    let ways = ways.map(way).concat();
    figure(
        "alive",
        &format!("<div class=\"dot-track\">{}</div><ul class=\"ways\">{ways}</ul>", svg::dot(0.0)),
    )
}

fn mosaic() -> String {
    let (width, height) = MOSAIC_PX;
    let hands = HANDS.map(|workers| {
        format!(
            "<button type=\"button\" value=\"{workers}\" aria-controls=\"mosaic-said\">{}</button>",
            count("mosaic.workers", workers.into(), &[])
        )
    });
    let content = format!(
        "<div class=\"mosaic\"><canvas width=\"{width}\" height=\"{height}\" aria-hidden=\"true\"></canvas></div>\
         <div class=\"numbers\" role=\"group\" aria-label=\"{}\">{}</div>{}<p class=\"aside times\"></p>",
        text("mosaic.how-many"),
        hands.concat(),
        said("mosaic", text("mosaic.ask"))
    );
    figure("mosaic", &content)
}

fn machine() -> String {
    let chart = |(class, width): (&str, f32)| {
        let nothing =
            Speedup { width, workers_max: CHART_WORKERS, serial_permille: SERIAL_PERMILLE, measured: &[] };
        format!("<div class=\"{class}\">{}</div>", nothing.still())
    };
    let legend = [("ideal", "machine.ideal"), ("amdahl", "machine.amdahl"), ("point", "machine.measured")];
    let legend = legend.map(|(class, key)| format!("<li><i class=\"line {class}\"></i>{}</li>", text(key)));
    let content = format!(
        "<div class=\"speedup\">{}</div><ul class=\"legend\">{}</ul><div class=\"real-row\">\
         <button type=\"button\" class=\"run\" aria-controls=\"machine-said\">{}</button></div>{}",
        CHART_PX.map(chart).concat(),
        legend.concat(),
        text("machine.run"),
        said("machine", "")
    );
    figure("machine", &content)
}
