//! `docs/claims.md` says where each claim of the articles can be checked, and what the figure shows there.

use crate::prose_tells_the_truth::{number_at, number_in, shown_at};

const CLAIMS: &str = include_str!("../../../../docs/claims.md");

/// A figure at its settings, and what the document says that it shows.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let row = |line: &'static str| {
        let [settings, shows] = line.strip_prefix('|')?.split('|').skip(1).take(2).collect::<Vec<_>>()[..]
        else {
            return None;
        };
        let settings = settings.trim().strip_prefix('`')?.strip_suffix('`')?;
        Some((settings, shows.trim().trim_matches('*')))
    };
    CLAIMS.lines().filter_map(row)
}

#[test]
fn every_claim_of_the_articles_is_shown_by_a_figure() {
    let wrong: Vec<_> = rows()
        .map(|(settings, shows)| (settings, shows, found_at(settings)))
        .filter(|(_, shows, found)| shows != found)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_row_is_overlooked_and_no_article_left_out() {
    let lines = CLAIMS.lines().filter(|line| line.starts_with('|') && line.contains('`')).count();
    assert_eq!(rows().count(), lines);
    for article in ["000", "001", "002", "003", "004"] {
        let (_, section) = CLAIMS.split_once(&format!("## {article}: ")).unwrap_or_default();
        let section = section.split("\n## ").next().unwrap_or_default();
        assert!(section.matches("\n| ").count() > 5, "{article}");
    }
}

/// What the figure shows, as plain text.
fn found_at(settings: &str) -> String {
    let shown = shown_at(settings);
    if settings.ends_with(" earns=word") {
        let panel = number_in(settings, "panel").unwrap_or(0);
        return meanwhile_figures::earned(&shown.panels[panel]).to_owned();
    }
    number_at(&shown, settings).replace('\u{a0}', " ")
}
