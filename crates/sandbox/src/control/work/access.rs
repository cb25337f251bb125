//! Brings users up, and takes users and groups away.

use pilothouse_wire::control::{groups::GROUPS, users as u};
use rusqlite::Connection;
use serde_json::json;

use super::{Went, done, known_end};
use crate::{
    control::{Deed, attributes, groups, jobs, users},
    error::Failure,
    store::control::{self, Record, projects},
};

fn find(db: &Connection, id: &str) -> Result<Option<Record>, Failure> {
    control::find(db, &u::USERS, id)
}

/// Brings a new user up.
pub(super) fn make_user(db: &Connection, id: &str) -> Result<Went, Failure> {
    let Some(user) = find(db, id)? else {
        return Ok(Went::Failed(jobs::said(404, "The user was deleted while it was made")));
    };
    if user.text(u::OPERATIONAL_STATUS) == Some(u::DELETING) {
        return Ok(Went::Failed(jobs::said(409, "The user is being deleted")));
    }
    let why = || jobs::said(500, &format!("The home folder of {} could not be made: no space left", user.label()));
    if let Some(end) = known_end(user.label(), why) {
        return Ok(end);
    }
    users::bring_up(db, &user)?;
    Ok(done())
}

/// As its administrators wish it, if it was ever up.
fn up(db: &Connection, user: &Record) -> Result<Record, Failure> {
    let made = users::is_made(db, user)?;
    let wish = user.text(u::ADMIN_STATUS).filter(|_| made).unwrap_or(u::DOWN);
    control::update(db, user, attributes([(u::OPERATIONAL_STATUS, json!(wish))]))
}

/// Takes a user away who owns no project.
pub(super) fn delete_user(db: &Connection, deed: &Deed, id: &str) -> Result<Went, Failure> {
    let Some(user) = find(db, id)? else { return Ok(done()) };
    let owned = projects::owned_by(db, &user)?;
    if !owned.is_empty() {
        up(db, &user)?;
        return Ok(Went::Failed(jobs::said(412, &format!("user owns projects: {}", owned.join(", ")))));
    }
    users::remove(db, deed, &user)?;
    Ok(done())
}

/// A user whose deletion has failed is there as before.
pub(super) fn keep_user(db: &Connection, id: &str) -> Result<(), Failure> {
    match find(db, id)? {
        Some(user) => up(db, &user).map(drop),
        None => Ok(()),
    }
}

pub(super) fn delete_group(db: &Connection, deed: &Deed, id: &str) -> Result<Went, Failure> {
    if let Some(group) = control::find(db, &GROUPS, id)? {
        groups::remove(db, deed, &group)?;
    }
    Ok(done())
}
