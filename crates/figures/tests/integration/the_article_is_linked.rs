//! What is made of the article when the page is built: links from chapter to chapter, and the whole on one sheet.

use meanwhile_figures::article::{chapters, summary, with_onward};
use meanwhile_figures::{Shown, Values, find, html};
use meanwhile_programs::{Style, write};

use crate::languages::each_article;

#[test]
fn every_chapter_is_found_with_its_sentences() {
    each_article(|code, article| {
        let chapters = chapters(article);
        let numbers: Vec<_> =
            chapters.iter().map(|chapter| chapter.number).filter(|number| !number.is_empty()).collect();
        assert_eq!(numbers, (1..=14).map(|number| number.to_string()).collect::<Vec<_>>(), "{code}");
        for chapter in &chapters {
            let is_numbered = chapter.id == format!("chapter-{}", chapter.number);
            assert!(is_numbered != (chapter.id == "answers"), "{chapter:?}");
            assert_eq!(chapter.takeaways.is_empty(), chapter.id == "answers", "{chapter:?}");
            let entry = format!("<a href=\"#{}\">{}</a>", chapter.id, chapter.title);
            assert!(article.contains(&entry), "{entry}");
        }
    });
}

#[test]
fn each_chapter_ends_with_the_one_before_and_the_one_after() {
    let check = |page: &str, expected: &str| assert_eq!(with_onward(page), expected);
    check("<p>no chapters</p><footer>", "<p>no chapters</p><footer>");
    check(
        "<h2 id=a><span class=number>1</span> One</h2><p>x</p><h2 id=\"b\">Two</h2><footer>",
        "<h2 id=a><span class=number>1</span> One</h2><p>x</p>\
         <p class=\"onward\"><a rel=\"next\" href=\"#b\">On: Two</a></p>\
         <h2 id=\"b\">Two</h2><p class=\"onward\"><a rel=\"prev\" href=\"#a\">Back: One</a></p><footer>",
    );
    each_article(|code, article| {
        assert_eq!(with_onward(article).matches("class=\"onward\"").count(), 15, "{code}");
    });
}

#[test]
fn the_summary_says_what_the_chapters_say() {
    each_article(|code, article| {
        let summary = summary(article);
        for chapter in chapters(article) {
            for takeaway in chapter.takeaways {
                assert!(summary.contains(takeaway), "{code}: {takeaway}");
            }
        }
        assert_eq!(summary.matches("<svg").count(), 3, "{code}");
        assert!(summary.contains("<li value=\"14\"><a href=\"../#chapter-14\">"), "{code}");
    });
}

#[test]
fn a_summary_finds_the_style_sheets_of_its_page() {
    let check = |page: &str, expected: &[&str]| {
        let summary = summary(page);
        for part in expected {
            assert!(summary.contains(part), "{part} is missing in {summary}");
        }
    };
    check("<html lang=en><link rel=stylesheet href=./a.css>", &["href=../a.css", "\"../summary.css\""]);
    check(
        "<html lang=\"de\" data-site=\"../\"><link rel=\"stylesheet\" href=\"../a.css\">",
        &["href=\"../../a.css\"", "\"../../summary.css\"", "lang=\"de\""],
    );
}

#[test]
fn the_first_program_stands_in_the_page() {
    let code = find("code").unwrap();
    let shown = Shown::new(code, Values::first(code.dials())).unwrap();
    let program = write(&shown.panels[0].trace.scenario, Style::PythonAsyncio);
    let listing = html::listing("code", &program);
    assert!(html::whole(&shown).contains(&listing));
    assert_eq!(listing.matches("class=\"marked\"").count(), 3);
    let mut lines = html::plain(&listing);
    lines = lines.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    assert!(lines.ends_with(&program.unwrap().text()), "{lines}");
}
