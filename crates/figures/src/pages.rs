//! The article as pages: what Trunk leaves out of it, in every language. English stands in `index.html`; the prose of
//! another language is a file of its own, and the rest of its page is the English one.

use meanwhile_words::languages::{Language, Part, all};
use meanwhile_words::text;

use crate::{Shown, Values, article, html};

/// The element with the texts that the page's module says.
const WORDS_BEGIN: &str = "<script type=\"text/plain\" id=\"words\">";
const WORDS_END: &str = "</script>";

/// The English page, finished: Trunk's, with its figures, its texts and the way to other languages.
pub fn english(built: &str) -> String {
    let Some(language) = all().first() else { return built.to_owned() };
    let mut page = built.to_owned();
    if let Some(at) = page.find("</title>") {
        page.insert_str(at + "</title>".len(), &html::alternates("./"));
    }
    filled(page, language, "./")
}

/// The page of another language, in a folder of its own below the English one, which must be finished. None where one of
/// the two lacks a title, a description or the article itself.
pub fn translated(english: &str, source: &str, language: &'static Language) -> Option<String> {
    let (head, rest) = english.split_once("<main>")?;
    let (_, rest) = rest.split_once("</main>")?;
    let rest = match rest.split_once(WORDS_BEGIN) {
        Some((before, after)) => [before, after.split_once(WORDS_END)?.1].concat(),
        None => rest.to_owned(),
    };
    let head = replaced(head, tag(head, "<html")?, &html_tag(language, "../", ""));
    let head = replaced(&head, title(&head)?, title(source)?);
    let head = replaced(&head, description(&head)?, description(source)?);
    let from_below = |text: &str| {
        ["=./", "'./", "\"./"]
            .iter()
            .fold(text.to_owned(), |text, here| text.replace(here, &here.replace("./", "../")))
    };
    let article = tight(source.split_once("<main>")?.1.split_once("</main>")?.0);
    let page = [&from_below(&head), "<main>", &article, "</main>", &from_below(&rest)].concat();
    Some(filled(page, language, "../"))
}

/// The tag that a page of a language begins with. The scripts ask it where the site begins, seen from the page.
pub fn html_tag(language: &Language, site: &str, attributes: &str) -> String {
    let direction = match language.direction() {
        "ltr" => String::new(),
        direction => format!(" dir=\"{direction}\""),
    };
    format!("<html lang=\"{}\"{direction} data-site=\"{site}\"{attributes}>", language.code())
}

/// A page with everything that Trunk leaves out; `site` is where the site begins, seen from the page.
fn filled(mut page: String, language: &'static Language, site: &str) -> String {
    language.speak();
    if let Some(at) = place_of(&page, "class", "languages") {
        let link = |other: &Language| {
            let (code, name) = (other.code(), other.name());
            format!("<a href=\"{}\" hreflang=\"{code}\" lang=\"{code}\">{name}</a>", address(site, other))
        };
        let others = all().iter().filter(|other| other.code() != language.code());
        page.insert_str(at, &others.map(link).collect::<Vec<_>>().join(" "));
    }
    page = article::with_onward(&page);
    for figure in crate::all() {
        if let (Some(at), Ok(shown)) =
            (place_of(&page, "data-figure", figure.id()), Shown::new(*figure, Values::first(figure.dials())))
        {
            page.insert_str(at, &html::whole(&shown));
        }
    }
    for (id, markup) in html::small() {
        if let Some(at) = place_of(&page, "data-figure", id) {
            page.insert_str(at, &markup);
        }
    }
    if let Some((before, after)) = page.split_once("</main>") {
        page = [before, "</main>", &words(language, &Part::OF_PAGE), after].concat();
    }
    page
}

/// What `isolate.js` is on a site that isolates itself, and on any other.
pub const ISOLATE: [&str; 2] =
    [include_str!("../../../www/isolate/on.js"), include_str!("../../../www/isolate/off.js")];

/// A finished page that isolates itself where its host cannot: it loads `isolate.js`, and says of shared memory that it may
/// come with the next page.
pub fn isolating(page: &str, language: &'static Language) -> String {
    language.speak();
    let site = if language.folder().is_empty() { "./" } else { "../" };
    let script = format!("<script defer src=\"{site}isolate.js\"></script></head>");
    page.replacen("</head>", &script, 1).replacen(text("badge.not-isolated"), text("badge.next-time"), 1)
}

/// The element with the texts of a language that the page's module says; every page with that module needs it.
pub fn words(language: &Language, parts: &[Part]) -> String {
    [WORDS_BEGIN, &language.written(parts), WORDS_END].concat()
}

/// Where a language's page is.
fn address(site: &str, language: &Language) -> String {
    [site, &language.folder()].concat()
}

/// Where the content of an empty element begins. The page may have been made smaller: attributes in another order, without
/// quotes.
fn place_of(page: &str, attribute: &str, value: &str) -> Option<usize> {
    let starts = ["=\"#\"", "=# ", "=#>"].map(|written| [attribute, &written.replace('#', value)].concat());
    let start = starts.iter().find_map(|start| page.find(start))?;
    let at = start + page[start..].find('>')? + 1;
    page[at..].starts_with("</").then_some(at)
}

/// A tag that begins so, to its end; a `>` between quotes is not the end.
fn tag<'a>(page: &'a str, beginning: &str) -> Option<&'a str> {
    let rest = &page[page.find(beginning)?..];
    let mut is_quoted = false;
    let end = rest.find(|letter| {
        is_quoted ^= letter == '"';
        letter == '>' && !is_quoted
    })?;
    Some(&rest[..=end])
}

fn title(page: &str) -> Option<&str> {
    let rest = &page[page.find("<title>")?..];
    Some(&rest[..rest.find("</title>")?])
}

fn description(page: &str) -> Option<&str> {
    let is_it = |tag: &str| tag.contains("name=description") || tag.contains("name=\"description\"");
    page.match_indices("<meta").filter_map(|(at, _)| tag(&page[at..], "<meta")).find(|tag| is_it(tag))
}

fn replaced(page: &str, old: &str, new: &str) -> String {
    page.replacen(old, new, 1)
}

/// Without white space that says nothing: line breaks and indentation, except in programs.
fn tight(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for (index, part) in html.split_inclusive("<pre>").enumerate() {
        let (program, rest) = match part.split_once("</pre>") {
            Some((program, rest)) if index > 0 => (program, ["</pre>", rest].concat()),
            _ => ("", part.to_owned()),
        };
        out.push_str(program);
        let words = rest.split([' ', '\n', '\t']).filter(|word| !word.is_empty());
        let begins_apart = rest.starts_with([' ', '\n']) && !out.is_empty();
        let joined = words.collect::<Vec<_>>().join(" ");
        if begins_apart {
            out.push(' ');
        }
        out.push_str(&joined);
        if rest.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
    // Between blocks, space is nothing.
    const BLOCKS: [&str; 10] = ["p", "h1", "h2", "h3", "ol", "ul", "li", "nav", "div", "footer"];
    for block in BLOCKS {
        for edge in [format!("<{block}>"), format!("</{block}>"), format!("<{block} ")] {
            out = out.replace(&[" ", &*edge].concat(), &edge);
        }
        let end = format!("</{block}>");
        out = out.replace(&[&*end, " "].concat(), &end);
        let begin = format!("<{block}>");
        out = out.replace(&[&*begin, " "].concat(), &begin);
    }
    out.replace("&nbsp;", "\u{a0}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = "<!doctype html><html lang=en><title>T</title><meta content=\"D > d\" name=description>\
        <link href=./a.css rel=stylesheet><script>import './b.js'</script></head><body><main><nav class=languages></nav>\
        <p>English</p><div class=figure-place data-figure=tabs id=tabs></div></main></body></html>";
    const SOURCE: &str = "<!doctype html>\n<html lang=\"de\">\n<title>Titel</title>\n<meta name=\"description\" content=\"B\" />\n\
        <main>\n  <nav class=\"languages\"></nav>\n  <p>\n    Deutsch und\n    <em>mehr</em>&nbsp;s.\n  </p>\n\
        <pre><code>a\n  b</code></pre>\n  <div class=\"figure-place\" id=\"tabs\" data-figure=\"tabs\"></div>\n</main>";

    fn german() -> &'static Language {
        all().iter().find(|language| language.code() == "de").unwrap()
    }

    fn check(page: &str, parts: &[&str]) {
        for part in parts {
            assert!(page.contains(part), "{part:?} is missing");
        }
    }

    #[test]
    fn a_page_has_its_figures_its_texts_and_the_way_to_other_languages() {
        let page = english(BUILT);
        check(
            &page,
            &[
                "</title><link rel=\"alternate\" hreflang=\"en\" href=\"./\">",
                "<link rel=\"alternate\" hreflang=\"de\" href=\"./de/\">",
                "<nav class=languages><a href=\"./de/\" hreflang=\"de\" lang=\"de\">Deutsch</a>",
                "id=tabs><figure class=\"figure\"",
                "</figure></div></main><script type=\"text/plain\" id=\"words\">",
                "\n play=Play\n",
            ],
        );
    }

    #[test]
    fn a_translated_page_is_the_english_one_with_another_article() {
        let page = translated(&english(BUILT), SOURCE, german()).unwrap();
        check(
            &page,
            &[
                "<html lang=\"de\" data-site=\"../\"><title>Titel</title><link",
                "<meta name=\"description\" content=\"B\" />",
                "href=../a.css",
                "import '../b.js'",
                "href=\"../de/\"",
                "<main><nav class=\"languages\"><a href=\"../\" hreflang=\"en\" lang=\"en\">English</a>",
                "</nav><p>Deutsch und <em>mehr</em>\u{a0}s.</p><pre><code>a\n  b</code></pre>",
                "id=\"tabs\" data-figure=\"tabs\"><figure",
                "\n play=Abspielen\n",
            ],
        );
        assert!(!page.contains("English</p>") && !page.contains("=Play\n") && !page.contains("'./"));
        assert_eq!(page.matches(WORDS_BEGIN).count(), 1);
        assert!(translated("<main></main>", SOURCE, german()).is_none());
    }

    #[test]
    fn a_page_that_isolates_itself_says_that_memory_may_be_shared_next_time() {
        let page = isolating(&translated(&english(BUILT), SOURCE, german()).unwrap(), german());
        check(&page, &["<script defer src=\"../isolate.js\"></script></head>", text("badge.next-time")]);
        assert!(!page.contains(text("badge.not-isolated")));
    }
}
