//! Small things that are done with files and folders.

use crate::failure::{Doing, Result};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// Every file below a folder, in order of name.
pub(crate) fn below(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut entries = fs::read_dir(dir)
        .and_then(|entries| entries.collect::<std::io::Result<Vec<_>>>())
        .doing(|| format!("read the folder {}", dir.display()))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            found.extend(below(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// Makes a folder exist and be empty.
pub(crate) fn empty(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).doing(|| format!("remove {}", dir.display()))?;
    }
    fs::create_dir_all(dir).doing(|| format!("make the folder {}", dir.display()))
}

/// Makes one folder a copy of another.
pub(crate) fn replace(from: &Path, to: &Path) -> Result<()> {
    empty(to)?;
    for file in below(from)? {
        let Ok(relative) = file.strip_prefix(from) else { continue };
        let copy = to.join(relative);
        if let Some(dir) = copy.parent() {
            fs::create_dir_all(dir).doing(|| format!("make the folder {}", dir.display()))?;
        }
        fs::copy(&file, &copy).doing(|| format!("copy {} to {}", file.display(), copy.display()))?;
    }
    Ok(())
}

/// A number that changes when the file does.
pub(crate) fn hash(file: &Path) -> Result<u64> {
    let bytes = fs::read(file).doing(|| format!("read {}", file.display()))?;
    let mut hasher = DefaultHasher::new();
    hasher.write(&bytes);
    Ok(hasher.finish())
}

/// A file's size in bytes; nothing where there is no file.
pub(crate) fn size(file: &Path) -> u64 {
    file.metadata().map_or(0, |found| found.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_folder_has_the_same_files_and_no_others() {
        let dir = std::env::temp_dir().join(format!("xtask-files-{}", std::process::id()));
        let (from, to) = (dir.join("from"), dir.join("to"));
        fs::create_dir_all(from.join("deep")).unwrap();
        fs::create_dir_all(&to).unwrap();
        fs::write(from.join("deep/a"), "a").unwrap();
        fs::write(to.join("stale"), "b").unwrap();
        replace(&from, &to).unwrap();
        assert_eq!(below(&to).unwrap(), [to.join("deep/a")]);
        assert_eq!(hash(&from.join("deep/a")).unwrap(), hash(&to.join("deep/a")).unwrap());
        fs::remove_dir_all(&dir).unwrap();
    }
}
