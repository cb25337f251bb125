//! Who administers one project: `contract/dataiku-dss.md` §8.

use pilothouse_wire::dss::{global_keys, projects as p};
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    error::Failure,
    store::{
        accounts::Login,
        dss::{Object, projects},
    },
};

use super::{Actor, Caller};

/// Whether the caller administers this project: as administrator of the instance, as its owner, by an entry in its
/// permissions, or as a key with that right on it.
pub(super) fn administers(db: &Connection, caller: &Caller, key: &str) -> Result<bool, Failure> {
    if caller.is_admin() {
        return Ok(true);
    }
    let Some(project) = projects::find(db, key)? else { return Ok(false) };
    Ok(match &caller.actor {
        Actor::User(user) => {
            let login = &user.account.login;
            let entry = |entry: &Object| grants_admin(entry) && is_for(entry, login, &user.groups);
            Login::new(&project.owner) == *login || project.permissions.iter().any(entry)
        }
        Actor::Key(key) => {
            let own = key.definition.get(global_keys::PROJECTS).and_then(|all| all.get(&project.key));
            let entry = |entry: &Object| grants_admin(entry) && is_for_group(entry, &key.groups);
            own.and_then(Value::as_object).is_some_and(grants_admin) || project.permissions.iter().any(entry)
        }
    })
}

fn grants_admin(entry: &Object) -> bool {
    entry.get(p::ADMIN).and_then(Value::as_bool) == Some(true)
}

fn is_for(entry: &Object, login: &Login, groups: &[String]) -> bool {
    let user = entry.get(p::USER).and_then(Value::as_str);
    user.is_some_and(|user| Login::new(user) == *login) || is_for_group(entry, groups)
}

fn is_for_group(entry: &Object, groups: &[String]) -> bool {
    let group = entry.get(p::GROUP).and_then(Value::as_str);
    group.is_some_and(|group| groups.iter().any(|own| own == group))
}
