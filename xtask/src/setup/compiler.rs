//! Which compiler is used for host and wasm alike, and what it still lacks.
//!
//! One compiler for both: two would rebuild each other's target folder.

use super::{Job, debian};
use crate::place::Place;
use std::path::{Path, PathBuf};

pub(super) const WASM: &str = "wasm32-unknown-unknown";

/// Where the compiler comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The compiler on `PATH` has all it needs, and nobody may add to it.
    AsItIs,
    /// rustup may install: the active toolchain gets the wasm target.
    Rustup,
    /// rustup may not install or is not there: the distribution's compiler, with a standard library built for wasm.
    Debian,
}

/// Chooses the way and turns the environment of all children to it.
pub(super) fn choose(place: &mut Place) -> Way {
    let rustup = has_rustup(place);
    let way = way(rustup, may_install(), foreign_std(place));
    if way == Way::Debian {
        if rustup {
            place.toolchain = Some(debian::TOOLCHAIN.to_owned());
        } else {
            place.prefer_after_tools(PathBuf::from("/usr/bin"));
        }
    }
    way
}

fn way(rustup: bool, may_install: bool, has_std: bool) -> Way {
    match (rustup, may_install, has_std) {
        (true, true, _) => Way::Rustup,
        (_, _, true) => Way::AsItIs,
        (_, _, false) => Way::Debian,
    }
}

pub(super) fn has_rustup(place: &Place) -> bool {
    place.which("rustup").is_some()
}

/// `RUSTUP_AUTO_INSTALL=0` is the machine's word that rustup must not be asked for anything.
fn may_install() -> bool {
    std::env::var_os("RUSTUP_AUTO_INSTALL").is_none_or(|value| value != "0")
}

/// Whether the compiler has a wasm library that is not this set-up's own work (that one has to be checked further).
fn foreign_std(place: &Place) -> bool {
    wasm_folder(place).is_some_and(|folder| has_std(&folder) && !folder.join(debian::STAMP).exists())
}

fn wasm_folder(place: &Place) -> Option<PathBuf> {
    let sysroot = place.cmd("rustc", &["--print", "sysroot"]).answer()?;
    Some(Path::new(&sysroot).join("lib/rustlib").join(WASM))
}

fn has_std(wasm: &Path) -> bool {
    std::fs::read_dir(wasm.join("lib"))
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd")))
}

pub(super) fn missing(place: &Place, way: Way) -> Vec<Job> {
    match way {
        Way::AsItIs => Vec::new(),
        Way::Rustup => rustup_jobs(place),
        Way::Debian => debian::jobs(place),
    }
}

fn rustup_jobs(place: &Place) -> Vec<Job> {
    let mut jobs = Vec::new();
    if !wasm_folder(place).is_some_and(|folder| has_std(&folder)) {
        let add = |place: &Place, screen: &super::Screen| screen.run(place.cmd("rustup", &["target", "add", WASM]));
        jobs.push(Job::new("wasm target", "the active toolchain has no standard library for wasm", add));
    }
    let has = |tool| place.cmd("cargo", &[tool, "--version"]).answer().is_some();
    if !has("clippy") || !has("fmt") {
        let add = |place: &Place, screen: &super::Screen| {
            screen.run(place.cmd("rustup", &["component", "add", "clippy", "rustfmt"]))
        };
        jobs.push(Job::new("clippy and rustfmt", "the active toolchain lacks them", add));
    }
    jobs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rustup_is_asked_only_where_it_may_install() {
        assert_eq!(way(true, true, false), Way::Rustup);
        assert_eq!(way(true, false, false), Way::Debian);
        assert_eq!(way(false, true, false), Way::Debian);
        assert_eq!(way(true, false, true), Way::AsItIs);
        assert_eq!(way(false, false, true), Way::AsItIs);
    }
}
