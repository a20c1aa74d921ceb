//! Packages of Python's registry, each in a folder of its own.

use crate::failure::Result;
use crate::{debian, process};
use std::path::Path;

/// Puts a package of that version into the folder, without what it depends on.
pub(crate) fn install(package: &str, version: &str, folder: &Path) -> Result<()> {
    if process::answer(process::command("python3").args(["-c", "import pip"])).is_none() {
        debian::install("Python and pip (half a minute, once)", debian::PYTHON)?;
    }
    let mut pip = process::command("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--upgrade"]);
    pip.arg("--target").arg(folder).arg(format!("{package}=={version}"));
    process::run_quietly(&mut pip).map(drop)
}
