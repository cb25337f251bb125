//! The drop folder: takes packages in, and decides which files on the disk may be imported.

use std::{
    io,
    path::{Component, Path, PathBuf},
};

use axum::body::Body;
use futures_util::StreamExt;
use tokio::{fs::File, io::AsyncWriteExt};

use crate::{error::Failure, random::Random};

/// Bytes of one package.
pub const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// The ending of a file that is still being written; such a file begins with a dot.
const PART: &str = ".part";

/// Longest name.
const LONGEST_NAME: usize = 128;

/// The drop folder and the other folders whose files may be imported.
#[derive(Clone, Debug)]
pub struct Folder {
    own: PathBuf,
    roots: Vec<PathBuf>,
    random: Random,
}

impl Folder {
    /// Opens the folder `own`, which is made if need be; `more` are folders to import from.
    pub fn open(own: &Path, more: &[PathBuf], random: Random) -> io::Result<Self> {
        std::fs::create_dir_all(own)?;
        let own = own.canonicalize()?;
        remove_leftovers(&own)?;
        let mut roots = vec![own.clone()];
        for root in more {
            roots.push(root.canonicalize()?);
        }
        Ok(Self { own, roots, random })
    }

    /// Where the drop folder is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.own
    }

    /// The file to import; refuses, without a look at the disk, what lies elsewhere, and a link that leads there.
    pub fn resolve(&self, file_path: &str) -> Result<PathBuf, Failure> {
        let outside = || Failure::wrong("filePath must name a file in the drop folder, as the upload answers it");
        let path = Path::new(file_path);
        let plain = path.is_absolute() && !path.components().any(|part| part == Component::ParentDir);
        if !plain || file_path.contains('\0') || !self.roots.iter().any(|root| path.starts_with(root)) {
            return Err(outside());
        }
        let missing = |_| Failure::not_found("There is no file at filePath");
        let real = path.canonicalize().map_err(missing)?;
        if !self.roots.iter().any(|root| real.starts_with(root)) {
            return Err(outside());
        }
        if !real.is_file() {
            return Err(Failure::wrong("What lies at filePath is not a file"));
        }
        Ok(real)
    }

    /// Takes a package in under this name, in place of an older one of the same name; gives where it lies and its size.
    /// What is cut off on the way leaves nothing behind.
    pub async fn store(&self, name: &str, body: Body) -> Result<(PathBuf, u64), Failure> {
        check_name(name)?;
        let temporary = Temporary(self.own.join([".", &self.random.text(16), PART].concat()));
        let size = write(&temporary.0, body).await?;
        let path = self.own.join(name);
        tokio::fs::rename(&temporary.0, &path).await.map_err(|e| Failure::internal("placing a package", &e))?;
        sync_folder(&self.own).await?;
        Ok((path, size))
    }
}

/// What uploads left behind when the server was killed.
fn remove_leftovers(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with('.') && name.ends_with(PART) {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Letters, digits, `.`, `_` and `-`, beginning with a letter or digit and ending with `.zip`.
fn check_name(name: &str) -> Result<(), Failure> {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    let begins = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let ends = name.strip_suffix(".zip").is_some_and(|stem| !stem.is_empty());
    if plain && begins && ends && name.len() <= LONGEST_NAME {
        return Ok(());
    }
    Err(Failure::wrong(format!(
        "A package's name has letters, digits, \".\", \"_\" and \"-\", begins with a letter or digit, ends with \".zip\", \
         and is {LONGEST_NAME} characters long at most"
    )))
}

/// Writes the body to a new file, all of it on disk when this returns.
async fn write(path: &Path, body: Body) -> Result<u64, Failure> {
    let failed = |e: io::Error| Failure::internal("writing a package", &e);
    let mut file = File::create_new(path).await.map_err(failed)?;
    let mut stream = body.into_data_stream();
    let mut size = 0_u64;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Failure::wrong("The body broke off"))?;
        size += chunk.len() as u64;
        if size > MOST_BYTES {
            return Err(Failure::too_large(MOST_BYTES));
        }
        file.write_all(&chunk).await.map_err(failed)?;
    }
    file.flush().await.map_err(failed)?;
    file.sync_all().await.map_err(failed)?;
    Ok(size)
}

/// Makes a rename last: the folder's own entry must be on disk too.
async fn sync_folder(path: &Path) -> Result<(), Failure> {
    let folder = File::open(path).await.map_err(|e| Failure::internal("opening the drop folder", &e))?;
    folder.sync_all().await.map_err(|e| Failure::internal("keeping the drop folder", &e))
}

/// A file that is removed when its upload ends early, by whatever cause.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // After the rename there is nothing to remove, which is no fault.
        drop(std::fs::remove_file(&self.0));
    }
}

#[cfg(test)]
mod tests {
    use super::check_name;

    #[test]
    fn names_are_plain() {
        for good in ["a.zip", "winter-3.zip", "A_1.2.zip"] {
            assert!(check_name(good).is_ok(), "{good}");
        }
        let long = ["x".repeat(125).as_str(), ".zip"].concat();
        let bad =
            ["", ".zip", "a", "a.zip.exe", "-a.zip", ".a.zip", "..zip", "a/b.zip", "a\\b.zip", "a\0.zip", "ä.zip"];
        for bad in bad.into_iter().chain(["<img onerror=x>.zip", "a\u{202e}piz.zip", &long]) {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }
}
