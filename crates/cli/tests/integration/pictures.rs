//! `meanwhile render`: pictures of scenarios and of figures.

use crate::support::{run, stdout_of};
use std::path::PathBuf;

/// A file that is gone with the test.
struct Temporary(PathBuf);

impl Temporary {
    fn named(name: &str) -> Temporary {
        Temporary(std::env::temp_dir().join(format!("meanwhile-{}-{name}", std::process::id())))
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn whatever_can_be_simulated_can_be_drawn() {
    for preset in meanwhile_scenario::presets() {
        let picture = stdout_of(&["render", preset.name]);
        let title = preset.file().unwrap().title().to_owned();
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>"), "{}", preset.name);
        assert!(
            picture.contains(&format!("<title>{}</title>", title.replace('\'', "&#39;"))),
            "{}",
            preset.name
        );
    }
}

#[test]
fn a_figure_is_drawn_as_its_address_says() {
    let at = |arguments: &[&str]| stdout_of(&[&["render"], arguments].concat());
    let query = at(&["fig=workers&workers=3&t=4000"]);
    assert!(query.contains("Three workers"), "{query}");
    assert_eq!(at(&["https://example.org/?fig=workers&workers=3&t=4000#workers"]), query);
    assert_eq!(at(&["fig=workers&workers=3", "--t", "4000"]), query);
    assert_ne!(at(&["fig=workers&workers=3"]), query);
    assert_ne!(at(&["fig=workers&workers=3&t=4000", "--theme", "dark"]), query);
    assert!(at(&["fig=workers", "--width", "300"]).contains("width=\"300\""));
    assert!(at(&["fig=workers&workers=3&lang=de"]).contains("Drei Worker"));
    assert!(at(&["fig=workers", "--card"]).contains("width=\"1200\" height=\"630\""));
}

#[test]
fn what_an_address_cannot_mean_is_told_and_the_rest_is_drawn() {
    let ran = run(&["render", "fig=workers&workers=99&x=1"]);
    let told = "Workers goes from 1 to 8; 8 is taken. This part of the address means nothing here and was ignored: x=1.\n";
    assert_eq!((ran.status, &*ran.stderr), (0, told));
    assert_eq!(ran.stdout, stdout_of(&["render", "fig=workers"]));
}

#[test]
fn what_cannot_be_drawn_is_told_in_one_line() {
    let check = |arguments: &[&str], expected: &str| {
        let ran = run(&[&["render"], arguments].concat());
        assert_eq!((ran.status, &*ran.stdout, ran.stderr.trim_end()), (2, "", expected), "{arguments:?}");
    };
    check(&["fig=nonsense"], "error: The address names a figure “nonsense”, which is not here.");
    check(&["fig=alive"], "error: this figure shows nothing before it is run");
    check(&["fig=tabs", "--out", "x.gif"], "error: --out: the name must end in .svg or .png");
    check(&["fig=tabs", "--theme", "pink"], "error: --theme: expected auto, light or dark, found \"pink\"");
    assert_eq!(run(&["render", "fig=tabs", "--width", "10"]).status, 2);
}

#[test]
fn files_are_what_their_names_say() {
    let (svg, png) = (Temporary::named("picture.svg"), Temporary::named("picture.png"));
    stdout_of(&["render", "fig=tabs", "--out", svg.path()]);
    assert_eq!(std::fs::read_to_string(svg.path()).unwrap(), stdout_of(&["render", "fig=tabs"]));
    let ran = run(&["render", "fig=tabs", "--card", "--out", png.path()]);
    if ran.stderr.contains("no fonts") {
        return;
    }
    let bytes = std::fs::read(png.path()).unwrap();
    // The header's sides are those of the card.
    assert!(
        bytes.starts_with(b"\x89PNG") && bytes[16..24] == [0, 0, 4, 176, 0, 0, 2, 118],
        "{:?}",
        &bytes[..24]
    );
    // Letters have been drawn: a picture of rectangles alone is much smaller.
    assert!(bytes.len() > 20_000, "{} bytes", bytes.len());
}
