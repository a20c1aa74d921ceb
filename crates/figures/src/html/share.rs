//! What a reader can take along: what stands under each figure, and the panel that `www/share.js` puts there when it is
//! opened, which is a file of its own because most readers never open it.

use meanwhile_words::{say, text};

use crate::{Dial, Figure, all};

/// What stands under a figure.
pub(super) fn closed(id: &str) -> String {
    format!(
        "<details class=\"twin share\" data-share=\"{id}\"><summary>{}</summary></details>",
        text("share.summary")
    )
}

/// The ways to embed a figure, and whether what to paste is several lines.
const WAYS: [&str; 6] = ["element", "iframe", "address", "markdown", "mdx", "picture"];

/// What the reader may set, of every figure: the panel keeps those of its own.
fn dials() -> String {
    let of_figure = |figure: &&'static dyn Figure| {
        let id = figure.id();
        let dial = move |dial: &Dial| {
            format!(
                "<label class=\"check\" data-of=\"{id}\"><input type=\"checkbox\" name=\"free\" value=\"{}\" checked>{}</label>",
                dial.name,
                dial.label(id)
            )
        };
        figure.dials().iter().map(dial).collect::<String>()
    };
    all().iter().map(of_figure).collect()
}

/// The panel, for any figure.
pub fn panel() -> String {
    let text = |key: &'static str| text(key);
    let option =
        |(value, key): (&str, &'static str)| format!("<option value=\"{value}\">{}</option>", text(key));
    let options =
        |values: &[(&str, &'static str)]| values.iter().map(|value| option(*value)).collect::<String>();
    let say = |parts: [&str; 2]| say(&parts.concat(), &[]);
    let way = |way: &str| {
        let (name, note) = (say(["share.way.", way]), say(["share.note.", way]));
        format!(
            "<label><input type=\"radio\" name=\"way\" value=\"{way}\" data-note=\"{note}\"><span>{name}</span></label>"
        )
    };
    let copy = |of: &str| {
        format!("<button type=\"button\" class=\"place\" data-copy=\"{of}\">{}</button>", text("share.copy"))
    };
    [
        format!(
            "<div class=\"share-link\"><label>{}<input type=\"text\" name=\"link\" readonly></label>{}\
             <button type=\"button\" class=\"place\" data-embed>{}</button></div>\
             <p class=\"share-said\" role=\"status\" data-copied=\"{}\" data-by-hand=\"{}\"></p>",
            text("share.link"),
            copy("link"),
            text("share.embed"),
            text("share.copied"),
            text("share.by-hand"),
        ),
        format!(
            "<dialog class=\"share-dialog\" aria-label=\"{0}\"><form method=\"dialog\"><h2>{0}</h2>\
             <button class=\"plain\" value=\"close\">{1}</button></form><div class=\"share-options\">",
            text("share.title"),
            text("share.close"),
        ),
        format!(
            "<label>{}<select name=\"theme\">{}</select></label>",
            text("share.theme"),
            options(&[("auto", "share.theme.auto"), ("light", "share.theme.light"), ("dark", "share.theme.dark")])
        ),
        format!(
            "<label>{}<select name=\"load\">{}</select></label>",
            text("share.load"),
            options(&[("visible", "share.load.visible"), ("click", "share.load.click"), ("eager", "share.load.eager")])
        ),
        format!(
            "<label>{}<select name=\"width\">{}</select></label>",
            text("share.width"),
            options(&[("680", "share.width.680"), ("360", "share.width.360"), ("920", "share.width.920")])
        ),
        format!(
            "<label class=\"check\"><input type=\"checkbox\" name=\"bet\">{}</label>\
             <label class=\"check\"><input type=\"checkbox\" name=\"moment\" checked>{}</label>\
             <label class=\"check\" hidden><input type=\"checkbox\" name=\"pin\" data-note=\"{}\">{}</label></div>",
            text("share.bet"),
            text("share.moment"),
            text("share.note.pin"),
            text("share.pin")
        ),
        format!("<fieldset class=\"share-free\"><legend>{}</legend>{}</fieldset>", text("share.free"), dials()),
        format!(
            "<fieldset class=\"choice share-ways\"><legend>{}</legend>{}</fieldset><p class=\"share-note\"></p>\
             <textarea name=\"snippet\" readonly rows=\"5\" spellcheck=\"false\" aria-label=\"{}\"></textarea>\
             <div class=\"share-row\">{}<p class=\"share-said\" role=\"status\"></p></div>",
            text("share.ways"),
            WAYS.map(way).concat(),
            text("share.snippet"),
            copy("snippet"),
        ),
        format!("<h3>{}</h3><div class=\"share-preview\"></div></dialog>", text("share.preview")),
    ]
    .concat()
}
