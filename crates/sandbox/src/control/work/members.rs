//! Replaces the members of a project's roles.

use pilothouse_wire::control::{groups, projects as p, users};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::Went;
use crate::{
    control::{Deed, audit, jobs},
    error::Failure,
    store::control::{self, Record, links},
};

/// A role with its members, by ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Members {
    /// The role.
    pub(crate) role: String,
    /// Its users.
    pub(crate) users: Vec<String>,
    /// Its groups.
    pub(crate) groups: Vec<String>,
}

/// Makes these the members, and no others. Who was deleted in the meantime is no member.
pub(super) fn set(db: &Connection, deed: &Deed, project: &str, roles: &[Members]) -> Result<Went, Failure> {
    let Some(record) = control::find(db, &p::PROJECTS, project)? else {
        return Ok(Went::Failed(jobs::said_of(404, "The project was deleted", project)));
    };
    // Another job may have come in between since that was asked for.
    if let Err(failure) = one_role_each(db, &links::named(db, &record, p::ROLES_OF)?, roles) {
        return Ok(Went::Failed(jobs::said_of(409, failure.message(), project)));
    }
    for members in roles {
        let role = control::get(db, &p::PROJECT_ROLES, &members.role)?;
        let users = there(db, &users::USERS, &members.users)?;
        let groups = there(db, &groups::GROUPS, &members.groups)?;
        links::set(db, &role, p::USERS_OF, &users.iter().collect::<Vec<_>>())?;
        links::set(db, &role, p::GROUPS_OF, &groups.iter().collect::<Vec<_>>())?;
    }
    audit::updated(db, deed, &record, &[p::ROLES_OF])?;
    Ok(Went::Done(jobs::said_of(200, "The members of the project were changed", project)))
}

fn there(
    db: &Connection,
    kind: &'static pilothouse_wire::control::Kind,
    ids: &[String],
) -> Result<Vec<Record>, Failure> {
    let found = ids.iter().map(|id| control::find(db, kind, id)).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// A member holds one direct role (§5.5, certain): those that are sent count, and those that stay as they are.
pub(crate) fn one_role_each(db: &Connection, roles: &[Record], wanted: &[Members]) -> Result<(), Failure> {
    let mut held: Vec<(String, &str)> = Vec::new();
    for role in roles {
        let members = match wanted.iter().rfind(|members| members.role == role.id) {
            Some(members) => members.users.iter().chain(&members.groups).cloned().collect(),
            None => members_of(db, role)?,
        };
        for id in members {
            match held.iter().find(|(known, _)| *known == id) {
                Some((_, other)) if *other != role.label() => {
                    let words = format!("{id} would have two roles, {other} and {}: a member has one", role.label());
                    return Err(Failure::wrong(words));
                }
                Some(_) => {}
                None => held.push((id, role.label())),
            }
        }
    }
    Ok(())
}

fn members_of(db: &Connection, role: &Record) -> Result<Vec<String>, Failure> {
    let (users, groups) = (links::named(db, role, p::USERS_OF)?, links::named(db, role, p::GROUPS_OF)?);
    Ok(users.into_iter().chain(groups).map(|member| member.id).collect())
}
