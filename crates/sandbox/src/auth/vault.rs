//! Encrypts what users hand over to be used later: their secrets and credentials. The key is a file of its own in the
//! data folder, so that a copy of the database alone tells nothing.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    path::Path,
    sync::Arc,
};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};

use crate::{error::Failure, random::Random, store::accounts::Login};

/// Name of the key's file in the data folder.
pub const KEY_FILE: &str = "secrets.key";

/// Bytes of the key, and of what makes two encryptions of one text different.
const KEY: usize = 32;
const NONCE: usize = 24;

/// What a blob is: one that is moved to another column or user does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A user's secrets.
    Secrets,
    /// A user's credentials.
    Credentials,
    /// An access key of the control plane, by the id of its record.
    AccessKey,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Secrets => "secrets",
            Self::Credentials => "credentials",
            Self::AccessKey => "access-key",
        }
    }

    /// What a blob is bound to. A login has no NUL at its end: what follows the first one is all login.
    fn bound(self, login: &Login) -> Vec<u8> {
        [self.name(), "\0", login.as_str()].concat().into_bytes()
    }
}

/// Locks and opens.
#[derive(Clone)]
pub struct Vault {
    cipher: Arc<XChaCha20Poly1305>,
    random: Random,
}

impl Vault {
    /// With the key in the folder `data`, which is made at the first start.
    pub fn open(data: &Path, random: &Random) -> io::Result<Self> {
        let path = data.join(KEY_FILE);
        let key = match File::open(&path) {
            Ok(file) => read(file)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => make(&path, random)?,
            Err(error) => return Err(error),
        };
        Ok(Self { cipher: Arc::new(XChaCha20Poly1305::new(&key.into())), random: random.clone() })
    }

    /// Locks.
    pub fn seal(&self, kind: Kind, login: &Login, clear: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut nonce = [0; NONCE];
        self.random.fill(&mut nonce);
        let payload = Payload { msg: clear, aad: &kind.bound(login) };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|e| Failure::internal("encrypting", &e))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens.
    pub fn open_sealed(&self, kind: Kind, login: &Login, blob: &[u8]) -> Result<Vec<u8>, Failure> {
        let (nonce, sealed) = blob
            .split_first_chunk::<NONCE>()
            .ok_or_else(|| Failure::internal("decrypting", &"what is kept is too short"))?;
        let payload = Payload { msg: sealed, aad: &kind.bound(login) };
        let clear = self.cipher.decrypt(&XNonce::from(*nonce), payload);
        clear.map_err(|e| Failure::internal("decrypting, maybe with the key of another data folder", &e))
    }
}

fn read(file: File) -> io::Result<[u8; KEY]> {
    let mut bytes = Vec::new();
    file.take(KEY as u64 + 1).read_to_end(&mut bytes)?;
    let unfit = |bytes: Vec<u8>| io::Error::new(io::ErrorKind::InvalidData, format!("it has {} bytes", bytes.len()));
    bytes.try_into().map_err(unfit)
}

/// Written beside its place and moved there: a crash leaves a whole key or none.
fn make(path: &Path, random: &Random) -> io::Result<[u8; KEY]> {
    let mut key = [0; KEY];
    random.fill(&mut key);
    let draft = path.with_extension("new");
    match std::fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = private().open(&draft)?;
    file.write_all(&key)?;
    file.sync_all()?;
    std::fs::rename(&draft, path)?;
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(key)
}

/// A new file that only its owner can read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_opens_in_its_own_place_alone() {
        let folder = tempfile::tempdir().unwrap();
        let random = Random::sequence(5);
        let vault = Vault::open(folder.path(), &random).unwrap();
        let (ana, ben) = (Login::new("ana"), Login::new("ben"));
        let blob = vault.seal(Kind::Secrets, &ana, b"hush").unwrap();
        assert_ne!(blob, vault.seal(Kind::Secrets, &ana, b"hush").unwrap());
        assert!(!blob.windows(4).any(|part| part == b"hush"));
        let again = Vault::open(folder.path(), &random).unwrap();
        assert_eq!(again.open_sealed(Kind::Secrets, &ana, &blob).unwrap(), b"hush");
        assert!(vault.open_sealed(Kind::Secrets, &ben, &blob).is_err());
        assert!(vault.open_sealed(Kind::Credentials, &ana, &blob).is_err());
        assert!(vault.open_sealed(Kind::Secrets, &ana, &blob[..20]).is_err());
        let other = tempfile::tempdir().unwrap();
        assert!(Vault::open(other.path(), &random).unwrap().open_sealed(Kind::Secrets, &ana, &blob).is_err());
    }

    #[test]
    fn a_file_that_is_no_key_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(KEY_FILE);
        for bytes in [&b""[..], &[7; 31], &[7; 33]] {
            std::fs::write(&path, bytes).unwrap();
            assert!(Vault::open(folder.path(), &Random::sequence(5)).is_err());
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        Vault::open(folder.path(), &Random::sequence(5)).map(drop).unwrap();
        let mode = std::fs::metadata(folder.path().join(KEY_FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
