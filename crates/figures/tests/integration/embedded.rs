//! The pages that are made of the article for other people's pages.

use meanwhile_figures::html::{EXAMPLE, File, files};
use meanwhile_figures::{SMALL, all};

const SITE: &str = "https://example.org/meanwhile/";

/// As Trunk writes it, made smaller and not.
const ARTICLES: [&str; 2] = [
    "<!doctype html><html lang=en><meta charset=utf-8><title>All</title><meta content=\"It > all\" name=description>\
     <link href=./a-1.css rel=stylesheet><script src=./broken.js></script><script src=./page.js type=module></script>\
     <script type=module>import init from './app-1.js'; await init('./app-1.wasm');</script>\
     <link href=./app-1.js rel=modulepreload></head><body><main><a href=\"./elsewhere\">text</a></main></body></html>",
    "<!DOCTYPE html><html lang=\"en\"><head>\n<title>All</title>\n<meta name=\"description\" content=\"It all\">\n\
     <link rel=\"stylesheet\" href=\"./a-1.css\">\n<script src=\"./broken.js\"></script>\n\
     <script type=\"module\" src=\"./page.js\"></script>\n<script type=\"module\">import init from './app-1.js';\
     await init('./app-1.wasm');</script>\n</head><body>text</body></html>",
];

fn find<'a>(files: &'a [File], path: &str) -> &'a str {
    &files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("there is no {path}")).text
}

#[test]
fn every_figure_has_a_page_whose_addresses_lead_back_to_the_site() {
    for article in ARTICLES {
        let files = files(article, None);
        for id in all().iter().map(|figure| figure.id()).chain(SMALL) {
            let page = find(&files, &format!("embed/{id}/index.html"));
            for there in [
                "../../a-1.css",
                "'../../app-1.js'",
                "'../../app-1.wasm'",
                "../../broken.js",
                "../../embed/frame.js",
                "../../embed/embed.css",
            ] {
                assert!(page.contains(there), "{id} has no {there}: {}", &page[..600]);
            }
            for gone in
                ["\"./", "'./", "=./", "page.js", "<title>All", "It all", "It > all", "text<", "<main>"]
            {
                assert!(!page.contains(gone), "{id} has {gone}");
            }
            let is_one = |part: &str| page.matches(part).count() == 1;
            assert!(
                is_one("<title>")
                    && is_one("name=\"description\"")
                    && is_one("<body>")
                    && is_one("data-figure=")
                    && is_one("role=\"main\""),
                "{id}"
            );
            assert!(
                page.contains(
                    "<html lang=\"en\" data-site=\"../../\" data-languages=\"en de\" class=\"embed\""
                ),
                "{id}"
            );
            // Without the site's address nothing can be said that needs it.
            assert!(!page.contains("og:") && !page.contains("oembed"), "{id}");
        }
        let list = find(&files, "embed/index.html");
        assert!(list.contains("../a-1.css") && list.contains("list.js") && !list.contains("app-1"), "{list}");
        assert!(all().iter().all(|figure| list.contains(&format!("data-embedded=\"{}\"", figure.id()))));
    }
}

#[test]
fn a_scenario_in_the_address_has_a_page_that_says_what_it_is_for() {
    for (language, up) in [("", "../../"), ("de/", "../../../")] {
        let files = files(ARTICLES[0], Some(SITE));
        let page = find(&files, &format!("{language}embed/own/index.html"));
        for part in [
            "data-only=\"own\"",
            &format!("<script type=\"module\" src=\"{up}own/own.js\"></script>"),
            &format!("<a href=\"#s={EXAMPLE}\">"),
            // Every sentence that the script may need.
            " data-wait=\"",
            " data-letters=\"",
            " data-long=\"",
            " data-browser=\"",
            " data-folded=\"",
            " data-large=\"",
            " data-text=\"",
            " data-module=\"",
            " data-scenario=\"",
            "<template><figure class=\"figure\"",
            "own.result=",
        ] {
            let page = page.replace("\n result=", "\nown.result=");
            assert!(page.contains(part), "{language} has no {part}");
        }
        // A host that asks would embed it without the scenario.
        assert!(!page.contains("oembed"), "{language}");
        let list = find(&files, &format!("{language}embed/index.html"));
        assert!(list.contains("data-embedded=\"own\""), "{list}");
        // The others do not carry what only it says.
        assert!(!find(&files, &format!("{language}embed/tabs/index.html")).contains("result.stuck"));
    }
}

#[test]
fn there_are_the_same_pages_in_every_language() {
    for article in ARTICLES {
        let files = files(article, Some(SITE));
        for figure in all() {
            let page = find(&files, &format!("de/embed/{}/index.html", figure.id()));
            for part in
                ["<html lang=\"de\" data-site=\"../../../\"", "../../../a-1.css", "../../../embed/frame.js"]
            {
                assert!(page.contains(part), "{} has no {part}: {}", figure.id(), &page[..600]);
            }
            assert!(page.contains("Zum ganzen Artikel") && page.contains("=Abspielen\n"), "{}", figure.id());
            let english = find(&files, &format!("pictures/{}.svg", figure.id()));
            assert_ne!(find(&files, &format!("de/pictures/{}.svg", figure.id())), english);
        }
        assert!(find(&files, "share/panel-de.html").contains("Kopieren"));
        assert!(find(&files, "share/panel-en.html").contains("Copy"));
    }
}
