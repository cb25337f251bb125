//! Somebody who is up always administers security.

use rusqlite::Connection;

use crate::{auth::control::policies::SECURITY_ADMIN, error::Failure, store::control::users};

/// Does `work` unless it takes the last one away who is up and has that policy. Where there was none before, nothing
/// is held.
pub(crate) fn keeping_an_admin<T>(
    db: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let before = users::any_up_with(db, SECURITY_ADMIN)?;
    let value = work(db)?;
    if before && !users::any_up_with(db, SECURITY_ADMIN)? {
        let why =
            format!("This would leave no user who is up with the policy {SECURITY_ADMIN}: give it to another first");
        return Err(Failure::clash(why));
    }
    Ok(value)
}
