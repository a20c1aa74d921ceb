//! The rules as data: what lies at the top, which crate may use which, where colours and floats may be.

use super::Finding;

/// What may lie at the top of the repository.
const TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".git",
    ".gitattributes",
    ".github",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "Trunk.toml",
    "clippy.toml",
    "crates",
    "deny.toml",
    "dist",
    "docs",
    "index.html",
    "peers",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "target",
    "tests",
    "www",
];

/// What at the top is not ours to read: written by tools.
const GENERATED: &[&str] = &[".git", "Cargo.lock", "dist", "target"];

/// Who may depend on whom among our own crates. A crate that is missing here may depend on none of them.
pub(super) const ARROWS: &[(&str, &[&str])] = &[
    ("meanwhile-sim", &[]),
    ("meanwhile-words", &[]),
    ("meanwhile-words-web", &["meanwhile-words"]),
    ("meanwhile-scenario", &["meanwhile-sim"]),
    ("meanwhile-picture", &["meanwhile-sim", "meanwhile-words"]),
    ("meanwhile-programs", &["meanwhile-sim"]),
    ("meanwhile-figures", &["meanwhile-sim", "meanwhile-picture", "meanwhile-words", "meanwhile-programs"]),
    ("meanwhile-engine", &["meanwhile-sim"]),
    (
        "meanwhile-programs-page",
        &["meanwhile-engine", "meanwhile-figures", "meanwhile-programs", "meanwhile-words-web"],
    ),
    ("meanwhile-scenario-page", &["meanwhile-engine", "meanwhile-scenario", "meanwhile-sim"]),
    ("meanwhile-engine-worker", &["meanwhile-engine", "meanwhile-sim"]),
    (
        "meanwhile-engine-page",
        &["meanwhile-engine", "meanwhile-sim", "meanwhile-picture", "meanwhile-words", "meanwhile-words-web"],
    ),
    ("meanwhile-engine-web", &["meanwhile-engine", "meanwhile-sim"]),
    (
        "meanwhile-app",
        &[
            "meanwhile-sim",
            "meanwhile-picture",
            "meanwhile-figures",
            "meanwhile-words",
            "meanwhile-words-web",
            "meanwhile-engine-web",
        ],
    ),
    (
        "meanwhile-cli",
        &[
            "meanwhile-sim",
            "meanwhile-scenario",
            "meanwhile-programs",
            "meanwhile-figures",
            "meanwhile-words",
        ],
    ),
    ("meanwhile-peer-cases", &["meanwhile-picture", "meanwhile-sim"]),
    ("meanwhile-race", &["meanwhile-peer-cases", "meanwhile-sim"]),
];

/// The crates that know no browser.
pub(super) const PURE: &[&str] = &[
    "meanwhile-sim",
    "meanwhile-scenario",
    "meanwhile-picture",
    "meanwhile-programs",
    "meanwhile-figures",
    "meanwhile-words",
    "meanwhile-engine",
];

/// The beginnings of the names of crates that know one.
pub(super) const BROWSER: &[&str] =
    &["gloo", "js-sys", "leptos", "reactive_graph", "wasm-bindgen", "web-sys"];

/// The one file in which colours may be written.
pub(super) const TOKENS: &str = "www/styles/tokens.css";

/// A source file of more lines than this should be two.
pub(super) const LONG: usize = 400;

/// Findings for everything at the top that is not in the list.
pub(super) fn strays(names: &[String]) -> Vec<Finding> {
    let stray = names.iter().filter(|name| !TOP.contains(&name.as_str()));
    let advice = "does not belong at the top of the repository: move it, remove it, or add it to the list in \
                  crates/xtask/src/tidy/rules.rs";
    stray.map(|name| Finding::new(name, 0, advice)).collect()
}

/// Whether tools write this.
pub(super) fn is_generated(name: &str) -> bool {
    GENERATED.contains(&name)
}

/// Whether a file is one of the kinds that the checks read.
pub(super) fn is_text(file: &str) -> bool {
    const KINDS: &[&str] = &[".rs", ".toml", ".css", ".html", ".js", ".md", ".sh", ".svg"];
    KINDS.iter().any(|kind| file.ends_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_file_is_named() {
        let found = strays(&["Cargo.toml".to_owned(), "notes.txt".to_owned()]);
        assert_eq!(found.len(), 1);
        assert!(found[0].to_string().starts_with("notes.txt: does not belong"));
    }

    #[test]
    fn arrows_go_one_way() {
        // A crate may only use crates that stand above it in the table; so there is no circle.
        for (index, (_, uses)) in ARROWS.iter().enumerate() {
            assert!(uses.iter().all(|used| ARROWS[..index].iter().any(|(name, _)| name == used)));
        }
    }
}
