//! Lists the folder `catalogue` for the crate, so that a new language is new files and nothing else.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=catalogue");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("catalogue");
    // English comes first, the others by their codes; each with its files, by the names of their parts.
    let mut languages: BTreeMap<(bool, String), BTreeMap<String, PathBuf>> = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".txt")) else {
            continue;
        };
        // A code may have parts of its own, in capital letters: `pt-BR`.
        let (code, part) = match name.rsplit_once('-') {
            Some((code, part)) if part.starts_with(|letter: char| letter.is_ascii_lowercase()) => {
                (code, part)
            }
            _ => (name, ""),
        };
        languages.entry((code != "en", code.to_owned())).or_default().insert(part.to_owned(), path);
    }
    let mut list = String::from("&[\n");
    for ((_, code), files) in &languages {
        writeln!(list, "Source {{ code: {code:?}, files: &[")?;
        for (part, file) in files {
            writeln!(list, "({part:?}, include_str!({file:?})),")?;
        }
        list.push_str("] },\n");
    }
    list.push(']');
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("languages.rs"), list)?;
    let codes: Vec<&String> = languages.keys().map(|(_, code)| code).collect();
    fs::write(Path::new(&out).join("codes.rs"), format!("&{codes:?}"))?;
    Ok(())
}
