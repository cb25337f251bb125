//! API keys of DSS: `contract/dataiku-dss.md` §7. Only digests are kept, as of the admin keys.

use pilothouse_wire::dss::global_keys::{ASSOCIATED_USER, GROUPS};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use crate::{
    error::Failure,
    store::{accounts::Login, keys::Digest},
};

use super::{Object, json, text};

/// A personal key as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalKey {
    /// Its public id.
    pub id: String,
    /// Whose it is.
    pub account: String,
    /// What it is for.
    pub label: String,
    /// More words.
    pub description: String,
    /// When it was made, in milliseconds since 1970.
    pub created_on: i64,
    /// Who made it.
    pub created_by: String,
    /// When it was last used.
    pub last_used_on: Option<i64>,
}

/// A global key as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct GlobalKey {
    /// Its public id.
    pub id: String,
    /// What its maker can set.
    pub definition: Object,
    /// When it was made, in milliseconds since 1970.
    pub created_on: i64,
    /// Who made it.
    pub created_by: String,
    /// When it ends.
    pub expires_on: Option<i64>,
    /// When it was last used.
    pub last_used_on: Option<i64>,
}

/// Adds a personal key.
pub fn add_personal(db: &Connection, key: &PersonalKey, digest: &Digest) -> Result<(), Failure> {
    let sql = "INSERT INTO dss_personal_key
               (id, digest, account, label, description, created_on, created_by, last_used_on)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let PersonalKey { id, account, label, description, created_on, created_by, last_used_on } = key;
    db.execute(sql, params![id, digest, account, label, description, created_on, created_by, last_used_on])?;
    Ok(())
}

/// Adds a global key.
pub fn add_global(db: &Connection, key: &GlobalKey, digest: &Digest) -> Result<(), Failure> {
    let sql = "INSERT INTO dss_global_key (id, digest, definition, created_on, created_by, expires_on, last_used_on)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let GlobalKey { id, definition, created_on, created_by, expires_on, last_used_on } = key;
    db.execute(sql, params![id, digest, text(definition)?, created_on, created_by, expires_on, last_used_on])?;
    Ok(())
}

/// The id of the personal key of this digest.
pub fn personal_by_digest(db: &Connection, digest: &Digest) -> Result<Option<String>, Failure> {
    let mut statement = db.prepare_cached("SELECT id FROM dss_personal_key WHERE digest = ?1")?;
    Ok(statement.query_row([digest], |row| row.get(0)).optional()?)
}

/// The id of the global key of this digest.
pub fn global_by_digest(db: &Connection, digest: &Digest) -> Result<Option<String>, Failure> {
    let mut statement = db.prepare_cached("SELECT id FROM dss_global_key WHERE digest = ?1")?;
    Ok(statement.query_row([digest], |row| row.get(0)).optional()?)
}

/// Whose a personal key is.
pub fn owner(db: &Connection, id: &str) -> Result<Option<Login>, Failure> {
    let mut statement = db.prepare_cached("SELECT account FROM dss_personal_key WHERE id = ?1")?;
    let account: Option<String> = statement.query_row([id], |row| row.get(0)).optional()?;
    Ok(account.map(|account| Login::new(&account)))
}

/// A global key.
pub fn global(db: &Connection, id: &str) -> Result<Option<GlobalKey>, Failure> {
    let sql = "SELECT id, definition, created_on, created_by, expires_on, last_used_on FROM dss_global_key
               WHERE id = ?1";
    let row = db.prepare_cached(sql)?.query_row([id], |row| {
        let key = GlobalKey {
            id: row.get(0)?,
            definition: Object::new(),
            created_on: row.get(2)?,
            created_by: row.get(3)?,
            expires_on: row.get(4)?,
            last_used_on: row.get(5)?,
        };
        Ok((key, row.get::<_, String>(1)?))
    });
    row.optional()?.map(|(key, definition)| Ok(GlobalKey { definition: json(&definition)?, ..key })).transpose()
}

/// Changes every global key whose definition `change` says it has changed.
fn change_all(db: &Connection, change: impl Fn(&mut Object) -> bool) -> Result<(), Failure> {
    let mut statement = db.prepare_cached("SELECT id FROM dss_global_key")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    for id in ids {
        let Some(mut key) = global(db, &id)? else { continue };
        if change(&mut key.definition) {
            let sql = "UPDATE dss_global_key SET definition = ?2 WHERE id = ?1";
            db.execute(sql, params![id, text(&key.definition)?])?;
        }
    }
    Ok(())
}

/// Takes a user away from all global keys that it is the associated user of: who comes later by the same login must not
/// become it.
pub fn forget_user(db: &Connection, login: &Login) -> Result<(), Failure> {
    change_all(db, |definition| {
        let associated = definition.get(ASSOCIATED_USER).and_then(Value::as_str);
        let named = associated.is_some_and(|user| Login::new(user) == *login);
        named && definition.remove(ASSOCIATED_USER).is_some()
    })
}

/// Takes a group away from all global keys that have it.
pub fn forget_group(db: &Connection, name: &str) -> Result<(), Failure> {
    change_all(db, |definition| {
        let Some(groups) = definition.get_mut(GROUPS).and_then(Value::as_array_mut) else { return false };
        let before = groups.len();
        groups.retain(|one| one.as_str() != Some(name));
        groups.len() != before
    })
}

/// Notes when a key of either kind was last used; their ids are random, so no two are the same.
pub fn set_last_used(db: &Connection, id: &str, at: i64) -> Result<(), Failure> {
    for sql in [
        "UPDATE dss_personal_key SET last_used_on = ?2 WHERE id = ?1",
        "UPDATE dss_global_key SET last_used_on = ?2 WHERE id = ?1",
    ] {
        db.prepare_cached(sql)?.execute(params![id, at])?;
    }
    Ok(())
}
