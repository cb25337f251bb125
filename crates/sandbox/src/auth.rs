//! Who is calling: keys, session tokens, tickets, passwords. Nothing here logs or returns a secret that came in.

pub mod caller;
pub mod control;
pub mod dss;
pub mod login;
pub mod passwords;
pub mod people;
pub mod throttle;
pub mod tickets;
pub mod tokens;
pub mod vault;

use sha2::{Digest as _, Sha256};

use crate::store::keys::Digest;

/// The SHA-256 of a secret or a document.
#[must_use]
pub fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}
