//! The release build of the console into `dist/`, done by Trunk and skipped when nothing has changed.

use crate::archive;
use crate::failure::Failure;
use crate::place::Place;
use crate::setup::{self, Need};
use crate::stamp;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// What the built console depends on, besides the crates it uses.
const INPUTS: [&str; 12] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "boot.js",
    "build.rs",
    "index.html",
    "public",
    "src",
    "style",
    "xtask/src/bundle",
    "xtask/src/bundle.rs",
    "xtask/styles.sh",
];
/// The one crate that the console does not use.
const NOT_USED: &str = "sandbox";

pub(crate) fn from_words() -> Result<ExitCode, Failure> {
    let place = setup::ready(&Need::SERVE)?;
    build(&place)?;
    println!("The console is in {}", dist(&place).display());
    println!("Packed for hosting: {}", archive::pack(&place)?.display());
    Ok(ExitCode::SUCCESS)
}

/// The folder of the built console.
pub(crate) fn dist(place: &Place) -> PathBuf {
    place.root.join("dist")
}

/// Builds the console unless `dist/` is already what these sources give.
pub(crate) fn build(place: &Place) -> Result<(), Failure> {
    let file = place.target.join("console.stamp");
    // Before the build: what is edited while it runs is not in it.
    let sources = sources(place)?;
    if stamp::fits(&file, &[&*sources, &built(place)?].concat()) {
        println!("The console has not changed since it was built.");
        return Ok(());
    }
    // The stack of Trunk's own error says nothing of the console's and hides the compiler's words.
    let cmd = place.cmd("trunk", &["build", "--release"]).hidden_env("RUST_BACKTRACE", "0");
    let text = cmd.text();
    if !cmd.through()?.success() {
        return Err(Failure::new("The console could not be built.", "See the messages above.").by_hand(text));
    }
    stamp::set(&file, &[&*sources, &built(place)?].concat())
        .map_err(|why| Failure::new("The stamp of the build was not written.", why))
}

/// The fingerprint of the sources, and the compiler.
fn sources(place: &Place) -> Result<String, Failure> {
    let failed = |why| Failure::new("The sources of the console cannot be read.", why);
    let crates = crates(place).map_err(failed)?;
    let names: Vec<&str> = INPUTS.into_iter().chain(crates.iter().map(String::as_str)).collect();
    let sources = stamp::of(&place.root, &names).map_err(failed)?;
    let compiler = place.cmd("rustc", &["-vV"]).answer().unwrap_or_default();
    Ok(format!("{sources}\n{compiler}\n"))
}

fn crates(place: &Place) -> io::Result<Vec<String>> {
    let names = std::fs::read_dir(place.root.join("crates"))?.map(|entry| Ok(entry?.file_name()));
    let names = names.collect::<io::Result<Vec<_>>>()?;
    let used = names.iter().filter(|name| *name != NOT_USED);
    Ok(used.map(|name| format!("crates/{}", name.to_string_lossy())).collect())
}

/// The fingerprint of what lies in `dist/`: `trunk serve`, too, writes there.
fn built(place: &Place) -> Result<String, Failure> {
    stamp::of(&dist(place), &["."]).map_err(|why| Failure::new("dist/ cannot be read.", why))
}
