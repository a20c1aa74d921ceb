//! What can be pressed, dragged and typed into. Which control it is stands in a data attribute; the page listens.

use meanwhile_picture::svg::escaped;
use meanwhile_words::{say, text};

use crate::{Bet, Dial, Shown, Unit};

const PLAY_ICON: &str = "M4 1.5v13l10-6.5z";
const PAUSE_ICON: &str = "M3 2h4v12H3zM9 2h4v12H9z";
const BACK_ICON: &str = "M11 2v12L4 8zM2 2h2v12H2z";
const FORWARD_ICON: &str = "M5 2v12l7-6zM12 2h2v12h-2z";
const RESET_ICON: &str = "M8 3a5.5 5.5 0 1 0 5.5 5.5h-2A3.5 3.5 0 1 1 8 5v3l4.5-4L8 0z";
const ZOOM_OUT_ICON: &str = "M2 7h12v2h-12z";
const ZOOM_IN_ICON: &str = "M2 7h5v-5h2v5h5v2h-5v5h-2v-5h-5z";

/// The speeds that can be chosen, in quarters of the usual one.
const SPEEDS: [(u32, &str); 5] = [(1, "¼×"), (2, "½×"), (4, "1×"), (8, "2×"), (16, "4×")];
const USUAL: u32 = 4;

/// The drawing on the play button.
pub fn play_icon(is_playing: bool) -> &'static str {
    if is_playing { PAUSE_ICON } else { PLAY_ICON }
}

/// The dials of a figure. They stand above the picture, so that nothing moves under the thumb when the picture grows.
pub(super) fn dials(shown: &Shown) -> String {
    let id = shown.figure.id();
    let dials = || shown.figure.dials().iter().enumerate();
    let is_choice = |dial: &Dial| dial.unit == Unit::Choice;
    let sliders = dials().filter(|(_, dial)| !is_choice(dial)).count();
    let choices = dials()
        .filter(|(_, dial)| is_choice(dial))
        .map(|(index, dial)| choice(id, index, dial, shown.values.get(index)));
    let rest = dials()
        .filter(|(_, dial)| !is_choice(dial))
        .map(|(index, dial)| slider(id, &index.to_string(), dial, shown.values.get(index)));
    let all: String = choices.chain(rest).collect();
    format!(
        "<div class=\"controls\" data-sliders=\"{sliders}\">{all}</div><p class=\"note\" role=\"status\"></p>"
    )
}

fn choice(id: &str, index: usize, dial: &Dial, value: u32) -> String {
    let option = |way: u32| {
        let checked = if way == value { " checked" } else { "" };
        format!(
            "<label><input type=\"radio\" name=\"{id}-{}\" data-way=\"{index}\" value=\"{way}\"{checked}>\
             <span>{}</span></label>",
            dial.name,
            dial.way(id, way)
        )
    };
    let options: String = (dial.min..=dial.max).map(option).collect();
    format!("<fieldset class=\"choice\"><legend>{}</legend>{options}</fieldset>", dial.label(id))
}

/// A slider and its number field. `which` is the dial's number, or `bet`.
fn slider(id: &str, which: &str, dial: &Dial, value: u32) -> String {
    let label = dial.label(id);
    format!(
        "<div class=\"dial\"><span class=\"dial-label\" aria-hidden=\"true\">{label}</span>\
         <span class=\"dial-number\"><input type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" size=\"4\" \
         data-type=\"{which}\" aria-label=\"{}\" value=\"{}\"><span class=\"unit\">{}</span></span>\
         <input type=\"range\" data-slide=\"{which}\" min=\"{}\" max=\"{}\" step=\"{}\" aria-label=\"{label}\" \
         aria-valuetext=\"{}\" value=\"{value}\"></div>",
        say("dial.as-number", &[("label", label)]),
        dial.number(value),
        dial.sign(),
        dial.min,
        dial.max,
        dial.step,
        dial.spoken(id, value),
    )
}

/// The row in which the reader bets.
pub(super) fn bet(shown: &Shown, bet: &Bet) -> String {
    let how = text(if bet.is_time() { "bet.dragged" } else { "bet.choose" });
    format!(
        "<div class=\"bet\">{}<div class=\"bet-buttons\"><button type=\"button\" class=\"place\" data-do=\"bet\">{}</button>\
         <button type=\"button\" class=\"plain\" data-do=\"skip\">{}</button><span class=\"aside\">{how}</span></div></div>\
         <p class=\"bet-said\" role=\"status\"></p>",
        slider(shown.figure.id(), "bet", &bet.dial, bet.dial.first),
        text("bet.place"),
        text("bet.skip"),
    )
}

/// Play, step, scrub, speed.
pub(super) fn playback(shown: &Shown) -> String {
    let (end_us, first_us) = (shown.end_us(), shown.first_us());
    let button = |class: &str, what: &str, icon: &str, label: &'static str| {
        let label = text(label);
        format!(
            "<button type=\"button\" class=\"{class}\" data-do=\"{what}\" aria-label=\"{label}\" title=\"{label}\">\
             <svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"{icon}\"/></svg></button>"
        )
    };
    let speed = |(quarters, label): (u32, &str)| {
        let selected = if quarters == USUAL { " selected" } else { "" };
        format!("<option value=\"{quarters}\"{selected}>{label}</option>")
    };
    let moment = super::moment(shown, first_us);
    [
        "<div class=\"playback\">".to_owned(),
        button("play", "play", PLAY_ICON, "playback.play"),
        button("", "back", BACK_ICON, "playback.back"),
        button("", "forward", FORWARD_ICON, "playback.forward"),
        button("", "reset", RESET_ICON, "playback.reset"),
        format!(
            "<input type=\"range\" class=\"scrub\" data-slide=\"time\" min=\"0\" max=\"{end_us}\" step=\"{}\" \
             aria-label=\"{}\" aria-valuetext=\"{moment}\" value=\"{first_us}\"><output class=\"moment\">{moment}</output>",
            super::scrub_step_us(shown),
            text("playback.time"),
        ),
        button("zoom", "zoom-out", ZOOM_OUT_ICON, "playback.zoom-out"),
        button("zoom", "zoom-in", ZOOM_IN_ICON, "playback.zoom-in"),
        format!(
            "<select data-speed aria-label=\"{}\">{}</select><details class=\"keys\"><summary>{}</summary><p>{}</p></details></div>",
            text("playback.speed"),
            SPEEDS.map(speed).concat(),
            text("playback.help"),
            text("playback.keys"),
        ),
    ]
    .concat()
}

/// The button that runs it for real, and what is said about that.
pub(super) fn real_run() -> String {
    format!(
        "<div class=\"real\" data-active=\"false\"><div class=\"real-row\">\
         <button type=\"button\" class=\"run\" data-do=\"run\">{}</button><span class=\"badge\">{}</span></div>\
         <progress aria-label=\"{}\" max=\"1000\" value=\"0\"></progress><p class=\"real-said\"></p><p class=\"heard run-heard\" role=\"status\"></p></div>",
        text("run.start"),
        text("badge.finding"),
        text("run.progress"),
    )
}

/// What the two words mean, one tap away.
pub(super) fn definitions(id: &str) -> String {
    let meaning = ["gauge.in-progress.means", "gauge.executing.means", "gauge.source"];
    let meaning = meaning.map(|key| ["<p>", text(key), "</p>"].concat()).concat();
    format!(
        "<button type=\"button\" class=\"what\" popovertarget=\"{id}-definitions\">{}</button>\
         <div id=\"{id}-definitions\" class=\"definitions\" popover>{meaning}</div>",
        escaped(text("gauge.what"))
    )
}
