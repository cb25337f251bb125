//! Admin keys. Only digests are kept: a key's secret is 200 random bits, which no fast hash gives away, so the slow
//! hashing that passwords need would buy nothing and cost every call.

use pilothouse_wire::{KeyId, api_node::keys::NewKey};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Failure;

/// The SHA-256 of a key's secret.
pub type Digest = [u8; 32];

/// A key as it is kept.
#[derive(Clone, Debug)]
pub struct StoredKey {
    /// Its public id.
    pub id: String,
    /// What its maker said of it.
    pub said: NewKey,
    /// When it was made, in milliseconds since 1970.
    pub created_on: i64,
    /// When it ends, in milliseconds since 1970.
    pub expires_on: Option<i64>,
    /// When it was last used, in milliseconds since 1970.
    pub last_used_on: Option<i64>,
}

/// What a check of a secret needs.
#[derive(Clone, Debug)]
pub struct KeyProof {
    /// Whose it is.
    pub id: String,
    /// The kept digest.
    pub digest: Vec<u8>,
    /// When it ends.
    pub expires_on: Option<i64>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredKey> {
    let said = NewKey { label: row.get(1)?, description: row.get(2)?, created_by: row.get(3)?, expiry: row.get(4)? };
    Ok(StoredKey { id: row.get(0)?, said, created_on: row.get(5)?, expires_on: row.get(6)?, last_used_on: row.get(7)? })
}

/// All keys, oldest first.
pub fn list(db: &Connection) -> Result<Vec<StoredKey>, Failure> {
    let sql = "SELECT id, label, description, created_by, expiry, created_on, expires_on, last_used_on
               FROM admin_key ORDER BY created_on, id";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a key.
pub fn add(db: &Connection, key: &StoredKey, digest: &Digest) -> Result<(), Failure> {
    let sql = "INSERT INTO admin_key
               (id, label, description, created_by, expiry, created_on, expires_on, last_used_on, digest)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let said = &key.said;
    db.execute(
        sql,
        params![
            key.id,
            said.label,
            said.description,
            said.created_by,
            said.expiry,
            key.created_on,
            key.expires_on,
            key.last_used_on,
            digest
        ],
    )?;
    Ok(())
}

/// The key of this digest.
pub fn by_digest(db: &Connection, digest: &Digest) -> Result<Option<KeyProof>, Failure> {
    let mut statement = db.prepare_cached("SELECT id, digest, expires_on FROM admin_key WHERE digest = ?1")?;
    let proof = statement
        .query_row([digest], |row| Ok(KeyProof { id: row.get(0)?, digest: row.get(1)?, expires_on: row.get(2)? }));
    Ok(proof.optional()?)
}

/// Deletes by digest; `false` where there is none.
pub fn delete_by_digest(db: &Connection, digest: &Digest) -> Result<bool, Failure> {
    Ok(db.execute("DELETE FROM admin_key WHERE digest = ?1", [digest])? == 1)
}

/// Deletes by id; `false` where there is none.
pub fn delete_by_id(db: &Connection, id: &KeyId) -> Result<bool, Failure> {
    Ok(db.execute("DELETE FROM admin_key WHERE id = ?1", [id.as_str()])? == 1)
}

/// Notes when a key was last used.
pub fn set_last_used(db: &Connection, id: &str, at: i64) -> Result<(), Failure> {
    db.prepare_cached("UPDATE admin_key SET last_used_on = ?2 WHERE id = ?1")?.execute(params![id, at])?;
    Ok(())
}
