//! Accounts and access to look at: users in every state, groups, projects with datasets, keys of every kind that a call
//! knows, connections, plugins, variables, logs, kitchens. Nobody knows the users' passwords or the keys' secrets.

mod groups;
mod keys;
mod logs;
mod projects;
mod things;
mod users;

use std::path::Path;

use rusqlite::Transaction;

use crate::{error::Failure, random::Random, store::dss::Object};

pub(super) use logs::write as logs;

/// Users of the part that is always there.
pub(super) const USERS: u32 = 200;

/// Puts all of it in, with at least [`USERS`] users.
pub(super) fn fill(db: &Transaction<'_>, users: u32, now: i64, random: &Random) -> Result<(), Failure> {
    groups::fill(db)?;
    users::fill(db, users.max(USERS), now)?;
    projects::fill(db)?;
    keys::fill(db, now, random)?;
    things::fill(db)
}

/// An object written as JSON in the source.
fn object(value: serde_json::Value) -> Object {
    value.as_object().cloned().unwrap_or_default()
}

/// Where the logs go.
fn folder(data: &Path) -> std::path::PathBuf {
    data.join(crate::dss::logs::FOLDER)
}
