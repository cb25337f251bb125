//! A believable node to look at: services in every state, keys with and without an end, a day of traffic, two packages
//! to import. Put in once, into an empty database; the same every time but for the keys' secrets, which nobody knows.

mod crowd;
mod keys;
mod node;
mod traffic;

use std::path::Path;

use rusqlite::Transaction;

use crate::{
    clock::{Clock, DAY_MS},
    error::Failure,
    random::Random,
    store::{self, settings},
};

/// Services of the hand-made part.
pub const BY_HAND: u32 = 12;

/// Seeds the folder `data` unless that was done before: the hand-made node, cut or filled up to `services` services.
pub fn seed(data: &Path, services: u32, clock: &Clock, random: &Random) -> Result<(), Failure> {
    let mut db = store::connect(data).map_err(|e| Failure::internal("opening the database", &e))?;
    let now = clock.now_ms();
    let first = store::in_transaction(&mut db, |db| match settings::first_demo(db)? {
        true => fill(db, services, now, random).map(|()| true),
        false => Ok(false),
    })?;
    if first { node::packages(&data.join("packages")) } else { Ok(()) }
}

fn fill(db: &Transaction<'_>, services: u32, now: i64, random: &Random) -> Result<(), Failure> {
    settings::counting_since(db, now - DAY_MS)?;
    node::fill(db, services, now)?;
    traffic::fill(db, services)?;
    keys::fill(db, now, random)?;
    crowd::fill(db, services.saturating_sub(BY_HAND), now)
}
