//! Makes and deletes projects.

use pilothouse_wire::control::projects as p;
use rusqlite::Connection;
use serde_json::json;

use super::{Went, known_end};
use crate::{
    control::{Deed, attributes, audit, jobs, projects},
    error::Failure,
    store::control::{self, Record},
};

/// The project that a job is about: one of the same name that was made later is another.
pub(super) fn find(db: &Connection, id: &str, seq: Option<i64>) -> Result<Option<Record>, Failure> {
    let project = control::find(db, &p::PROJECTS, id)?;
    Ok(project.filter(|project| seq.is_none_or(|seq| seq == project.seq)))
}

fn set_status(db: &Connection, project: &Record, status: &str) -> Result<Record, Failure> {
    control::update(db, project, attributes([(p::OPERATIONAL_STATUS, json!(status))]))
}

/// Brings a new project up. One that could not be is there still, to be looked at and deleted.
pub(super) fn make(db: &Connection, deed: &Deed, id: &str, seq: Option<i64>) -> Result<Went, Failure> {
    let Some(project) = find(db, id, seq)? else {
        return Ok(Went::Failed(jobs::said_of(404, "The project was deleted while it was made", id)));
    };
    if is_going(&project) {
        return Ok(Went::Failed(jobs::said_of(409, "The project is being deleted", id)));
    }
    let why = || jobs::said_of(500, "MLRun did not make the project: its database did not answer in time", id);
    match known_end(project.label(), why) {
        Some(Went::Stuck) => Ok(Went::Stuck),
        Some(end) => {
            set_status(db, &project, p::UNKNOWN)?;
            Ok(end)
        }
        None => {
            let project = set_status(db, &project, projects::status(&project))?;
            control::update(db, &project, attributes([(p::UPDATED_AT, deed.moment())]))?;
            Ok(Went::Done(jobs::said_of(201, "The project was made", id)))
        }
    }
}

/// Takes a project away, with its roles and all that it holds.
pub(super) fn delete(db: &Connection, deed: &Deed, id: &str, seq: Option<i64>) -> Result<Went, Failure> {
    if let Some(project) = find(db, id, seq)? {
        projects::remove(db, &project)?;
        audit::deleted(db, deed, &project)?;
    }
    Ok(Went::Done(jobs::said_of(200, "The project was deleted", id)))
}

fn is_going(project: &Record) -> bool {
    project.text(p::OPERATIONAL_STATUS) == Some(p::DELETING)
}

/// A project that could not be made, for whatever reason.
pub(super) fn not_made(db: &Connection, id: &str, seq: Option<i64>) -> Result<(), Failure> {
    match find(db, id, seq)?.filter(|project| !is_going(project)) {
        Some(project) => set_status(db, &project, p::UNKNOWN).map(drop),
        None => Ok(()),
    }
}

/// A project whose deletion has failed is there as it was.
pub(super) fn leave(db: &Connection, id: &str, seq: Option<i64>) -> Result<(), Failure> {
    match find(db, id, seq)? {
        Some(project) => set_status(db, &project, projects::status(&project)).map(drop),
        None => Ok(()),
    }
}
