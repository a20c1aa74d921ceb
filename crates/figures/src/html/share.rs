//! What a reader can take along: what stands under each figure, and the panel that `www/share/share.js` puts there when it is
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

/// The ways to embed a figure, as `www/share/share.js` calls them.
const WAYS: [&str; 6] = ["element", "iframe", "address", "markdown", "mdx", "picture"];

/// The panel, for any figure.
pub fn panel() -> String {
    [link(), begin_dialog(), options(), free(), ways(), preview()].concat()
}

fn copy(of: &str) -> String {
    format!("<button type=\"button\" class=\"place\" data-copy=\"{of}\">{}</button>", text("share.copy"))
}

fn link() -> String {
    format!(
        "<div class=\"share-link\"><label>{}<input type=\"text\" name=\"link\" readonly></label>{}\
         <button type=\"button\" class=\"place\" data-embed>{}</button></div>\
         <p class=\"share-said\" role=\"status\" data-copied=\"{}\" data-by-hand=\"{}\"></p>",
        text("share.link"),
        copy("link"),
        text("share.embed"),
        text("share.copied"),
        text("share.by-hand"),
    )
}

fn begin_dialog() -> String {
    format!(
        "<dialog class=\"share-dialog\" aria-label=\"{0}\"><form method=\"dialog\"><h2>{0}</h2>\
         <button class=\"plain\" value=\"close\">{1}</button></form>",
        text("share.title"),
        text("share.close"),
    )
}

/// What goes for every way to embed it. A choice has the end of its key for a name, and its values are ends of keys, too.
fn options() -> String {
    let choice = |(key, values): (&'static str, [&str; 3])| {
        let name = key.rsplit('.').next().unwrap_or_default();
        let option = |value: &str| {
            let label = say(&[key, ".", value].concat(), &[]);
            format!("<option value=\"{value}\">{label}</option>")
        };
        let options = values.map(option).concat();
        format!("<label>{}<select name=\"{name}\">{options}</select></label>", text(key))
    };
    let choices = [
        ("share.theme", ["auto", "light", "dark"]),
        ("share.load", ["visible", "click", "eager"]),
        ("share.width", ["680", "360", "920"]),
    ];
    format!(
        "<div class=\"share-options\">{}<label class=\"check\"><input type=\"checkbox\" name=\"bet\">{}</label>\
         <label class=\"check\"><input type=\"checkbox\" name=\"moment\" checked>{}</label>\
         <label class=\"check\" hidden><input type=\"checkbox\" name=\"pin\" data-note=\"{}\">{}</label></div>",
        choices.map(choice).concat(),
        text("share.bet"),
        text("share.moment"),
        text("share.note.pin"),
        text("share.pin")
    )
}

/// What the reader may set, of every figure: whoever shows the panel keeps those of its own.
fn free() -> String {
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
    let dials: String = all().iter().map(of_figure).collect();
    format!("<fieldset class=\"share-free\"><legend>{}</legend>{dials}</fieldset>", text("share.free"))
}

fn ways() -> String {
    let way = |way: &str| {
        let [name, note] = ["share.way.", "share.note."].map(|key| say(&[key, way].concat(), &[]));
        format!(
            "<label><input type=\"radio\" name=\"way\" value=\"{way}\" data-note=\"{note}\"><span>{name}</span></label>"
        )
    };
    format!(
        "<fieldset class=\"choice share-ways\"><legend>{}</legend>{}</fieldset><p class=\"share-note\"></p>\
         <textarea name=\"snippet\" readonly rows=\"5\" spellcheck=\"false\" aria-label=\"{}\"></textarea>\
         <div class=\"share-row\">{}<p class=\"share-said\" role=\"status\"></p></div>",
        text("share.ways"),
        WAYS.map(way).concat(),
        text("share.snippet"),
        copy("snippet"),
    )
}

/// The dialog ends with it.
fn preview() -> String {
    format!("<h3>{}</h3><div class=\"share-preview\"></div></dialog>", text("share.preview"))
}
