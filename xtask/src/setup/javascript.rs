//! Node and the npm packages of the end-to-end tests.
//!
//! The distribution's Node will do for wasm-opt. Playwright wants a newer one than Debian 12 has; npm serves that too,
//! and it is put into the target folder, where it gets into nobody's way.

use super::{Job, Screen};
use crate::failure::Failure;
use crate::place::Place;
use crate::stamp;
use std::path::{Path, PathBuf};

/// The least that Playwright runs on.
const NODE_MAJOR: u32 = 20;
const NODE_OF_NPM: &str = "22.23.3";
const TESTS: &str = "tests/e2e";

pub(super) fn packages_of_debian(place: &Place) -> Vec<&'static str> {
    let mut packages = Vec::new();
    if place.which("node").is_none() {
        packages.push("nodejs");
    }
    if place.which("npm").is_none() {
        packages.push("npm");
    }
    packages
}

/// Node in the target folder, if it was put there, comes before the machine's.
pub(super) fn prefer_own_node(place: &mut Place) {
    let folder = own_node(place);
    if folder.join("node").is_file() {
        place.prefer(folder);
    }
}

fn own_node(place: &Place) -> PathBuf {
    place.target.join("node").join("node_modules").join(node_package()).join("bin")
}

/// npm's package with the program for this machine.
fn node_package() -> String {
    let system = if cfg!(target_os = "macos") { "darwin" } else { "linux" };
    let cpu = if cfg!(target_arch = "aarch64") { "arm64" } else { "x64" };
    format!("node-{system}-{cpu}")
}

pub(super) fn node(place: &Place) -> Result<Option<Job>, Failure> {
    let mut with_own = place.clone();
    prefer_own_node(&mut with_own);
    let held = with_own.cmd("node", &["--version"]).answer();
    if held.as_deref().and_then(major).is_some_and(|major| major >= NODE_MAJOR) {
        return Ok(None);
    }
    let reason = format!("Playwright wants {NODE_MAJOR} or newer, {} is there", held.as_deref().unwrap_or("none"));
    Ok(Some(Job::new(format!("node {NODE_OF_NPM}"), reason, install_node)))
}

fn install_node(place: &Place, screen: &Screen) -> Result<(), Failure> {
    let prefix = place.target.join("node").display().to_string();
    let package = format!("{}@{NODE_OF_NPM}", node_package());
    screen.run(place.cmd("npm", &["install", "--no-save", "--no-fund", "--no-audit", "--prefix", &prefix, &package]))
}

/// The major of `v20.20.2`.
fn major(answer: &str) -> Option<u32> {
    answer.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// npm's packages, installed again only when the lock file has changed.
pub(super) fn packages(place: &Place) -> Result<Option<Job>, Failure> {
    let wanted = lock_stamp(&place.root)?;
    if stamp::fits(&stamp_file(&place.root), &wanted) {
        return Ok(None);
    }
    let reason = format!("{TESTS}/package-lock.json is new or has changed");
    Ok(Some(Job::new("npm packages of the tests", reason, move |place, screen| {
        screen.run(place.cmd("npm", &["ci", "--no-fund", "--no-audit", "--prefix", TESTS]).dir(&place.root))?;
        stamp::set(&stamp_file(&place.root), &wanted).map_err(|why| Failure::new("The stamp was not written.", why))
    })))
}

fn lock_stamp(root: &Path) -> Result<String, Failure> {
    stamp::of(root, &[&format!("{TESTS}/package.json"), &format!("{TESTS}/package-lock.json")])
        .map_err(|why| Failure::new("The lock file of the npm packages cannot be read.", why))
}

/// Inside the folder, so that it goes when the packages go.
fn stamp_file(root: &Path) -> PathBuf {
    root.join(TESTS).join("node_modules/.stamp")
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20"), None);
    }
}
