//! Where things are: the workspace, cargo's output, the folder of installed tools.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The root of the workspace. Cargo tells it when it runs us; the place where we were compiled is the fallback.
pub(crate) fn root() -> PathBuf {
    let own = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let own = PathBuf::from(own);
    own.ancestors().nth(2).map_or_else(|| own.clone(), Path::to_path_buf)
}

/// Cargo's target folder: `$CARGO_TARGET_DIR` if somebody set it, else `target/` of the workspace.
pub(crate) fn target() -> PathBuf {
    match variable("CARGO_TARGET_DIR") {
        Some(dir) => absolute(dir),
        None => root().join("target"),
    }
}

/// The folder for the tools that `setup` installs, one sub-folder per tool and version.
pub(crate) fn tools() -> PathBuf {
    if let Some(dir) = variable("MEANWHILE_TOOLS") {
        return absolute(dir);
    }
    cache().join("meanwhile").join("tools")
}

/// The user's cache folder, by the custom of the system.
pub(crate) fn cache() -> PathBuf {
    let home = variable("HOME").or_else(|| variable("USERPROFILE")).map(PathBuf::from);
    match (variable("XDG_CACHE_HOME"), home) {
        (Some(dir), _) => absolute(dir),
        (None, Some(home)) if cfg!(target_os = "macos") => home.join("Library").join("Caches"),
        (None, Some(home)) => home.join(".cache"),
        // No home at all, as in some containers: keep the tools beside what is built with them.
        (None, None) => target().join("cache"),
    }
}

/// The first program of this name on the PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(&name)).find(|file| is_program(file))
}

/// Our PATH with some folders put first, so that what we start finds our tools before any others.
pub(crate) fn path_with(first: &[PathBuf]) -> OsString {
    let rest = env::var_os("PATH").unwrap_or_default();
    let all: Vec<PathBuf> = first.iter().cloned().chain(env::split_paths(&rest)).collect();
    // Joining fails only where a folder's name contains the separator; the plain PATH is then the best we have.
    env::join_paths(all).unwrap_or(rest)
}

/// Whether this is a file that may be run.
pub(crate) fn is_program(file: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    file.is_file()
}

/// An environment variable that is set and not empty.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// A path made absolute from where the command was typed.
pub(crate) fn absolute(path: impl AsRef<OsStr>) -> PathBuf {
    let path = PathBuf::from(path.as_ref());
    std::path::absolute(&path).unwrap_or(path)
}
