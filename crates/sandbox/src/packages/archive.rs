//! Reads a package: a zip with `service.json` in it. Nothing is ever unpacked to disk. An archive that would be
//! dangerous to unpack is refused as a whole all the same, for a real node would unpack it.

use std::{
    collections::HashSet,
    fs::File,
    io::{self, Read},
    path::Path,
};

use zip::{ZipArchive, read::ZipFile, result::ZipError};

use crate::error::Failure;

use super::{contents::Document, tail};

/// Entries in an archive.
pub const MOST_ENTRIES: usize = 1000;

/// Bytes of all entries together, unpacked.
pub const MOST_UNPACKED: u64 = 256 * 1024 * 1024;

/// Unpacked bytes per packed byte, for an entry over [`SMALL`].
pub const MOST_RATIO: u64 = 200;

/// An entry this small is no bomb, whatever its ratio.
const SMALL: u64 = 64 * 1024;

/// Bytes of `service.json`.
pub const MOST_DESCRIPTION: u64 = 4 * 1024 * 1024;

/// The description's name.
pub const DESCRIPTION: &str = "service.json";

/// Opens and checks the archive at `path`, and reads its description.
pub fn read(path: &Path) -> Result<Document, Failure> {
    let mut file = File::open(path).map_err(|e| unopened(&e))?;
    if tail::has_more_entries(&mut file, MOST_ENTRIES).map_err(|e| unopened(&e))? {
        return Err(too_many());
    }
    let mut archive = ZipArchive::new(file).map_err(|e| no_zip(&e))?;
    check(&mut archive)?;
    let description = description(&mut archive)?;
    Document::read(&description)
}

fn unopened(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::NotFound {
        Failure::not_found("There is no file at filePath")
    } else {
        Failure::wrong("The file at filePath cannot be read")
    }
}

fn no_zip(error: &ZipError) -> Failure {
    Failure::wrong(format!("The package is not a readable zip archive: {error}"))
}

fn too_many() -> Failure {
    Failure::wrong(format!("The package has more than {MOST_ENTRIES} entries"))
}

/// Refuses what would be dangerous to unpack.
fn check(archive: &mut ZipArchive<File>) -> Result<(), Failure> {
    if archive.len() > MOST_ENTRIES {
        return Err(too_many());
    }
    if archive.has_duplicate_names() || archive.has_overlapping_entries().map_err(|e| no_zip(&e))? {
        return Err(Failure::wrong("The package has two entries in one place"));
    }
    let mut names = HashSet::new();
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|e| no_zip(&e))?;
        let name = check_entry(&entry)?;
        unpacked = unpacked.saturating_add(entry.size());
        if !names.insert(name.to_lowercase()) {
            return Err(Failure::wrong("The package has two entries in one place"));
        }
    }
    if unpacked > MOST_UNPACKED {
        return Err(Failure::wrong(format!("The package would unpack to more than {MOST_UNPACKED} bytes")));
    }
    Ok(())
}

/// Refuses an entry that is a bomb, a link, or outside the archive; gives its name.
fn check_entry<R: Read>(entry: &ZipFile<'_, R>) -> Result<String, Failure> {
    let name = entry.name().map_err(|e| no_zip(&e))?.into_owned();
    if !stays_inside(&name) {
        return Err(Failure::wrong("An entry of the package has a path outside the archive"));
    }
    if entry.unix_mode().is_some_and(is_special) {
        return Err(Failure::wrong("An entry of the package is a link or a device"));
    }
    if entry.encrypted() {
        return Err(Failure::wrong("An entry of the package is encrypted"));
    }
    let (packed, unpacked) = (entry.compressed_size(), entry.size());
    if unpacked > SMALL && unpacked / packed.max(1) > MOST_RATIO {
        return Err(Failure::wrong(format!(
            "An entry of the package unpacks to more than {MOST_RATIO} times its size"
        )));
    }
    Ok(name)
}

/// Whether a name, with slashes of either kind, stays in the folder that it is unpacked to.
fn stays_inside(name: &str) -> bool {
    let parts = name.trim_end_matches('/').split(['/', '\\']);
    !name.contains(['\0', ':', '\\'])
        && !name.starts_with('/')
        && parts.into_iter().all(|part| !matches!(part, "" | "." | ".."))
}

/// Whether Unix mode bits say anything but file or folder; 0 is what other systems write.
fn is_special(mode: u32) -> bool {
    const KIND: u32 = 0o170_000;
    !matches!(mode & KIND, 0 | 0o100_000 | 0o040_000)
}

/// The description's bytes, never more than allowed, whatever the archive says of their number.
fn description(archive: &mut ZipArchive<File>) -> Result<Vec<u8>, Failure> {
    let index = archive.index_for_name(DESCRIPTION);
    let index = index.ok_or_else(|| Failure::wrong("The package holds no service.json"))?;
    let entry = archive.by_index(index).map_err(|e| no_zip(&e))?;
    let mut bytes = Vec::new();
    let read = entry.take(MOST_DESCRIPTION + 1).read_to_end(&mut bytes);
    read.map_err(|_| Failure::wrong("service.json cannot be unpacked"))?;
    if bytes.len() as u64 > MOST_DESCRIPTION {
        return Err(Failure::wrong(format!("service.json is over {MOST_DESCRIPTION} bytes")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::stays_inside;

    #[test]
    fn names_that_leave_the_archive_are_seen() {
        for name in ["service.json", "models/a.bin", "models/", ".hidden", "a..b"] {
            assert!(stays_inside(name), "{name}");
        }
        for name in ["/etc/x", "../x", "a/../../x", "a/./x", "a//x", "..", "C:x", "c:\\x", "a\\..\\x", "x\0y", ""] {
            assert!(!stays_inside(name), "{name}");
        }
    }
}
