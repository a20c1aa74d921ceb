//! The still pictures that stand in the page before any script.

use meanwhile_figures::{Shown, Values, all, html};

#[test]
fn the_page_says_everything_before_any_script() {
    for figure in all() {
        let shown = Shown::new(*figure, Values::first(figure.dials())).unwrap();
        let whole = html::whole(&shown);
        assert!(whole.contains(&figure.question(&shown.values)), "{}", figure.id());
        assert!(whole.contains(&figure.result(&shown)), "{}", figure.id());
        assert_eq!(whole.contains("data-do=\"bet\""), figure.bet().is_some(), "{}", figure.id());
        assert_eq!(whole.contains("class=\"stage\""), figure.stage().is_some(), "{}", figure.id());
        for dial in 0..figure.dials().len() {
            let slider = whole.contains(&format!("data-slide=\"{dial}\""));
            let choice = whole.contains(&format!("data-way=\"{dial}\""));
            assert!(slider != choice, "dial {dial} of {}", figure.id());
        }
        for tag in ["figure", "div", "p", "span", "button", "svg", "g", "ul", "li", "table", "details"] {
            let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
            let opened =
                whole.match_indices(&open).filter(|(at, _)| whole[at + open.len()..].starts_with([' ', '>']));
            assert_eq!(opened.count(), whole.matches(&close).count(), "<{tag}> in {}", figure.id());
        }
    }
}

#[test]
fn no_text_of_a_figure_is_missing() {
    for figure in all() {
        let shown = Shown::new(*figure, Values::first(figure.dials())).unwrap();
        for part in [figure.question(&shown.values), figure.aside(&shown.values), figure.result(&shown)] {
            assert!(part.len() > 10 && !part.contains(['{', '}']), "{}: {part:?}", figure.id());
        }
        for dial in figure.dials() {
            assert_ne!(dial.label(figure.id()), "?", "{} {}", figure.id(), dial.name);
        }
        for panel in &shown.panels {
            assert!(shown.panels.len() == 1 || panel.label.contains(' ') || panel.label.len() > 3);
        }
    }
}

#[test]
fn the_words_of_a_text_are_left_when_its_tags_are_taken() {
    let check = |html, expected| assert_eq!(html::plain(html), expected);
    check("", "");
    check("plain", "plain");
    check("after <b class=\"total\">12 s</b>.", "after 12 s.");
    check("<em>all</em>", "all");
}
