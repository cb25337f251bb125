//! Log files of DSS: those in the folder `logs` of the data folder. Custom audit events are lines of one of them.

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
};

use crate::error::Failure;

/// The folder's name.
pub(crate) const FOLDER: &str = "logs";

/// Where custom audit events are written.
pub(crate) const AUDIT: &str = "audit-custom.log";

/// Bytes of a log that are answered at most; of a longer one the end.
const MOST: usize = 16 * 1024 * 1024;

fn failed(error: std::io::Error) -> Failure {
    Failure::internal("reading the logs", &error)
}

/// Names of the files.
pub(crate) fn list(data: &Path) -> Result<Vec<String>, Failure> {
    let folder = data.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if entry.file_type().map_err(failed)?.is_file() {
            names.extend(entry.file_name().into_string());
        }
    }
    names.sort();
    Ok(names)
}

/// The text of one; nothing where the list does not name it, whatever path the name may be.
pub(crate) fn read(data: &Path, name: &str) -> Result<Option<String>, Failure> {
    if !list(data)?.iter().any(|known| known == name) {
        return Ok(None);
    }
    let bytes = std::fs::read(data.join(FOLDER).join(name)).map_err(failed)?;
    let end = &bytes[bytes.len().saturating_sub(MOST)..];
    Ok(Some(String::from_utf8_lossy(end).into_owned()))
}

/// Adds a line to the custom audit events.
pub(crate) fn audit(data: &Path, line: &str) -> Result<(), Failure> {
    let failed = |error| Failure::internal("writing an audit event", &error);
    let folder: PathBuf = data.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join(AUDIT)).map_err(failed)?;
    // In one write: two events at once stay two lines.
    file.write_all(format!("{line}\n").as_bytes()).map_err(failed)
}
