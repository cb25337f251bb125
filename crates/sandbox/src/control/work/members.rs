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
