//! Who administers one project: `contract/dataiku-dss.md` §8.

use pilothouse_wire::dss::{global_keys, projects as p};
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    error::Failure,
    store::{
        accounts::Login,
        dss::{
            Object,
            projects::{self, Project},
        },
    },
};

use super::{Actor, Caller};

/// Whether the caller administers this project: as administrator of the instance, as its owner, by an entry in its
/// permissions, or as a key with that right on it.
pub(super) fn administers(db: &Connection, caller: &Caller, key: &str) -> Result<bool, Failure> {
    let project = projects::find(db, key)?;
    Ok(caller.is_admin() || project.is_some_and(|project| has(caller, &project, &[p::ADMIN])))
}

/// Rights with which a project may be read (`contract/dataiku-dss.md` §8.2).
const READING: [&str; 3] = [p::ADMIN, "readProjectContent", "writeProjectContent"];

/// Whether the caller may read what is in this project.
pub(crate) fn reads(caller: &Caller, project: &Project) -> bool {
    caller.is_admin() || has(caller, project, &READING)
}

/// Whether the caller has one of these rights: as owner, by an entry, or as a key of its own.
fn has(caller: &Caller, project: &Project, rights: &[&str]) -> bool {
    match &caller.actor {
        Actor::User(user) => {
            let login = &user.account.login;
            let entry = |entry: &Object| grants(entry, rights) && is_for(entry, login, &user.groups);
            Login::new(&project.owner) == *login || project.permissions.iter().any(entry)
        }
        Actor::Key(key) => {
            let own = key.definition.get(global_keys::PROJECTS).and_then(|all| all.get(&project.key));
            let entry = |entry: &Object| grants(entry, rights) && is_for_group(entry, &key.groups);
            own.and_then(Value::as_object).is_some_and(|own| grants(own, rights))
                || project.permissions.iter().any(entry)
        }
    }
}

fn grants(entry: &Object, rights: &[&str]) -> bool {
    rights.iter().any(|right| entry.get(*right).and_then(Value::as_bool) == Some(true))
}

fn is_for(entry: &Object, login: &Login, groups: &[String]) -> bool {
    let user = entry.get(p::USER).and_then(Value::as_str);
    user.is_some_and(|user| Login::new(user) == *login) || is_for_group(entry, groups)
}

fn is_for_group(entry: &Object, groups: &[String]) -> bool {
    let group = entry.get(p::GROUP).and_then(Value::as_str);
    group.is_some_and(|group| groups.iter().any(|own| own == group))
}
