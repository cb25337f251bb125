//! Brings users up, and takes users, groups and access keys away.

use pilothouse_wire::control::{access_keys, groups, users as u};
use rusqlite::Connection;
use serde_json::json;

use super::{Went, done, known_end};
use crate::{
    control::{attributes, jobs, moment::iso, start},
    error::Failure,
    store::control::{self, Record, links, projects},
};

fn find(db: &Connection, id: &str) -> Result<Option<Record>, Failure> {
    control::find(db, &u::USERS, id)
}

/// A user is operational once it is up and in the group of all users (§5.1).
pub(super) fn make_user(db: &Connection, id: &str, now: i64) -> Result<Went, Failure> {
    let Some(user) = find(db, id)? else {
        return Ok(Went::Failed(jobs::said(404, "The user was deleted while it was made")));
    };
    let why = || jobs::said(500, &format!("The home folder of {} could not be made: no space left", user.label()));
    if let Some(end) = known_end(user.label(), why) {
        return Ok(end);
    }
    links::add(db, &user, u::GROUPS, &start::everybody(db)?)?;
    up(db, &user)?;
    control::update(db, &user, attributes([(u::UPDATED_AT, json!(iso(now)))]))?;
    Ok(done())
}

/// As its administrators wish it.
fn up(db: &Connection, user: &Record) -> Result<Record, Failure> {
    let status = user.text(u::ADMIN_STATUS).unwrap_or(u::UP).to_owned();
    control::update(db, user, attributes([(u::OPERATIONAL_STATUS, json!(status))]))
}

/// Takes a user away who owns no project.
pub(super) fn delete_user(db: &Connection, id: &str) -> Result<Went, Failure> {
    let Some(user) = find(db, id)? else { return Ok(done()) };
    let owned = projects::owned_by(db, &user)?;
    if !owned.is_empty() {
        up(db, &user)?;
        return Ok(Went::Failed(jobs::said(412, &format!("user owns projects: {}", owned.join(", ")))));
    }
    control::remove(db, &user)?;
    Ok(done())
}

/// A user whose deletion has failed is there as before.
pub(super) fn keep_user(db: &Connection, id: &str) -> Result<(), Failure> {
    match find(db, id)? {
        Some(user) => up(db, &user).map(drop),
        None => Ok(()),
    }
}

pub(super) fn delete_group(db: &Connection, id: &str) -> Result<Went, Failure> {
    remove(db, &groups::GROUPS, id)
}

pub(super) fn delete_key(db: &Connection, id: &str) -> Result<Went, Failure> {
    remove(db, &access_keys::ACCESS_KEYS, id)
}

fn remove(db: &Connection, kind: &'static pilothouse_wire::control::Kind, id: &str) -> Result<Went, Failure> {
    if let Some(record) = control::find(db, kind, id)? {
        control::remove(db, &record)?;
    }
    Ok(done())
}
