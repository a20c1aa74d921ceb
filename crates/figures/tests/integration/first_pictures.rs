//! The still pictures that stand in the page before any script.

use meanwhile_figures::{Shown, Values, all, html};
use meanwhile_picture::timeline::View;
use meanwhile_picture::timeline::lanes::By;

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

/// A letter stands for a name, which stands on a chip and beside a lane, too; a letter of what is done says nothing.
#[test]
fn a_bar_without_room_for_what_is_done_says_nothing() {
    for figure in all().iter().filter(|figure| figure.by() == By::Task) {
        let shown = Shown::new(*figure, Values::first(figure.dials())).unwrap();
        for width in [280.0, 344.0, 858.0] {
            let chart = shown.timeline(width, View::whole(shown.axis_us()), &[], true);
            for bar in chart.lanes.iter().flat_map(|lane| &lane.bars) {
                assert_ne!(bar.label.chars().count(), 1, "{:?} in {} at {width}", bar.label, figure.id());
            }
        }
    }
}

#[test]
fn a_moment_is_told_as_finely_as_one_can_follow() {
    let check = |id: &str, permille: u64, expected: &str| {
        let figure = all().iter().find(|figure| figure.id() == id).unwrap();
        let shown = Shown::new(*figure, Values::first(figure.dials())).unwrap();
        let now_us = shown.end_us() * permille / 1_000;
        assert_eq!(html::moment(&shown, now_us).replace('\u{a0}', " "), expected, "{id}");
    };
    check("tabs", 500, "6.0 of 12 s");
    check("requests", 500, "53.0 of 106 ms");
    check("five", 370, "67 of 180 min");
    check("service", 0, "0 of 3863 ms");
}
