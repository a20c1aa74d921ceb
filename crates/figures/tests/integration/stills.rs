//! Pictures that stand alone: whole, in their own colours, and drawn as on the page.

use meanwhile_figures::still::{Theme, WIDTH_PX, picture};
use meanwhile_figures::{Shown, Values, all, html};
use meanwhile_picture::svg;
use meanwhile_picture::timeline::View;

/// Properties that a drawing without a style of its own would get wrong.
const UNRESOLVED: [&str; 6] = ["var(", "color-mix(", "light-dark(", ":is(", "currentColor", "font:"];

#[test]
fn every_figure_has_a_picture_that_needs_nothing_else() {
    for figure in all() {
        let shown = Shown::new(*figure, Values::first(figure.dials())).unwrap();
        for theme in [Theme::Auto, Theme::Light, Theme::Dark] {
            for width in [0, WIDTH_PX.0, WIDTH_PX.2, u32::MAX] {
                let picture = picture(&shown, shown.first_us(), theme, width);
                let what = format!("{} {theme:?} {width}", figure.id());
                for part in UNRESOLVED {
                    assert!(!picture.contains(part), "{what} has {part}");
                }
                assert!(!picture.contains("NaN") && !picture.contains("inf"), "{what}");
                for tag in ["svg", "g", "text", "tspan", "style", "pattern", "defs", "title", "desc"] {
                    let open = format!("<{tag}");
                    let opened = picture
                        .match_indices(&open)
                        .filter(|(at, _)| picture[at + open.len()..].starts_with([' ', '>']));
                    assert_eq!(
                        opened.count(),
                        picture.matches(&format!("</{tag}>")).count(),
                        "<{tag}> in {what}"
                    );
                }
                assert!(picture.contains(&svg::escaped(&html::summary(&shown))), "{what}");
                assert_eq!(picture.contains("prefers-color-scheme"), theme == Theme::Auto, "{what}");
                assert!(picture.len() < 120_000, "{what}: {} bytes", picture.len());
            }
        }
    }
}

#[test]
fn the_drawing_is_that_of_the_page() {
    let figure = meanwhile_figures::find("workers").unwrap();
    let shown = Shown::new(figure, Values::first(figure.dials())).unwrap();
    let width = (WIDTH_PX.2 - 48) as f32;
    let chart = shown.timeline(width, View::whole(shown.axis_us()), &[], true);
    let picture = picture(&shown, 5_000_000, Theme::Light, WIDTH_PX.2);
    assert!(picture.contains(&svg::timeline(&chart, "workers")));
    assert!(picture.contains(&html::stage(&shown, 5_000_000, width, false)));
}

#[test]
fn every_kind_of_shape_has_a_colour() {
    let figure = meanwhile_figures::find("tabs").unwrap();
    let shown = Shown::new(figure, Values::first(figure.dials())).unwrap();
    let [light, dark] =
        [Theme::Light, Theme::Dark].map(|theme| picture(&shown, shown.first_us(), theme, 680));
    for class in [
        ".bar.executing.task-0",
        ".hatch.task-0 rect",
        ".person .head",
        ".timeline .name",
        ".card",
        ".task-1 .page .line.read",
    ] {
        assert!(light.contains(class) && dark.contains(class), "{class}");
    }
    assert_ne!(light, dark);
}

#[test]
fn themes_have_the_words_of_addresses() {
    let check = |word, expected| assert_eq!(Theme::named(word), expected, "{word}");
    check("auto", Some(Theme::Auto));
    check("light", Some(Theme::Light));
    check("dark", Some(Theme::Dark));
    check("", None);
    check("Dark", None);
}
