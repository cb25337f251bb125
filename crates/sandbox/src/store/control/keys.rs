//! Secrets of access keys. The record of a key is known by an id that is none.

use pilothouse_wire::control::access_keys::ACCESS_KEYS;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{error::Failure, store::keys::Digest};

use super::{COLUMNS, Record, raw, read};

/// A key with its owner.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its record.
    pub record: Record,
    /// Whose it is.
    pub user: Record,
}

/// Keeps the secret of a key: its digest, and itself encrypted.
pub fn add(db: &Connection, key: &Record, user: &Record, digest: &Digest, sealed: &[u8]) -> Result<(), Failure> {
    let sql = "INSERT INTO control_key (record, user, digest, sealed) VALUES (?1, ?2, ?3, ?4)";
    db.prepare_cached(sql)?.execute(params![key.seq, user.seq, digest, sealed])?;
    Ok(())
}

/// The key of this digest, ended or not, with its owner.
pub fn by_digest(db: &Connection, digest: &Digest) -> Result<Option<Key>, Failure> {
    let sql = [
        "SELECT ",
        COLUMNS,
        ", u.seq, u.id, u.attributes FROM control_key k
        JOIN control_record r ON r.seq = k.record JOIN control_record u ON u.seq = k.user WHERE k.digest = ?1",
    ]
    .concat();
    let mut statement = db.prepare_cached(&sql)?;
    let row = statement.query_row([digest], |row| Ok((raw(row)?, (row.get(3)?, row.get(4)?, row.get(5)?))));
    let Some((record, user)) = row.optional()? else { return Ok(None) };
    let user = read(&pilothouse_wire::control::users::USERS, user)?;
    Ok(Some(Key { record: read(&ACCESS_KEYS, record)?, user }))
}

/// A user's own key, by the id of its record or by the digest of its secret.
pub fn own(db: &Connection, user: &Record, id: &str, digest: &Digest) -> Result<Option<Record>, Failure> {
    let sql = [
        "SELECT ",
        COLUMNS,
        " FROM control_key k JOIN control_record r ON r.seq = k.record
        WHERE k.user = ?1 AND (r.id = ?2 OR k.digest = ?3)",
    ]
    .concat();
    let row = db.prepare_cached(&sql)?.query_row(params![user.seq, id, digest], raw).optional()?;
    row.map(|row| read(&ACCESS_KEYS, row)).transpose()
}

/// All keys of a user, the oldest first.
pub fn all(db: &Connection, user: &Record) -> Result<Vec<Record>, Failure> {
    let sql = [
        "SELECT ",
        COLUMNS,
        " FROM control_key k JOIN control_record r ON r.seq = k.record
        WHERE k.user = ?1 ORDER BY r.seq",
    ]
    .concat();
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([user.seq], raw)?;
    rows.map(|row| read(&ACCESS_KEYS, row?)).collect()
}

/// The encrypted secret of a key.
pub fn sealed(db: &Connection, key: &Record) -> Result<Option<Vec<u8>>, Failure> {
    let mut statement = db.prepare_cached("SELECT sealed FROM control_key WHERE record = ?1")?;
    Ok(statement.query_row([key.seq], |row| row.get(0)).optional()?)
}
