//! Pages of one figure each, to stand in frames on pages of others, and the page that lists them.
//!
//! They are made from the built article: what it has in its head (styles, module, title) they have, too, so that whatever
//! the article needs to come alive is theirs. They lie two folders deeper, and everything in them is relative, so that they
//! work wherever the site does.

use meanwhile_picture::svg::escaped;
use meanwhile_words::languages::{self, Language, Part};
use meanwhile_words::{say, text};

use super::share::panel;
use super::{hosts, own, plain, small, whole};
use crate::own::ID as OWN;
use crate::still::{self, Theme};
use crate::{Figure, Shown, Values, all, pages};

/// A file of the site.
pub struct File {
    /// Where it lies, seen from the site.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// A figure as its page needs it.
pub(super) struct Embedded {
    pub(super) id: &'static str,
    /// Nothing where it shows nothing before it is pressed.
    pub(super) picture: Option<String>,
    markup: String,
    pub(super) question: String,
    pub(super) about: String,
}

/// All pages in every language, and what goes with them. `article` is the text of the built article, `site` the address of
/// the site, with a slash at the end, where that is known. English is spoken afterwards.
pub fn files(article: &str, site: Option<&str>) -> Vec<File> {
    let files = languages::all().iter().flat_map(|language| {
        language.speak();
        in_language(article, site, &Place::of(language))
    });
    let files = files.collect();
    if let Some(english) = languages::all().first() {
        english.speak();
    }
    files
}

/// Where the pages of a language lie.
struct Place {
    language: &'static Language,
    /// Its folder, with a slash at the end: none for English.
    folder: String,
    /// The way from there to the site.
    up: &'static str,
}

impl Place {
    fn of(language: &'static Language) -> Place {
        let folder = language.folder();
        Place { language, up: if folder.is_empty() { "" } else { "../" }, folder }
    }

    /// The tag that every page begins with; the site is so far away. A frame may be asked for another language.
    fn html(&self, site: &str, attributes: &str) -> String {
        let codes = meanwhile_words::CODES.join(" ");
        pages::html_tag(self.language, site, &format!(" data-languages=\"{codes}\"{attributes}"))
    }
}

fn in_language(article: &str, site: Option<&str>, place: &Place) -> Vec<File> {
    let described = all().iter().filter_map(|figure| of_described(*figure));
    let figures: Vec<Embedded> = described.chain(small().into_iter().map(of_small)).collect();
    let here = |path: &str| [&*place.folder, path].concat();
    let mut files = vec![
        File { path: here("embed/index.html"), text: list(article, place, &figures) },
        File { path: format!("share/panel-{}.html", place.language.code()), text: panel() },
    ];
    files.push(File { path: here(&[&*folder(OWN), "index.html"].concat()), text: own_page(article, place) });
    for figure in &figures {
        let path = |name| here(&[&*folder(figure.id), name].concat());
        let home = site.map(|site| [site, &*place.folder].concat());
        let told = home.as_ref().map_or_else(String::new, |home| hosts::of_figure(home, figure));
        files.push(File { path: path("index.html"), text: page(article, place, &told, figure) });
        if let Some(text) = figure.picture.clone() {
            files.push(File { path: here(&["pictures/", figure.id, ".svg"].concat()), text });
        }
        if let Some(home) = home {
            files.push(File { path: path("oembed.json"), text: hosts::oembed(&home, figure) });
        }
    }
    files
}

/// Where the page of a figure lies.
pub(super) fn folder(id: &str) -> String {
    ["embed/", id, "/"].concat()
}

fn of_described(figure: &'static dyn Figure) -> Option<Embedded> {
    let shown = Shown::new(figure, Values::first(figure.dials())).ok()?;
    let (_, _, width) = still::WIDTH_PX;
    Some(Embedded {
        id: figure.id(),
        picture: Some(still::picture(&shown, shown.first_us(), Theme::Auto, width)),
        question: plain(&figure.question(&shown.values)),
        about: plain(&figure.aside(&shown.values)),
        markup: whole(&shown),
    })
}

fn of_small((id, markup): (&'static str, String)) -> Embedded {
    let text = |key: &str| plain(&say(&[id, ".", key].concat(), &[]));
    Embedded { id, picture: None, markup, question: text("question"), about: text("aside") }
}

fn page(article: &str, place: &Place, told: &str, figure: &Embedded) -> String {
    let full = format!("?fig={0}#{0}", figure.id);
    alone(article, place, figure, (told, &full), &Part::OF_PAGE)
}

/// The page of a scenario in its address. Hosts that ask are told nothing: what they show does not know the address' end.
fn own_page(article: &str, place: &Place) -> String {
    let figure = Embedded {
        id: OWN,
        picture: None,
        markup: own::markup(),
        question: text("own.title").to_owned(),
        about: plain(text("own.about")),
    };
    let script = format!("<script type=\"module\" src=\"{}../../own/own.js\"></script>", place.up);
    alone(article, place, &figure, (&script, ""), &Part::OF_OWN_PAGE)
}

/// The page of a figure, with what its head has more than those of others, the end of the address of the full version, and
/// the texts that it says.
fn alone(
    article: &str,
    place: &Place,
    figure: &Embedded,
    (more, full): (&str, &str),
    texts: &[Part],
) -> String {
    let Embedded { id, markup, question, about, .. } = figure;
    let title = say("embed.title", &[("question", question)]);
    let site = [place.up, "../../"].concat();
    let html = place.html(&site, &format!(" class=\"embed\" data-only=\"{id}\""));
    let more = format!(
        "<link rel=\"stylesheet\" href=\"{site}embed/embed.css\"><script src=\"{site}embed/frame.js\"></script>{more}"
    );
    format!(
        "{}<body><div class=\"figure-place\" role=\"main\" id=\"{id}\" data-figure=\"{id}\">{markup}</div>\
         <footer class=\"embedded\"><a href=\"../../{full}\" target=\"_blank\" rel=\"noopener\">{}</a></footer>\
         {}</body></html>",
        head(article, &site, &html, (&title, about), &more),
        text("embed.full"),
        pages::words(place.language, texts),
    )
}

/// The list, which leads on to the page of the figure that its address names.
fn list(article: &str, place: &Place, figures: &[Embedded]) -> String {
    let entry = |(id, question): (&str, &str)| {
        format!("<li><a href=\"{id}/\" data-embedded=\"{id}\">{}</a></li>", escaped(question))
    };
    let all = figures.iter().map(|figure| (figure.id, &*figure.question)).chain([(OWN, text("own.title"))]);
    let title = text("embed.list");
    let (entries, about) = (all.map(entry).collect::<String>(), text("embed.list.how"));
    let site = [place.up, "../"].concat();
    let more = format!(
        "<link rel=\"stylesheet\" href=\"{site}embed/embed.css\"><script src=\"{site}embed/list.js\" defer></script>"
    );
    let told = say("address.no-figure", &[("name", "<b></b>")]);
    format!(
        "{}<body><main><h1>{title}</h1><p class=\"note\" id=\"unknown\" role=\"status\" hidden>{told}</p><p>{about}</p>\
         <ul>{entries}</ul><p><a href=\"../\">{}</a></p></main></body></html>",
        head(without_module(article), &site, &place.html(&site, ""), (title, about), &more),
        text("embed.full"),
    )
}

/// The article up to its module.
fn without_module(article: &str) -> &str {
    article.find("<script type").map_or(article, |at| &article[..at])
}

/// The head of the article for a page that lies elsewhere and begins with that tag.
fn head(article: &str, site: &str, html: &str, (title, about): (&str, &str), more: &str) -> String {
    let end = article.find("</head>").unwrap_or(article.len());
    let mut head = article[..end].to_owned();
    for own in [
        "page.js",
        "follow.js",
        "languages.js",
        "<title",
        "name=description",
        "name=\"description\"",
        "rel=canonical",
    ] {
        cut(&mut head, own);
    }
    for (here, there) in [("=./", "="), ("=\"./", "=\""), ("'./", "'")] {
        head = head.replace(here, &[there, site].concat());
    }
    if let Some(at) = head.find("<html")
        && let Some(length) = head[at..].find('>')
    {
        head.replace_range(at..=at + length, html);
    }
    format!(
        "{head}<title>{}</title><meta name=\"description\" content=\"{}\">{more}</head>",
        escaped(title),
        escaped(about)
    )
}

/// Takes the element away in whose tag this stands, with what is in it.
fn cut(head: &mut String, part: &str) {
    let Some(at) = head.find(part) else { return };
    let begin = head[..=at].rfind('<').unwrap_or(at);
    let closing = ["</script>", "</title>"]
        .into_iter()
        .find(|tag| head[begin + 1..].starts_with(&tag[2..tag.len() - 1]));
    let ending = closing.unwrap_or(">");
    if let Some(end) = head[at..].find(ending) {
        head.replace_range(begin..at + end + ending.len(), "");
    }
}
