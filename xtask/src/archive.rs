//! The archive that one hosts: the console with its packed forms, the web server's configuration, and checksums.
//!
//! Two builds of the same sources give the same bytes. `archive.mjs` does the packing; `tests/e2e/hosting.test.js` hosts what
//! comes out of it.

use crate::console;
use crate::failure::Failure;
use crate::place::Place;
use std::path::PathBuf;

const SCRIPT: &str = "xtask/src/archive.mjs";

/// Where the archive of this version lies; its checksum is beside it.
fn file(place: &Place) -> PathBuf {
    place.target.join(concat!("pilothouse-console-", env!("CARGO_PKG_VERSION"), ".tar.gz"))
}

/// Packs what is in `dist/`, and answers what it has made.
pub(crate) fn pack(place: &Place) -> Result<PathBuf, Failure> {
    let out = file(place);
    let words = [&place.root, &console::dist(place), &out].map(|path| path.display().to_string());
    let args: Vec<&str> = std::iter::once(SCRIPT).chain(words.iter().map(String::as_str)).collect();
    let cmd = place.cmd("node", &args);
    let text = cmd.text();
    if cmd.through()?.success() {
        return Ok(out);
    }
    Err(Failure::new("The archive could not be packed.", "See the messages above.").by_hand(text))
}
