//! The programs that build the console: wasm-bindgen, Trunk, wasm-opt.
//!
//! They go where `cargo install` puts programs, so that a second checkout finds them; one that is there in the right
//! version is used as it is.

use super::{Job, Screen};
use crate::failure::Failure;
use crate::place::Place;
use crate::proc::Cmd;

const TRUNK: (u32, u32, u32) = (0, 22, 1);
/// The official build in npm. Debian's Binaryen 108 exports the wrong table and the page dies (Binaryen issue 4711).
const BINARYEN: &str = "132.0.0";
const BINARYEN_MAJOR: u32 = 132;

/// Trunk only starts other programs: not optimised, it compiles in half the time and is not felt.
const TRUNK_OPT: &str = "0";
/// wasm-bindgen reads the whole program at every build: not optimised, it takes four times as long (8 s in place of 2 s
/// for a debug build of the console).
const WASM_BINDGEN_OPT: &str = "1";

/// The command line must be of the library's very version, which is read from `Cargo.lock`.
pub(super) fn wasm_bindgen(place: &Place) -> Result<Option<Job>, Failure> {
    let lock = std::fs::read_to_string(place.root.join("Cargo.lock"))
        .map_err(|why| Failure::new("Cargo.lock cannot be read.", why))?;
    let wanted = locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| Failure::new("Cargo.lock names no wasm-bindgen.", "The console cannot be built without."))?
        .to_owned();
    let held = place.cmd("wasm-bindgen", &["--version"]).answer();
    let runner = place.which("wasm-bindgen-test-runner").is_some();
    if runner && held.as_deref() == Some(&format!("wasm-bindgen {wanted}")) {
        return Ok(None);
    }
    let reason = format!("{wanted} is wanted, {} is there", held.as_deref().unwrap_or("none"));
    Ok(Some(Job::new(format!("wasm-bindgen {wanted}"), reason, move |place, screen| {
        install_wasm_bindgen(place, screen, &wanted)
    })))
}

fn install_wasm_bindgen(place: &Place, screen: &Screen, version: &str) -> Result<(), Failure> {
    // Without default features there is no TLS to compile: nothing is ever downloaded by it.
    let args = ["install", "wasm-bindgen-cli", "--version", version, "--no-default-features", "--force"];
    let locked = [&args[..], &["--locked"]].concat();
    if screen.run(cheap(place.cmd("cargo", &locked), WASM_BINDGEN_OPT)).is_ok() {
        return Ok(());
    }
    // Its lock file may name a version that the registry does not serve.
    screen.say("not with the versions of its own lock file; now with the newest that fit");
    screen.run(cheap(place.cmd("cargo", &args), WASM_BINDGEN_OPT))
}

/// A profile that compiles far quicker than the package's own.
fn cheap(cmd: Cmd, opt_level: &str) -> Cmd {
    cmd.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", opt_level)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
}

pub(super) fn trunk(place: &Place) -> Result<Option<Job>, Failure> {
    let held = place.cmd("trunk", &["--version"]).answer();
    let (major, minor, patch) = TRUNK;
    let fits = held.as_deref().and_then(last_version).is_some_and(|(a, b, c)| (a, b) == (major, minor) && c >= patch);
    if fits {
        return Ok(None);
    }
    let wanted = format!("{major}.{minor}.{patch}");
    let reason = format!("{wanted} is wanted, {} is there", held.as_deref().unwrap_or("none"));
    Ok(Some(Job::new(format!("trunk {wanted}"), reason, move |place, screen| {
        let args = ["install", "trunk", "--version", &wanted, "--locked", "--no-default-features", "--force"];
        // It wants one way of TLS at least; it names a newer patch of the compiler than it needs.
        let args = [&args[..], &["--features", "rustls", "--ignore-rust-version"]].concat();
        screen.run(cheap(place.cmd("cargo", &args), TRUNK_OPT))
    })))
}

pub(super) fn has_wasm_opt(place: &Place) -> bool {
    let held = place.cmd("wasm-opt", &["--version"]).answer();
    held.as_deref().and_then(binaryen_major).is_some_and(|major| major >= BINARYEN_MAJOR)
}

pub(super) fn wasm_opt(place: &Place) -> Result<Option<Job>, Failure> {
    if has_wasm_opt(place) {
        return Ok(None);
    }
    let reason = format!("Binaryen {BINARYEN_MAJOR} or newer is wanted");
    Ok(Some(Job::new(format!("wasm-opt {BINARYEN}"), reason, |place, screen| {
        let prefix = place.tools.parent().unwrap_or(&place.tools).display().to_string();
        let package = format!("binaryen@{BINARYEN}");
        screen.run(place.cmd("npm", &["install", "--global", "--no-fund", "--no-audit", "--prefix", &prefix, &package]))
    })))
}

/// The version of a package in `Cargo.lock`.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// The version at the end of an answer such as `trunk 0.22.1`.
fn last_version(answer: &str) -> Option<(u32, u32, u32)> {
    let mut parts = answer.rsplit(' ').next()?.splitn(3, '.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

/// The number in `wasm-opt version 132 (version_132)`.
fn binaryen_major(answer: &str) -> Option<u32> {
    answer.strip_prefix("wasm-opt version ")?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
        assert_eq!(last_version("trunk 0.22.1"), Some((0, 22, 1)));
        assert_eq!(last_version("trunk"), None);
        assert_eq!(binaryen_major("wasm-opt version 132 (version_132)"), Some(132));
        assert_eq!(binaryen_major("wasm-opt version 108"), Some(108));
    }
}
