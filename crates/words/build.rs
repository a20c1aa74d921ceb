//! Lists the folder `catalogue` for the crate, so that a new language is new files and nothing else.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// How the names of a language's files end, in the order of `Part`.
const PARTS: [&str; 4] = ["", "-both", "-runs", "-still"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=catalogue");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("catalogue");
    // English comes first, the others by their codes.
    let mut languages: BTreeMap<(bool, String), [Option<PathBuf>; 4]> = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".txt")) else {
            continue;
        };
        let last = PARTS.iter().rposition(|part| name.ends_with(part)).unwrap_or(0);
        let code = name.strip_suffix(PARTS[last]).unwrap_or(name).to_owned();
        languages.entry((code != "en", code)).or_default()[last] = Some(path);
    }
    let mut list = String::from("&[\n");
    for ((_, code), files) in &languages {
        writeln!(list, "Source {{ code: {code:?}, files: [")?;
        for (file, part) in files.iter().zip(PARTS) {
            let file = file.as_ref().ok_or_else(|| format!("catalogue/{code}{part}.txt is missing"))?;
            writeln!(list, "include_str!({file:?}),")?;
        }
        list.push_str("] },\n");
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("languages.rs"), list)?;
    Ok(())
}
