//! Lists the folder `presets` for the crate, so that a new preset is a new file and nothing else.

use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=presets");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("presets");
    let entries: Result<Vec<PathBuf>, _> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut files = entries?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    // The order of a folder differs between file systems.
    files.sort_by_key(|file| file.file_stem().map(ToOwned::to_owned));
    let mut list = String::from("&[\n");
    for file in &files {
        let name = file.file_stem().unwrap_or_default();
        writeln!(list, "Preset {{ name: {name:?}, text: include_str!({file:?}) }},")?;
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("presets.rs"), list)?;
    Ok(())
}
