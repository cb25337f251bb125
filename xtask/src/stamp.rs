//! Fingerprints of files, so that a step whose inputs did not change is not done again.
//!
//! Not for security: they tell "same as last time" from "changed", nothing else.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// A fingerprint of names and contents of the files, and of all files below the folders among them.
pub(crate) fn of(base: &Path, names: &[&str]) -> io::Result<String> {
    let mut files = Vec::new();
    for name in names {
        collect(&base.join(name), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.strip_prefix(base).unwrap_or(&file).hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// All files at or below the path; a path that does not exist has none.
pub(crate) fn collect(path: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_file() {
        into.push(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), into)?;
        }
    }
    Ok(())
}

/// Whether the stamp file holds this text.
pub(crate) fn fits(file: &Path, text: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|held| held == text)
}

/// Writes the stamp file, and its folder if that is missing.
pub(crate) fn set(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text)
}
