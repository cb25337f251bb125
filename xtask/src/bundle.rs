//! What Trunk does not do by itself with a built console; its hook calls this: the wasm is cut in two, both parts are made
//! small, and the page names them with their integrity.
//!
//! The console starts with the first part. The later part holds what is behind `src/app/later.rs` and nothing else uses;
//! `boot.js` fetches it when the first page stands. Trunk has no way to do this, and the framework's own tool wants to cut
//! before wasm-bindgen runs. Here the cut comes after it; the linker's relocations, which wasm-bindgen drops, still tell
//! exactly who uses what.
//!
//! A debug build is not cut.

mod first;
mod later;
mod module;
mod page;
mod reach;
#[cfg(test)]
mod tests;

use crate::failure::Failure;
use crate::place::Place;
use module::Module;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use wasm_encoder::TableType;

/// What the linker has made of the console, relocations and all.
const LINKED: &str = "wasm32-unknown-unknown/wasm-release/pilothouse.wasm";

/// A part of the console as the browser fetches it.
struct File {
    name: String,
    integrity: String,
}

/// Called by Trunk after a build.
pub(crate) fn from_words() -> Result<ExitCode, Failure> {
    let place = Place::find()?;
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure::new("There is nothing to bundle.", "Trunk calls this chore, and says where.").by_hand("trunk build")
    })?;
    let release = env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    let bound = built(&staging)?;
    let (first, later) = if release { cut(&place, &staging, &bound)? } else { (named(&bound)?, None) };
    let page = staging.join("index.html");
    let html = fs::read_to_string(&page).map_err(|why| Failure::new("The page cannot be read.", why))?;
    let html = page::with_parts(&html, &first, later.as_ref())?;
    written(&page, html.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The wasm that Trunk has put beside the page.
fn built(staging: &Path) -> Result<PathBuf, Failure> {
    let entries = fs::read_dir(staging).map_err(|why| Failure::new("The built files cannot be read.", why))?;
    let mut modules =
        entries.flatten().map(|entry| entry.path()).filter(|file| file.extension() == Some(OsStr::new("wasm")));
    match (modules.next(), modules.next()) {
        (Some(module), None) => Ok(module),
        _ => Err(Failure::new("The built files are not as expected.", "One wasm is wanted.")),
    }
}

/// Cuts the module; both parts take its place.
fn cut(place: &Place, staging: &Path, bound: &Path) -> Result<(File, Option<File>), Failure> {
    let failed = |why| Failure::new("The console could not be cut in two.", why);
    let linked = read(&place.target.join(LINKED))?;
    let bytes = read(bound)?;
    let module = Module::read(&bytes).map_err(failed)?;
    let later = reach::later(&linked, &module).map_err(failed)?;
    let cut = module.cut(&later).map_err(failed)?;
    let first = optimized(place, staging, "pilothouse", &first::encode(&bytes, &module, &cut).map_err(failed)?)?;
    let later = optimized(place, staging, "later", &later::encode(&module, &cut).map_err(failed)?)?;
    fs::remove_file(bound).map_err(|why| Failure::new(format!("{} stays.", bound.display()), why))?;
    Ok((first, Some(later)))
}

/// Makes a part small, and names it by what is in it.
fn optimized(place: &Place, staging: &Path, stem: &str, bytes: &[u8]) -> Result<File, Failure> {
    let file = staging.join(format!("{stem}.wasm"));
    written(&file, bytes)?;
    let name = file.display().to_string();
    let cmd = place.cmd("wasm-opt", &["-Oz", &name, "-o", &name]);
    let text = cmd.text();
    if !cmd.through()?.success() {
        return Err(
            Failure::new("A part of the console could not be made small.", "See the messages above.").by_hand(text)
        );
    }
    let bytes = read(&file)?;
    let hash: String = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{stem}-{hash}.wasm");
    fs::rename(&file, staging.join(&name)).map_err(|why| Failure::new(format!("{name} was not written."), why))?;
    Ok(File { name, integrity: page::integrity(&bytes) })
}

fn named(file: &Path) -> Result<File, Failure> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(File { name, integrity: page::integrity(&read(file)?) })
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|why| Failure::new(format!("{} cannot be read.", file.display()), why))
}

fn written(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(file, bytes).map_err(|why| Failure::new(format!("{} was not written.", file.display()), why))
}

/// What the two parts are: which functions and which bytes of the memory come later.
struct Cut {
    /// Functions of the later part, by their number in the whole module.
    functions: BTreeSet<u32>,
    /// Those among them that the first part calls, each with its place in the table of functions.
    entries: Vec<(u32, u32)>,
    /// Bytes of the memory, by their addresses, in order and apart from each other.
    data: Vec<std::ops::Range<u32>>,
    /// What the later part takes from the first one, each under the name of its place in the list.
    shared: Vec<u32>,
}

impl Cut {
    /// The table of functions with room for the entries.
    fn with_entries(&self, mut table: TableType) -> TableType {
        let room = self.entries.len() as u64;
        table.minimum += room;
        table.maximum = table.maximum.map(|most| most + room);
        table
    }

    /// Whether the byte at the address comes later.
    fn holds(&self, at: u32) -> bool {
        let after = self.data.partition_point(|range| range.start <= at);
        self.data[..after].last().is_some_and(|range| at < range.end)
    }
}
