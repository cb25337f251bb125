//! A control plane to look at: people in groups, projects with members, keys, jobs in every state, app services of many
//! kinds, and what happened in the last two weeks. Nobody knows the users' passwords or the keys' secrets.

mod audit;
mod events;
mod groups;
mod jobs;
mod keys;
mod people;
mod projects;
mod services;
mod system;

use std::path::Path;

use rusqlite::Transaction;

use crate::{
    control::{Deed, start},
    error::Failure,
    random::Random,
    store::control::Record,
};

/// Users at least and at most.
const USERS: (u32, u32) = (200, 5000);

/// Where the ids begin: the same every time.
const SEED: u64 = 0x1617;

/// Who is there, for what comes after them.
struct There {
    groups: Vec<Record>,
    users: Vec<Record>,
}

impl There {
    fn user(&self, number: usize) -> &Record {
        &self.users[number % self.users.len()]
    }

    fn group(&self, number: usize) -> &Record {
        &self.groups[number % self.groups.len()]
    }
}

/// Puts all of it in, with about as many users as there are services.
pub(super) fn fill(db: &Transaction<'_>, data: &Path, users: u32, now: i64, random: &Random) -> Result<(), Failure> {
    let deed = Deed::own(&Random::sequence(SEED), now);
    start::prepare(db, &deed)?;
    let groups = groups::fill(db, &deed)?;
    let users = people::fill(db, &deed, &groups, users.clamp(USERS.0, USERS.1))?;
    let there = There { groups, users };
    projects::fill(db, &deed, &there)?;
    keys::fill(db, data, now, &there, random)?;
    let last_apply = jobs::fill(db, &deed, &there)?;
    services::fill(db, &deed, &there, &last_apply)?;
    system::fill(db)?;
    events::fill(db, &deed)?;
    audit::fill(db, &deed, &there)
}
