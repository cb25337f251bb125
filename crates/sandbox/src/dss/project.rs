//! How a project's permissions are shown and what may be set of them: `contract/dataiku-dss.md` §8.3.

use std::collections::HashSet;

use pilothouse_wire::dss::projects as p;
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    error::Failure,
    store::{
        accounts::Login,
        dss::{Object, groups, projects::Project, users},
    },
};

use super::{object, said::Said};

/// Who may do what, with every flag in every entry. The owner's login is as it was typed.
pub(crate) fn permissions(db: &Connection, project: &Project) -> Result<Object, Failure> {
    let owner = users::find(db, &Login::new(&project.owner))?.map(|user| user.login);
    let entries = project.permissions.iter().cloned().map(|entry| Value::Object(written_out(entry))).collect();
    Ok(object([(p::OWNER, owner.unwrap_or_default().into()), (p::ENTRIES, entries)]))
}

fn written_out(mut entry: Object) -> Object {
    for flag in p::FLAGS {
        entry.entry(flag).or_insert(Value::Bool(false));
    }
    entry
}

/// Checks what was said of a project's permissions, and puts it in.
pub(crate) fn set_permissions(db: &Connection, project: &mut Project, said: &Said<'_>) -> Result<(), Failure> {
    // Nobody owns it whose owner was deleted: then it may be put back as it is.
    if let Some(owner) = said.text(p::OWNER)?.filter(|owner| *owner != project.owner) {
        let user = users::find(db, &Login::new(owner))?;
        let user = user.ok_or_else(|| Failure::wrong(format!("The owner {owner} is not known")))?;
        project.owner = user.account.login.as_str().to_owned();
    }
    let Some(entries) = said.objects(p::ENTRIES)? else { return Ok(()) };
    let mut subjects = HashSet::new();
    let mut kept = Vec::new();
    for one in entries {
        let (kind, name) = subject(db, &Said(one))?;
        if !subjects.insert((kind, name.clone())) {
            return Err(Failure::wrong(format!("The {kind} {name} is there twice")));
        }
        kept.push(entry(one, kind, &name)?);
    }
    project.permissions = kept;
    Ok(())
}

/// The one group or user that an entry is for.
fn subject(db: &Connection, said: &Said<'_>) -> Result<(&'static str, String), Failure> {
    match (said.text(p::GROUP)?, said.text(p::USER)?) {
        (Some(group), None) => {
            groups::find(db, group)?.ok_or_else(|| Failure::wrong(format!("There is no group {group}")))?;
            Ok((p::GROUP, group.to_owned()))
        }
        (None, Some(user)) => {
            let found = users::find(db, &Login::new(user))?;
            Ok((p::USER, found.ok_or_else(|| Failure::wrong(format!("There is no user {user}")))?.login))
        }
        (Some(_), Some(_)) | (None, None) => {
            Err(Failure::wrong(format!("An entry is for a {} or for a {}, and only one of them", p::GROUP, p::USER)))
        }
    }
}

fn entry(said: &Object, kind: &str, name: &str) -> Result<Object, Failure> {
    let mut kept = object([(kind, name.into())]);
    for flag in p::FLAGS {
        kept.insert(flag.to_owned(), Said(said).flag(flag)?.unwrap_or_default().into());
    }
    Ok(kept)
}
