//! Sessions of the control plane. Of the id in the cookie the digest alone is kept.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{error::Failure, store::keys::Digest};

use super::{COLUMNS, Record, raw, read};

/// A session as it is kept.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose it is.
    pub user: Record,
    /// What it opens.
    pub plane: String,
    /// The number of the account's session whose password opened it; `None` where the user has its own password.
    pub account_session: Option<i64>,
    /// Its end, in milliseconds since 1970.
    pub expires_on: i64,
}

/// Keeps a session, and forgets those that ended before `now`.
pub fn add(db: &Connection, digest: &Digest, session: &Session, now: i64) -> Result<(), Failure> {
    db.prepare_cached("DELETE FROM control_session WHERE expires_on <= ?1")?.execute([now])?;
    let sql =
        "INSERT INTO control_session (digest, user, plane, account_session, expires_on) VALUES (?1, ?2, ?3, ?4, ?5)";
    let Session { user, plane, account_session, expires_on } = session;
    db.prepare_cached(sql)?.execute(params![digest, user.seq, plane, account_session, expires_on])?;
    Ok(())
}

/// The session of this digest, ended or not.
pub fn find(db: &Connection, digest: &Digest) -> Result<Option<Session>, Failure> {
    let sql = [
        "SELECT ",
        COLUMNS,
        ", s.plane, s.account_session, s.expires_on
        FROM control_session s JOIN control_record r ON r.seq = s.user WHERE s.digest = ?1",
    ]
    .concat();
    let mut statement = db.prepare_cached(&sql)?;
    let row = statement.query_row([digest], |row| Ok((raw(row)?, row.get(3)?, row.get(4)?, row.get(5)?))).optional()?;
    let Some((user, plane, account_session, expires_on)) = row else { return Ok(None) };
    let user = read(&pilothouse_wire::control::users::USERS, user)?;
    Ok(Some(Session { user, plane, account_session, expires_on }))
}

/// Ends all sessions of a user.
pub fn end_all(db: &Connection, user: &Record) -> Result<(), Failure> {
    db.prepare_cached("DELETE FROM control_session WHERE user = ?1")?.execute([user.seq])?;
    Ok(())
}
