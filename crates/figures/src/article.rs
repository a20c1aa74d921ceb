//! The article's page as it is built: what leads from each chapter to the next, and the whole on one sheet. Both are made
//! of what the article says itself, so that neither can say anything else.

use meanwhile_picture::svg::{self, px};
use meanwhile_picture::timeline::View;
use meanwhile_words::{say, text};

use crate::{Shown, Values, find, sheets};

/// The figures whose first pictures stand on the summary.
const PICTURES: [&str; 3] = ["tabs", "requests", "ten-twenty"];
/// How wide they are drawn; the style sheet makes them as wide as a column.
const PICTURE_PX: f32 = 480.0;

/// A part of the article with a heading of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter<'a> {
    /// Its name in addresses.
    pub id: &'a str,
    /// Its number, empty for what is no chapter.
    pub number: &'a str,
    /// Its heading, as markup.
    pub title: &'a str,
    /// The sentences to take away from it, as markup.
    pub takeaways: Vec<&'a str>,
    /// Where in the page its heading begins.
    begins: usize,
}

/// All chapters of the article. The page may have been made smaller: attributes without quotes.
pub fn chapters(page: &str) -> Vec<Chapter<'_>> {
    let begins: Vec<_> = page.match_indices("<h2 id=").map(|(at, _)| at).collect();
    let ends = begins.iter().skip(1).copied().chain([page.len()]);
    begins.iter().zip(ends).filter_map(|(&begins, ends)| chapter(&page[begins..ends], begins)).collect()
}

fn chapter(text: &str, begins: usize) -> Option<Chapter<'_>> {
    let (id, rest) = text.strip_prefix("<h2 id=")?.split_once('>')?;
    let (heading, rest) = rest.split_once("</h2>")?;
    let (number, title) = heading.split_once("</span>").unwrap_or(("", heading));
    let number = number.split_once('>').map_or("", |(_, number)| number);
    let takeaway = |rest: &'_ str| rest.split_once("</p>").map(|(takeaway, _)| takeaway.len());
    let starts = ["<p class=takeaway>", "<p class=\"takeaway\">"];
    let mut takeaways = Vec::new();
    for start in starts {
        let found = rest.match_indices(start).filter_map(|(at, _)| {
            let behind = &rest[at + start.len()..];
            takeaway(behind).map(|length| behind[..length].trim())
        });
        takeaways.extend(found);
    }
    Some(Chapter { id: id.trim_matches('"'), number, title: title.trim(), takeaways, begins })
}

/// The page with links to the chapters before and after at the end of each.
pub fn with_onward(page: &str) -> String {
    let chapters = chapters(page);
    let Some(end) = page.rfind("<footer").filter(|_| !chapters.is_empty()) else { return page.to_owned() };
    let mut linked = page.to_owned();
    for index in (0..chapters.len()).rev() {
        let link = |key: &str, rel: &str, other: Option<&Chapter<'_>>| {
            other.map_or_else(String::new, |chapter| {
                let said = say(key, &[("title", chapter.title)]);
                format!("<a rel=\"{rel}\" href=\"#{}\">{said}</a>", chapter.id)
            })
        };
        let before = index.checked_sub(1).and_then(|before| chapters.get(before));
        let links = [link("onward.back", "prev", before), link("onward.on", "next", chapters.get(index + 1))];
        let at = chapters.get(index + 1).map_or(end, |next| next.begins);
        linked.insert_str(at, &format!("<p class=\"onward\">{}</p>", links.concat()));
    }
    linked
}

/// The whole on one sheet: every chapter's sentences to take away, and a few first pictures. It lies in a folder beside the
/// page, whose style sheets it uses.
pub fn summary(page: &str) -> String {
    let between = |from: &str, to: &str| {
        let (_, rest) = page.split_once(from)?;
        Some(rest.split_once(to)?.0)
    };
    let title = between("<h1>", "</h1>").unwrap_or_default();
    let lede = between("<p class=lede>", "</p>").or_else(|| between("<p class=\"lede\">", "</p>"));
    let chapters = chapters(page);
    let rows: String = chapters.iter().filter(|chapter| !chapter.takeaways.is_empty()).map(row).collect();
    let questions =
        chapters.iter().find(|chapter| chapter.id == "answers").map_or("", |answers| answers.title);
    let language = between("<html lang=", ">").unwrap_or("en").trim_start_matches('"');
    let language = language.split(['"', ' ']).next().unwrap_or_default();
    format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>{}\
         <link rel=\"stylesheet\" href=\"{}summary.css\"></head><body><main class=\"summary\"><h1>{title}</h1>\
         <p class=\"lede\">{}</p><div class=\"pictures\">{}</div><ol>{rows}</ol>\
         <p class=\"whence\"><a href=\"../\">{}</a> · <a href=\"../#answers\">{questions}</a></p></main></body></html>",
        style_sheets(page),
        site(page),
        lede.unwrap_or_default(),
        PICTURES.map(picture).concat(),
        text("summary.whole"),
    )
}

fn row(chapter: &Chapter<'_>) -> String {
    let Chapter { id, number, title, takeaways, .. } = chapter;
    format!("<li value=\"{number}\"><a href=\"../#{id}\">{title}</a> {}</li>", takeaways.join(" "))
}

/// A figure's question and its first timeline.
fn picture(id: &str) -> String {
    let shown = find(id).and_then(|figure| Shown::new(figure, Values::first(figure.dials())).ok());
    let Some(shown) = shown else { return String::new() };
    let timeline = shown.timeline(PICTURE_PX, View::whole(shown.axis_us()), &[], true);
    let drawn = svg::timeline(&timeline, &[id, "-summary"].concat());
    format!(
        "<figure class=\"timeline\"><figcaption>{}</figcaption><svg role=\"img\" aria-label=\"{}\" \
         viewBox=\"0 0 {} {}\">{drawn}</svg></figure>",
        shown.figure.question(&shown.values),
        svg::escaped(&crate::html::summary(&shown)),
        px(PICTURE_PX),
        px(timeline.height),
    )
}

/// The page's links to its style sheets and its icon, from a folder beside it.
fn style_sheets(page: &str) -> String {
    let sheets =
        sheets::links(page).filter(|link| link.contains("stylesheet") || link.contains("data:image"));
    sheets.map(from_below).collect()
}

/// A link as it is from a folder below.
fn from_below(link: &str) -> String {
    let up = |link: String, from: &str, to: &str| {
        ["href=", "href=\""]
            .iter()
            .fold(link, |link, href| link.replace(&[*href, from].concat(), &[*href, to].concat()))
    };
    up(up(link.to_owned(), "../", "../../"), "./", "../")
}

/// Where the site begins, seen from the page's summary.
fn site(page: &str) -> &'static str {
    if page.contains("data-site=\"../\"") { "../../" } else { "../" }
}
