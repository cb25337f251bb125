//! Debian's compiler for host and wasm, where rustup may not install or is not there.
//!
//! Debian ships no standard library for wasm32-unknown-unknown. It is built once from Debian's own sources into the
//! compiler's folder; from then on plain `cargo`, `trunk` and clippy work without a word about it. It is stamped with the
//! compiler's version and built again when `apt` moves the compiler. The user's default toolchain stays as it is.

use super::compiler::{WASM, has_rustup};
use super::{Job, Screen, apt};
use crate::failure::Failure;
use crate::place::Place;
use std::path::Path;

/// The name under which rustup knows Debian's compiler. Not an official name: rustup never tries to install it.
pub(super) const TOOLCHAIN: &str = "web";
/// The file beside the library that says for which compiler and how it was built.
pub(super) const STAMP: &str = "for";
pub(super) const PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web", "rust-web-llvm"];

const RUSTLIB: &str = "/usr/lib/rustlib";
const SOURCES: &str = "/usr/lib/rustlib/src/rust/library/sysroot/Cargo.toml";
/// Part of the stamp: another recipe gives another library.
const RECIPE: &str = "std for size: opt-level z, optimize_for_size";

pub(super) fn jobs(place: &Place) -> Vec<Job> {
    let mut jobs = Vec::new();
    if let Some(reason) = std_is_missing(place) {
        jobs.push(Job::new("standard library for wasm", reason, build_std));
    }
    if has_rustup(place) && !is_linked(place) {
        jobs.push(Job::new("rustup toolchain 'web'", "rustup does not know Debian's compiler", link));
    }
    if has_rustup(place) && !is_chosen(place) {
        jobs.push(Job::new("compiler of this checkout", "plain cargo and trunk would take another", choose));
    }
    jobs
}

fn std_is_missing(place: &Place) -> Option<String> {
    let held = std::fs::read_to_string(Path::new(RUSTLIB).join(WASM).join(STAMP)).unwrap_or_default();
    match stamp(place) {
        Some(wanted) if wanted == held => None,
        Some(_) if !held.is_empty() => Some("it was built for another compiler or in another way".to_owned()),
        _ => Some("Debian has none, it is built from Debian's sources".to_owned()),
    }
}

fn stamp(place: &Place) -> Option<String> {
    let version = place.cmd("/usr/bin/rustc", &["-vV"]).answer()?;
    Some(format!("{version}\n{RECIPE}\n"))
}

/// Builds the library and puts it beside the compiler.
fn build_std(place: &Place, screen: &Screen) -> Result<(), Failure> {
    let work = place.target.join("std-for-wasm");
    let sources = std::fs::canonicalize(SOURCES)
        .map_err(|why| Failure::new(format!("{SOURCES} is missing."), why).by_hand("apt-get install rust-web-src"))?;
    let (work, sources) = (work.display().to_string(), sources.display().to_string());
    let args = ["build", "--locked", "--release", "--target", WASM, "--features", "optimize_for_size"];
    let args = [&args[..], &["--target-dir", &work, "--manifest-path", &sources]].concat();
    let cmd = place.cmd("/usr/bin/cargo", &args);
    // Bitcode lets the app's link-time optimisation reach into std; the first flag keeps std's own crates from being
    // picked up by the app; the variable lets a stable compiler build std, here and nowhere else.
    let cmd = cmd
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z")
        .env("RUSTFLAGS", "-Zforce-unstable-if-unmarked -Cembed-bitcode=yes")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", "/usr/bin/rustc");
    screen.run(cmd)?;
    put_std(place, screen, &work)
}

fn put_std(place: &Place, screen: &Screen, work: &str) -> Result<(), Failure> {
    let stamp = stamp(place).unwrap_or_default();
    let script = r#"rm -rf "$1" && mkdir -p "$1/lib" && cp "$2"/*.rlib "$1/lib/" && printf '%s\n' "$3" > "$1/$4""#;
    let folder = format!("{RUSTLIB}/{WASM}");
    let built = format!("{work}/{WASM}/release/deps");
    screen.run(apt::as_root(place, &["sh", "-ec", script, "sh", &folder, &built, stamp.trim_end(), STAMP]))?;
    // What was compiled against the library before does not fit any more.
    for old in [Path::new(work), &place.target.join(WASM)] {
        if old.exists() {
            std::fs::remove_dir_all(old).map_err(|why| Failure::new(format!("{} stays.", old.display()), why))?;
        }
    }
    Ok(())
}

fn is_linked(place: &Place) -> bool {
    place.cmd("rustup", &["toolchain", "list"]).answer().is_some_and(|list| names(&list).any(|name| name == TOOLCHAIN))
}

/// The first word of each line: the names of `rustup toolchain list`.
fn names(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter_map(|line| line.split_whitespace().next())
}

fn link(place: &Place, screen: &Screen) -> Result<(), Failure> {
    screen.run(place.cmd("rustup", &["toolchain", "link", TOOLCHAIN, "/usr"]))?;
    screen.say(&format!("to undo: rustup toolchain uninstall {TOOLCHAIN}"));
    Ok(())
}

fn is_chosen(place: &Place) -> bool {
    let root = place.root.display().to_string();
    let list = place.cmd("rustup", &["override", "list"]).answer().unwrap_or_default();
    list.lines().any(|line| is_override(line, &root))
}

fn is_override(line: &str, root: &str) -> bool {
    line.strip_prefix(root).is_some_and(|rest| rest.trim() == TOOLCHAIN)
}

/// For this checkout only; the user's default stays.
fn choose(place: &Place, screen: &Screen) -> Result<(), Failure> {
    let root = place.root.display().to_string();
    screen.run(place.cmd("rustup", &["override", "set", TOOLCHAIN, "--path", &root]))?;
    screen.say(&format!("for this checkout only; to undo: rustup override unset --path {root}"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_of_rustup_are_read() {
        let list = "stable-x86_64-unknown-linux-gnu (active, default)\nweb\n";
        assert_eq!(names(list).collect::<Vec<_>>(), ["stable-x86_64-unknown-linux-gnu", "web"]);
        assert!(is_override("/home/me/pilothouse\tweb", "/home/me/pilothouse"));
        assert!(!is_override("/home/me/pilothouse-two\tweb", "/home/me/pilothouse"));
        assert!(!is_override("/home/me/pilothouse\tstable", "/home/me/pilothouse"));
    }
}
