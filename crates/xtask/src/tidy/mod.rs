//! `cargo xtask tidy`: the house's invariants, as far as reading the files can check them.
//!
//! Each finding is one line with a place and what to do. Clippy sees to `unwrap`, `expect` and `panic`.

mod manifest;
mod rules;
mod source;

use crate::failure::{Doing, Failure, Result};
use crate::{files, paths};
use std::fmt;
use std::fs;
use std::path::Path;

/// Something that breaks a rule of the house.
#[derive(Debug, PartialEq)]
pub(crate) struct Finding {
    /// The file, from the root, with slashes.
    file: String,
    /// The line, from 1; 0 where the whole file is meant.
    line: usize,
    /// What is wrong and what to do.
    advice: String,
    /// Whether it is only a remark.
    remark: bool,
}

impl Finding {
    fn new(file: &str, line: usize, advice: impl Into<String>) -> Finding {
        Finding { file: file.to_owned(), line, advice: advice.into(), remark: false }
    }

    fn remark(file: &str, advice: impl Into<String>) -> Finding {
        Finding { remark: true, ..Finding::new(file, 0, advice) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.remark { "remark: " } else { "" };
        match self.line {
            0 => write!(f, "{}: {word}{}", self.file, self.advice),
            line => write!(f, "{}:{line}: {word}{}", self.file, self.advice),
        }
    }
}

/// A text file of the repository.
#[derive(Clone, Copy)]
struct Text<'a> {
    /// Its path from the root, with slashes.
    file: &'a str,
    text: &'a str,
}

/// The checks of one file. Each looks at the path first and leaves what is not its business.
const CHECKS: &[fn(Text<'_>) -> Vec<Finding>] = &[
    manifest::arrows,
    manifest::no_browser,
    source::no_floats,
    source::length,
    source::colours,
    source::secrets,
];

/// The command; also a phase of `test`.
pub(crate) fn check() -> Result<()> {
    let root = paths::root();
    let mut findings = rules::strays(&names(&root)?);
    for file in texts(&root)? {
        let text = fs::read_to_string(root.join(&file)).doing(|| format!("read {file}"))?;
        findings.extend(CHECKS.iter().flat_map(|check| check(Text { file: &file, text: &text })));
    }
    findings.iter().for_each(|finding| println!("{finding}"));
    match findings.iter().filter(|finding| !finding.remark).count() {
        0 => Ok(()),
        1 => Err(Failure::new("One rule of the house is broken; the line above says where and what to do.")),
        n => Err(Failure::new(format!(
            "{n} rules of the house are broken; the lines above say where and what to do."
        ))),
    }
}

/// The names at the top of the repository.
fn names(root: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(root).doing(|| format!("read the folder {}", root.display()))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into()).collect();
    names.sort();
    Ok(names)
}

/// The files of ours that can be read as text, by their paths from the root.
fn texts(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for name in names(root)?.iter().filter(|name| !rules::is_generated(name)) {
        let path = root.join(name);
        let below = if path.is_dir() { files::below(&path)? } else { vec![path] };
        let relative = below.iter().filter_map(|file| file.strip_prefix(root).ok());
        let slashed =
            relative.map(|file| file.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"));
        found.extend(slashed.filter(|file| rules::is_text(file)));
    }
    Ok(found)
}
