//! The rules of DSS that are neither a route's nor the database's: how users and groups are shown, what may be changed
//! of them and how, and that an administrator is left. Members' names are the contract's, from `pilothouse-wire`.

pub(crate) mod group;
pub(crate) mod kept;
pub(crate) mod key;
pub(crate) mod logs;
pub(crate) mod matrix;
pub(crate) mod project;
pub(crate) mod said;
pub(crate) mod user;

use rusqlite::Connection;

use crate::{
    error::Failure,
    store::dss::{Object, users},
};

/// Does `work` unless it takes the last one away who may sign in and is an administrator. Where there was none before,
/// nothing is held.
pub(crate) fn keeping_an_admin<T>(
    db: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let before = users::has_admin(db)?;
    let value = work(db)?;
    if before && !users::has_admin(db)? {
        return Err(Failure::clash("This would leave no enabled administrator: make another one first"));
    }
    Ok(value)
}

/// An object of these members.
pub(crate) fn object<const N: usize>(members: [(&str, serde_json::Value); N]) -> Object {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
