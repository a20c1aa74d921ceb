//! What other programs read on our pages: search engines, and hosts that turn an address into a card or a frame. They want
//! whole addresses, so that all of it is there only where the site knows its own, which ends with a slash.

use meanwhile_picture::svg::escaped;
use meanwhile_words::languages::{self, Language};

use super::embed::{Embedded, folder};

/// The figure whose card stands for the whole article: its first.
const OF_ARTICLE: &str = "tabs";
/// What a card has, in pixels; `meanwhile render --card` draws it.
const CARD_PX: (u32, u32) = (1_200, 630);
/// A size that suits most columns. The page tells the host its own when it is there.
const FRAME_PX: (u32, u32) = (680, 800);

/// A finished page of the article in a language, with what other programs read. `path` is where it lies, seen from the pages
/// of that language: nothing, or a folder with a slash at the end.
pub fn found(page: &str, language: &Language, site: &str, path: &str) -> String {
    let here = |language: &Language| [site, &language.folder(), path].concat();
    let mut page = page.to_owned();
    for there in ["./", "../"] {
        page = page.replace(&alternates(there), "");
    }
    let between = |begin: &str, end: &str| {
        let rest = page.split_once(begin)?.1;
        rest.split_once(end).map(|(text, _)| text.to_owned())
    };
    let title = between("<title>", "</title>").unwrap_or_default();
    let about = description(&page).unwrap_or_default();
    let told = Told {
        url: &here(language),
        title: &title,
        about: &about,
        image: Some((&card([site, &language.folder()], OF_ARTICLE), &title)),
    };
    let links = languages::all().iter().map(|other| alternate(other, &here(other)));
    let all = [canonical(&here(language)), links.collect(), told.open_graph("article")].concat();
    if let Some(at) = page.find("</title>") {
        page.insert_str(at + "</title>".len(), &all);
    }
    page
}

/// The same page in every language, for search engines; `site` is where the site begins, seen from the page.
pub(crate) fn alternates(site: &str) -> String {
    languages::all().iter().map(|other| alternate(other, &[site, &other.folder()].concat())).collect()
}

fn alternate(language: &Language, href: &str) -> String {
    format!("<link rel=\"alternate\" hreflang=\"{}\" href=\"{href}\">", language.code())
}

/// The address under which search engines know the page.
fn canonical(href: &str) -> String {
    format!("<link rel=\"canonical\" href=\"{href}\">")
}

/// What the head of a page says of it, as markup.
fn description(page: &str) -> Option<String> {
    let at = page.find("name=\"description\"").or_else(|| page.find("name=description"))?;
    let tag = &page[page[..at].rfind('<')?..];
    let (_, rest) = tag.split_once("content=\"")?;
    rest.split_once('"').map(|(text, _)| text.to_owned())
}

/// Where the card of a figure lies.
fn card(folders: [&str; 2], id: &str) -> String {
    [folders[0], folders[1], "pictures/", id, "-card.png"].concat()
}

/// What is told of a page; all of it is markup already.
struct Told<'a> {
    url: &'a str,
    title: &'a str,
    about: &'a str,
    /// Its address, and what it is called.
    image: Option<(&'a str, &'a str)>,
}

impl Told<'_> {
    /// In the words of Open Graph, which most hosts read, and what one of them wants besides.
    fn open_graph(&self, kind: &str) -> String {
        let meta = |name: &str, content: &str| {
            let content = content.replace('"', "&quot;");
            format!("<meta property=\"og:{name}\" content=\"{content}\">")
        };
        let mut all = vec![
            meta("type", kind),
            meta("site_name", "Meanwhile"),
            meta("url", self.url),
            meta("title", self.title),
        ];
        if !self.about.is_empty() {
            all.push(meta("description", self.about));
        }
        if let Some((address, alt)) = self.image {
            let (width, height) = CARD_PX;
            all.extend([
                meta("image", address),
                meta("image:width", &width.to_string()),
                meta("image:height", &height.to_string()),
                meta("image:alt", alt),
                "<meta name=\"twitter:card\" content=\"summary_large_image\">".to_owned(),
            ]);
        }
        all.concat()
    }
}

/// What the page of a figure tells: `home` is where the pages of its language are. Search engines need know only the
/// article.
pub(super) fn of_figure(home: &str, figure: &Embedded) -> String {
    let here = [home, &folder(figure.id)].concat();
    let (question, about) = (escaped(&figure.question), escaped(&figure.about));
    let image = card([home, ""], figure.id);
    let image = figure.picture.as_ref().map(|_| (&*image, &*question));
    let told = Told { url: &here, title: &question, about: &about, image };
    format!(
        "{}<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{here}oembed.json\" title=\"{question}\">{}",
        canonical(home),
        told.open_graph("website")
    )
}

/// The answer to hosts that ask what to show for the address of a figure's page.
pub(super) fn oembed(home: &str, figure: &Embedded) -> String {
    let (width, height) = FRAME_PX;
    let (here, title) = ([home, &folder(figure.id)].concat(), escaped(&figure.question));
    // A column may be narrower than what hosts are told.
    let markup = format!(
        "<blockquote><a href=\"{here}\">{title}</a></blockquote><iframe src=\"{here}\" title=\"{title}\" width=\"100%\" \
         height=\"{height}\" frameborder=\"0\"></iframe>"
    );
    let pairs = [
        ("version", "1.0"),
        ("type", "rich"),
        ("provider_name", "Meanwhile"),
        ("provider_url", home),
        ("title", &*figure.question),
        ("html", &*markup),
    ];
    let texts = pairs.map(|(key, value)| format!("\"{key}\":{}", json(value))).join(",");
    let thumbnail = match figure.picture {
        None => String::new(),
        Some(_) => format!(
            ",\"thumbnail_url\":{},\"thumbnail_width\":{},\"thumbnail_height\":{}",
            json(&card([home, ""], figure.id)),
            CARD_PX.0,
            CARD_PX.1
        ),
    };
    format!("{{{texts},\"width\":{width},\"height\":{height}{thumbnail}}}")
}

/// A text of ours, which has no control characters, as JSON.
fn json(text: &str) -> String {
    ["\"", &text.replace('\\', "\\\\").replace('"', "\\\""), "\""].concat()
}
