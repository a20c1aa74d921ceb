//! The page with a standard library of its own: a fifth smaller, because nobody reads a page's panic messages.

use crate::failure::{Doing, Result};
use crate::paths;
use crate::rust::{Toolchain, WASM};
use std::path::{Path, PathBuf};

/// A panic is a trap without a message, and std prefers small code to fast code; what computes fast is the engine.
const STD: &str = "-Z build-std=std,panic_abort -Z build-std-features=optimize_for_size";
const RUSTFLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// A folder with a `cargo` that adds "build std, too" to every build for the browser.
///
/// Trunk calls plain `cargo build --target=wasm32-unknown-unknown`. A variable in the environment would do it for every
/// cargo that Trunk starts, also for the native ones, which refuse it. Debian's compiler has no std for the browser at
/// all and needs this; for rustup's it makes the page smaller.
pub(crate) fn cargo_that_builds_std(toolchain: &Toolchain) -> Result<PathBuf> {
    let dir = paths::tools().join("cargo-with-std");
    let file = dir.join("cargo");
    let cargo = toolchain.bin().join("cargo");
    let script = format!(
        "#!/bin/sh\n\
         case \" $* \" in\n\
         *\" build \"*{WASM}*) RUSTC_BOOTSTRAP=1 RUSTFLAGS='{RUSTFLAGS}' exec '{0}' \"$@\" {STD} ;;\n\
         *) exec '{0}' \"$@\" ;;\n\
         esac\n",
        cargo.display()
    );
    std::fs::create_dir_all(&dir).doing(|| format!("make the folder {}", dir.display()))?;
    std::fs::write(&file, script).doing(|| format!("write {}", file.display()))?;
    executable(&file)?;
    Ok(dir)
}

#[cfg(unix)]
fn executable(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755))
        .doing(|| format!("make {} executable", file.display()))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> Result<()> {
    Ok(())
}
