//! When each person was last seen: noted in memory, so that reading does not write, and flushed every few seconds.

use std::{collections::HashMap, sync::Mutex};

use rusqlite::Connection;

use crate::{
    error::Failure,
    lock::lock,
    store::{
        accounts::Login,
        dss::users::{self, Seen},
    },
};

/// The notes that are not in the database yet.
#[derive(Debug, Default)]
pub struct Sightings(Mutex<HashMap<Login, Seen>>);

impl Sightings {
    /// Somebody who has an account was seen.
    pub fn note(&self, login: &Login, seen: Seen) {
        let mut notes = lock(&self.0);
        match notes.get_mut(login) {
            Some(before) => *before = before.or_later(seen),
            None => {
                notes.insert(login.clone(), seen);
            }
        }
    }

    /// When somebody was last seen, as far as it is not in the database.
    #[must_use]
    pub fn noted(&self, login: &Login) -> Seen {
        lock(&self.0).get(login).copied().unwrap_or_default()
    }

    /// Takes the notes, to write them down.
    #[must_use]
    pub fn take(&self) -> Vec<(Login, Seen)> {
        lock(&self.0).drain().collect()
    }
}

/// Writes notes down.
pub(crate) fn write(db: &Connection, notes: &[(Login, Seen)]) -> Result<(), Failure> {
    notes.iter().try_for_each(|(login, seen)| users::set_seen(db, login, *seen))
}
