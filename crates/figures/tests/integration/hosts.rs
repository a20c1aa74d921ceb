//! What search engines and hosts read: whole addresses, each of something that is there, wherever the site is.

use meanwhile_figures::html::{File, files, found};
use meanwhile_figures::{SMALL, all, pages};
use meanwhile_words::languages;
use std::collections::HashSet;

/// Where a site may be.
const SITES: [&str; 3] =
    ["https://example.org/", "https://example.org/some/where/", "http://127.0.0.1:8080/meanwhile/"];
const BUILT: &str = "<!doctype html><html lang=en><head><title>All of it</title><meta content=\"It \u{201c}all\u{201d}\" \
    name=description><link href=./a.css rel=stylesheet></head><body><main>text</main></body></html>";
const GERMAN: &str = "<html lang=\"de\"><title>Alles</title><meta\n name=\"description\"\n content=\"Alles davon\" />\
    <main>Text</main>";

/// What a page tells, as pairs of a name and a value, in the order of the page.
fn told(page: &str) -> Vec<(&str, &str)> {
    let (head, _) = page.split_once("</head>").unwrap();
    let pair = |tag| {
        let value = attribute(tag, "href").or_else(|| attribute(tag, "content"))?;
        let names = ["hreflang", "property", "type", "rel"].into_iter();
        Some((names.filter_map(|name| attribute(tag, name)).next()?, value))
    };
    head.split('<').filter_map(pair).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn value<'a>(told: &[(&str, &'a str)], name: &str) -> &'a str {
    let mut found = told.iter().filter(|(other, _)| *other == name).map(|(_, value)| *value);
    let value = found.next().unwrap_or_else(|| panic!("{name} is not told: {told:?}"));
    assert_eq!(found.next(), None, "{name} is told twice");
    value
}

/// What will be at these addresses: the pages, the answers, the pictures, and the cards that are drawn of them.
fn paths(files: &[File]) -> HashSet<String> {
    let path = |file: &File| file.path.trim_end_matches("index.html").replace(".svg", "-card.png");
    let articles = languages::all().iter().map(|language| language.folder());
    files.iter().map(path).chain(articles).collect()
}

#[test]
fn whatever_a_figure_s_page_tells_is_there() {
    for site in SITES {
        let files = files(BUILT, Some(site));
        let there = paths(&files);
        let text = |path: &str| &*files.iter().find(|file| file.path == path).expect(path).text;
        for language in languages::all() {
            for id in all().iter().map(|figure| figure.id()).chain(SMALL) {
                let here = [&*language.folder(), "embed/", id, "/"].concat();
                let told = told(text(&format!("{here}index.html")));
                assert_eq!(value(&told, "og:url"), [site, &here].concat());
                assert_eq!(value(&told, "canonical"), [site, &*language.folder()].concat());
                assert_eq!(value(&told, "application/json+oembed"), [site, &*here, "oembed.json"].concat());
                assert!(!value(&told, "og:title").is_empty() && !value(&told, "og:description").is_empty());
                for (name, address) in &told {
                    if address.starts_with("http") {
                        let path = address.strip_prefix(site).expect(address);
                        assert!(there.contains(path), "{name} of {here}: nothing is at {path}");
                    }
                }
            }
        }
    }
}

#[test]
fn answers_have_what_wordpress_and_ghost_want() {
    for site in SITES {
        let files = files(BUILT, Some(site));
        let there = paths(&files);
        let answers = files.iter().filter(|file| file.path.ends_with("oembed.json"));
        let mut count = 0;
        for File { path, text } in answers {
            count += 1;
            let answer: serde_json::Value = serde_json::from_str(text).expect(path);
            assert_eq!((&answer["version"], &answer["type"]), (&"1.0".into(), &"rich".into()), "{path}");
            assert!(answer["width"].as_u64() > Some(200) && answer["height"].as_u64() > Some(200), "{path}");
            let here = [site, path.trim_end_matches("oembed.json")].concat();
            // WordPress keeps a quotation and one frame, and throws away all else.
            let html = answer["html"].as_str().expect(path);
            assert!(html.starts_with(&format!("<blockquote><a href=\"{here}\">")), "{html}");
            assert!(html.contains(&format!("</blockquote><iframe src=\"{here}\"")), "{html}");
            assert!(html.ends_with("></iframe>") && html.matches("<iframe").count() == 1, "{html}");
            if let Some(card) = answer["thumbnail_url"].as_str() {
                assert!(there.contains(card.strip_prefix(site).expect(card)), "{card}");
                assert_eq!(
                    (&answer["thumbnail_width"], &answer["thumbnail_height"]),
                    (&1200.into(), &630.into())
                );
            }
        }
        assert_eq!(count, languages::all().len() * (all().len() + SMALL.len()));
    }
}

#[test]
fn the_article_tells_in_each_language_what_it_is_and_where_the_others_are() {
    let [english, german] = languages::all() else { panic!("there are other languages") };
    let page = pages::english(BUILT);
    let translated = pages::translated(&page, GERMAN, german).unwrap();
    for site in SITES {
        let there = paths(&files(BUILT, Some(site)));
        for (language, page, title, about) in [
            (english, &page, "All of it", "It \u{201c}all\u{201d}"),
            (german, &translated, "Alles", "Alles davon"),
        ] {
            for path in ["", "summary/"] {
                let page = found(page, language, site, path);
                let told = told(&page);
                let here = [site, &*language.folder(), path].concat();
                assert_eq!((value(&told, "canonical"), value(&told, "og:url")), (&*here, &*here));
                assert_eq!((value(&told, "og:title"), value(&told, "og:description")), (title, about));
                assert_eq!(value(&told, "en"), [site, path].concat());
                assert_eq!(value(&told, "de"), [site, "de/", path].concat());
                let card = value(&told, "og:image").strip_prefix(site).unwrap();
                assert!(there.contains(card) && card.starts_with(&language.folder()), "{card}");
            }
        }
    }
}
