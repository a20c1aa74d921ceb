//! Checks of the crates' manifests: the arrows between them, and that the pure ones know no browser.

use super::rules::{ARROWS, BROWSER, PURE};
use super::{Finding, Text};

/// A dependency in a manifest.
#[derive(Debug, PartialEq)]
struct Dependency<'a> {
    name: &'a str,
    line: usize,
    /// Whether only tests and examples have it.
    dev: bool,
}

/// Our own crates use each other only along the arrows; `sim` uses nothing at all.
pub(super) fn arrows(file: Text<'_>) -> Vec<Finding> {
    let Some(own) = package(file) else { return Vec::new() };
    let allowed = ARROWS.iter().find(|(name, _)| *name == own).map_or(&[][..], |(_, uses)| uses);
    let used = dependencies(file.text).into_iter().filter(|dependency| !dependency.dev);
    used.filter_map(|used| {
        let ours = used.name.starts_with("meanwhile-");
        if ours && !allowed.contains(&used.name) {
            let advice =
                format!("{own} may not depend on {}: move the code, or change the arrows", used.name);
            Some(Finding::new(file.file, used.line, advice))
        } else if own == "meanwhile-sim" {
            let advice = format!("meanwhile-sim has no dependency at all: do without {}", used.name);
            Some(Finding::new(file.file, used.line, advice))
        } else {
            None
        }
    })
    .collect()
}

/// The pure crates build and are tested without a browser in sight.
pub(super) fn no_browser(file: Text<'_>) -> Vec<Finding> {
    let Some(own) = package(file).filter(|own| PURE.contains(own)) else { return Vec::new() };
    let browsers = |used: &Dependency<'_>| BROWSER.iter().any(|begin| used.name.starts_with(begin));
    let advice =
        |name: &str| format!("{own} knows no browser: what needs {name} belongs in meanwhile-engine-page");
    dependencies(file.text)
        .iter()
        .filter(|used| browsers(used))
        .map(|used| Finding::new(file.file, used.line, advice(used.name)))
        .collect()
}

/// The name of the package that this manifest describes; nothing for other files.
fn package<'a>(file: Text<'a>) -> Option<&'a str> {
    let line = file.text.lines().find(|line| line.starts_with("name = "))?;
    file.file.ends_with("Cargo.toml").then(|| line.split('"').nth(1))?
}

/// The dependencies, in whichever of the usual ways they are written.
fn dependencies(manifest: &str) -> Vec<Dependency<'_>> {
    let mut found = Vec::new();
    let mut section = "";
    for (index, line) in manifest.lines().enumerate() {
        let line_number = index + 1;
        if let Some(header) = line.trim().strip_prefix('[') {
            section = header.trim_end_matches(']');
            let dev = section.contains("dev-dependencies");
            if let Some((_, name)) = section.split_once("dependencies.") {
                found.push(Dependency { name, line: line_number, dev });
            }
        } else if section.ends_with("dependencies") && !section.starts_with("workspace") {
            let name = line.split(['=', '.']).next().unwrap_or("").trim();
            let begins = line.starts_with(|first: char| first.is_ascii_alphabetic());
            if begins && line.contains('=') {
                found.push(Dependency { name, line: line_number, dev: section.contains("dev-dependencies") });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(text: &str) -> Text<'_> {
        Text { file: "crates/x/Cargo.toml", text }
    }

    #[test]
    fn dependencies_are_found_however_they_are_written() {
        let text = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\nb = { version = \"1\", features = [\n  \
                    \"c\",\n] }\n[dependencies.d]\nversion = \"1\"\n[dev-dependencies]\ne = \"1\"\n\
                    [target.'cfg(unix)'.dependencies]\nf = \"1\"\n";
        let names: Vec<_> =
            dependencies(text).iter().map(|found| (found.name, found.line, found.dev)).collect();
        let expected = [("a", 4, false), ("b", 5, false), ("d", 8, false), ("e", 11, true), ("f", 13, false)];
        assert_eq!(names, expected);
    }

    #[test]
    fn the_simulator_has_no_dependency_but_its_tests_may() {
        let found = arrows(manifest("name = \"meanwhile-sim\"\n[dependencies]\nrand = \"1\"\n"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 3);
        assert!(arrows(manifest("name = \"meanwhile-sim\"\n[dev-dependencies]\nrand = \"1\"\n")).is_empty());
    }

    #[test]
    fn arrows_are_checked_against_the_table() {
        let to = |name| format!("name = \"meanwhile-picture\"\n[dependencies]\n{name}.workspace = true\n");
        assert!(arrows(manifest(&to("meanwhile-sim"))).is_empty());
        assert_eq!(arrows(manifest(&to("meanwhile-app"))).len(), 1);
    }

    #[test]
    fn a_pure_crate_knows_no_browser() {
        let text = "name = \"meanwhile-engine\"\n[dependencies]\nweb-sys = \"0.3\"\ngloo-timers = \"0.4\"\n";
        assert_eq!(no_browser(manifest(text)).len(), 2);
        let text = text.replace("engine", "engine-web");
        assert!(no_browser(manifest(&text)).is_empty());
    }
}
