//! Hashes of the passwords of users who have one of their own.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Failure;

use super::Record;

/// The hash of a user's own password.
pub fn hash(db: &Connection, user: &Record) -> Result<Option<String>, Failure> {
    let mut statement = db.prepare_cached("SELECT hash FROM control_password WHERE user = ?1")?;
    Ok(statement.query_row([user.seq], |row| row.get(0)).optional()?)
}

/// Gives a user a password of its own, which ends its sessions.
pub fn set(db: &Connection, user: &Record, hash: &str) -> Result<(), Failure> {
    let sql = "INSERT INTO control_password (user, hash) VALUES (?1, ?2) ON CONFLICT (user) DO UPDATE SET hash = ?2";
    db.prepare_cached(sql)?.execute(params![user.seq, hash])?;
    super::sessions::end_all(db, user)
}
