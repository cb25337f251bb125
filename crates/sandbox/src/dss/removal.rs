//! Taking users and groups away, with all that refers to them: who comes later by the same name must find nothing.

use rusqlite::Connection;

use crate::{
    auth::dss::Caller,
    error::Failure,
    store::{
        accounts::Login,
        dss::{groups, keys, projects, users},
    },
};

use super::keeping_an_admin;

/// Deletes a user, and says its name. Nobody deletes himself by mistake.
pub(crate) fn user(db: &Connection, caller: &Caller, login: &Login, allow_self: bool) -> Result<String, Failure> {
    let name = users::get(db, login)?.login;
    if caller.is_self(login) && !allow_self {
        return Err(Failure::forbidden(format!("{name} is the caller: nobody deletes their own account")));
    }
    keeping_an_admin(db, |db| {
        users::delete(db, login)?;
        projects::forget_user(db, login)?;
        keys::forget_user(db, login)
    })?;
    Ok(name)
}

/// Deletes a group.
pub(crate) fn group(db: &Connection, name: &str) -> Result<(), Failure> {
    if name == groups::ADMINISTRATORS {
        return Err(Failure::clash(format!("The group {name} is always there")));
    }
    keeping_an_admin(db, |db| {
        if !groups::delete(db, name)? {
            return Err(super::group::missing(name));
        }
        projects::forget_group(db, name)?;
        keys::forget_group(db, name)
    })
}
