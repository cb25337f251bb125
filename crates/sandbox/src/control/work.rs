//! What jobs do. Each kind of work is kept with its job as JSON, so variants and members keep their names.

mod access;
mod apply;
mod members;
mod project;

use pilothouse_wire::control::{groups::GROUPS, jobs::CTX_ID, users::USERS};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::{
    Deed,
    ends::{self, End},
    jobs,
    manifest::Task,
};
use crate::{
    error::Failure,
    random::Random,
    store::control::{self, Record, work::Due},
};

pub(crate) use apply::manifest;
pub(crate) use members::{Members, one_role_each};

/// What somebody has a job for. It is kept with its work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Order {
    /// The id of the user who asked for it; nobody where the server did.
    pub(crate) by: Option<String>,
    /// What is to be done.
    pub(crate) work: Work,
}

impl Order {
    /// As it was kept.
    pub(crate) fn read(text: &str) -> Result<Self, Failure> {
        serde_json::from_str(text).map_err(|e| Failure::internal("reading the work of a job", &e))
    }

    /// To be kept.
    pub(crate) fn text(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(|e| Failure::internal("writing the work of a job", &e))
    }

    /// The same deed, done by a job on behalf of who asked for it, under the trace id of that request.
    pub(crate) fn deed(&self, db: &Connection, random: &Random, job: &Record, now: i64) -> Result<Deed, Failure> {
        let user = self.by.as_deref().map(|id| control::find(db, &USERS, id)).transpose()?.flatten();
        Ok(Deed { user, ctx: job.text(CTX_ID).unwrap_or_default().to_owned(), ..Deed::own(random, now) })
    }
}

/// What a job is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Work {
    /// Brings a new user up.
    MakeUser { user: String },
    /// Takes a user away.
    DeleteUser { user: String },
    /// Takes a group away.
    DeleteGroup { group: String },
    /// Sees to it that an access key that was taken away opens nothing any more.
    DeleteKey,
    /// Brings a new project up.
    MakeProject {
        project: String,
        /// Its place in the order of making: a later project of the same name has the same id.
        #[serde(default)]
        seq: Option<i64>,
    },
    /// Takes a project away with all that it holds.
    DeleteProject {
        project: String,
        /// The same.
        #[serde(default)]
        seq: Option<i64>,
    },
    /// Replaces the members of roles.
    SetMembers { project: String, roles: Vec<Members> },
    /// Applies app services.
    Apply { tasks: Vec<Task> },
    /// Reads a configuration again.
    Reload { what: String },
}

/// What a step came to.
#[derive(Debug)]
pub(crate) enum Went {
    /// The job goes on, perhaps in another state, with so many steps done.
    On(Option<&'static str>, u32),
    /// It is done.
    Done(String),
    /// It has failed.
    Failed(String),
    /// It was given up.
    GivenUp(String),
    /// It stays as it is, for ever.
    Stuck,
}

impl Work {
    /// The job's kind (the second is the contract's sample, the others are made like it: a sandbox choice).
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::MakeUser { .. } => "tenancy.user.create",
            Self::DeleteUser { .. } => "tenancy.user.delete",
            Self::DeleteGroup { .. } => "tenancy.user_group.delete",
            Self::DeleteKey => "tenancy.access_key.delete",
            Self::MakeProject { .. } => "projects.project.create",
            Self::DeleteProject { .. } => "projects.project.delete",
            Self::SetMembers { .. } => "projects.authorization.update",
            Self::Apply { .. } => "app_services.manifest.apply",
            Self::Reload { .. } => "configurations.reload",
        }
    }

    /// In how many steps it is done, once it has begun.
    pub(crate) fn parts(&self) -> u32 {
        match self {
            Self::Apply { tasks } => u32::try_from(tasks.len()).unwrap_or(u32::MAX).max(1),
            Self::MakeUser { .. }
            | Self::DeleteUser { .. }
            | Self::DeleteGroup { .. }
            | Self::DeleteKey
            | Self::MakeProject { .. }
            | Self::DeleteProject { .. }
            | Self::SetMembers { .. }
            | Self::Reload { .. } => 1,
        }
    }

    /// The job is under way from now on.
    pub(crate) fn begin(&self, db: &Connection) -> Result<(), Failure> {
        match self {
            Self::Apply { tasks } => apply::begin(db, tasks),
            Self::MakeUser { .. }
            | Self::DeleteUser { .. }
            | Self::DeleteGroup { .. }
            | Self::DeleteKey
            | Self::MakeProject { .. }
            | Self::DeleteProject { .. }
            | Self::SetMembers { .. }
            | Self::Reload { .. } => Ok(()),
        }
    }

    /// Does the part of this number, from 0. Whatever is done twice is the same as if it were done once.
    pub(crate) fn part(&self, db: &Connection, deed: &Deed, due: &Due, part: u32) -> Result<Went, Failure> {
        match self {
            Self::MakeUser { user } => access::make_user(db, user),
            Self::DeleteUser { user } => access::delete_user(db, deed, user),
            Self::DeleteGroup { group } => access::delete_group(db, deed, group),
            Self::DeleteKey => Ok(done()),
            Self::MakeProject { project, seq } => project::make(db, deed, project, *seq),
            Self::DeleteProject { project, seq } => project::delete(db, deed, project, *seq),
            Self::SetMembers { project, roles } => members::set(db, deed, project, roles),
            Self::Apply { tasks } => apply::part(db, deed, tasks, due, part),
            Self::Reload { what } => apply::reload(db, deed, what),
        }
    }

    /// A step failed in a way that nobody thought of: nothing may wait for this job any more.
    pub(crate) fn give_up(&self, db: &Connection, job: &Record) -> Result<(), Failure> {
        match self {
            Self::DeleteUser { user } => access::keep_user(db, user),
            Self::MakeProject { project, seq } => project::not_made(db, project, *seq),
            Self::DeleteProject { project, seq } => project::leave(db, project, *seq),
            Self::Apply { tasks } => apply::give_up(db, tasks, job),
            Self::MakeUser { .. }
            | Self::DeleteGroup { .. }
            | Self::DeleteKey
            | Self::SetMembers { .. }
            | Self::Reload { .. } => Ok(()),
        }
    }
}

/// 409 while a job has yet to take this user, group or project away. What says that it is being deleted and has no such job
/// can be deleted.
pub(crate) fn check_not_going(db: &Connection, record: &Record) -> Result<(), Failure> {
    // Where the id stands in the JSON of an order.
    let id = match record.kind {
        kind if kind == &USERS => "$.work.DeleteUser.user",
        kind if kind == &GROUPS => "$.work.DeleteGroup.group",
        _ => "$.work.DeleteProject.project",
    };
    if !control::work::any_with(db, id, &record.id)? {
        return Ok(());
    }
    Err(Failure::clash(format!("The {} {} is being deleted", record.kind.record, record.label())))
}

/// Done, with nothing to say.
fn done() -> Went {
    Went::Done(String::new())
}

/// What the name of a new thing makes of its job; `None` where it ends as it should.
fn known_end(name: &str, failure: impl FnOnce() -> String) -> Option<Went> {
    match ends::of(name) {
        End::Well => None,
        End::Never => Some(Went::Stuck),
        End::Badly => Some(Went::Failed(failure())),
        End::GivenUp => Some(Went::GivenUp(jobs::said(499, "The job was canceled by an operator"))),
    }
}
