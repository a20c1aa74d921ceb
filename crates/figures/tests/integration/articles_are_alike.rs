//! The article has the same chapters, figures, numbers, links and programs in every language.

use crate::languages::{article, each_article};

/// What does not depend on the language, chapter by chapter; within one, the order of a sentence may differ.
fn chapters(article: &str) -> Vec<Vec<String>> {
    let main = article.split_once("<main>").unwrap().1.split_once("</main>").unwrap().0;
    let headed = main.replace("<h3", "<h2");
    headed.split("<h2").map(parts).collect()
}

fn parts(chapter: &str) -> Vec<String> {
    const ATTRIBUTES: [&str; 6] = ["id", "data-figure", "data-dial", "data-total", "data-at", "data-set"];
    let mut parts = Vec::new();
    for attribute in ATTRIBUTES.iter().chain(&["href", "class"]) {
        let start = format!(" {attribute}=\"");
        let values = chapter.split(&start).skip(1).filter_map(|rest| rest.split_once('"'));
        parts.extend(values.map(|(value, _)| format!("{attribute}={value}")));
    }
    let programs = chapter.split("<pre>").skip(1).filter_map(|rest| rest.split_once("</pre>"));
    parts.extend(programs.map(|(program, _)| program.to_owned()));
    // Of paragraphs and items a translator may not lose one either.
    parts.extend(["<p", "<li"].map(|tag| format!("{} times {tag}", chapter.matches(tag).count())));
    parts.sort();
    parts
}

#[test]
fn every_article_has_the_same_parts_as_the_english_one() {
    let english = chapters(&article("en"));
    assert!(english.len() > 13);
    each_article(|code, article| {
        let found = chapters(article);
        assert_eq!(found.len(), english.len(), "{code}: chapters");
        for (found, expected) in found.iter().zip(&english) {
            let missing: Vec<_> = expected.iter().filter(|part| !found.contains(part)).collect();
            let added: Vec<_> = found.iter().filter(|part| !expected.contains(part)).collect();
            assert_eq!(found, expected, "{code}: missing {missing:?}, not in English {added:?}");
        }
    });
}

#[test]
fn an_article_says_its_language() {
    each_article(|code, article| {
        assert!(article.contains(&format!("<html lang=\"{code}\">")), "{code}");
    });
}
