//! When each admin key was last used: noted in memory, so that reading does not write, and flushed every few seconds.

use std::{collections::HashMap, sync::Mutex};

use rusqlite::Connection;

use crate::{error::Failure, lock::lock, store::keys};

/// The notes that are not in the database yet.
#[derive(Debug, Default)]
pub struct KeyUse(Mutex<HashMap<String, i64>>);

impl KeyUse {
    /// A key was used.
    pub fn note(&self, id: &str, at: i64) {
        let mut notes = lock(&self.0);
        match notes.get_mut(id) {
            Some(last) => *last = at,
            None => {
                notes.insert(id.to_owned(), at);
            }
        }
    }

    /// When a key was last used, as far as it is not in the database.
    #[must_use]
    pub fn noted(&self, id: &str) -> Option<i64> {
        lock(&self.0).get(id).copied()
    }

    /// Takes the notes, to write them down.
    #[must_use]
    pub fn take(&self) -> Vec<(String, i64)> {
        lock(&self.0).drain().collect()
    }
}

/// Writes notes down.
pub(crate) fn write(db: &Connection, notes: &[(String, i64)]) -> Result<(), Failure> {
    notes.iter().try_for_each(|(id, at)| keys::set_last_used(db, id, *at))
}
