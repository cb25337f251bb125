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

fn find(db: &Connection, id: &str) -> Result<Option<Record>, Failure> {
    control::find(db, &p::PROJECTS, id)
}

fn set_status(db: &Connection, project: &Record, status: &str) -> Result<Record, Failure> {
    control::update(db, project, attributes([(p::OPERATIONAL_STATUS, json!(status))]))
}

/// Brings a new project up. One that could not be is there still, to be looked at and deleted.
pub(super) fn make(db: &Connection, deed: &Deed, id: &str) -> Result<Went, Failure> {
    let Some(project) = find(db, id)? else {
        return Ok(Went::Failed(jobs::said_of(404, "The project was deleted while it was made", id)));
    };
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
pub(super) fn delete(db: &Connection, deed: &Deed, id: &str) -> Result<Went, Failure> {
    if let Some(project) = find(db, id)? {
        projects::remove(db, &project)?;
        audit::deleted(db, deed, &project)?;
    }
    Ok(Went::Done(jobs::said_of(200, "The project was deleted", id)))
}

/// A project whose job has failed is there as it was.
pub(super) fn leave(db: &Connection, id: &str) -> Result<(), Failure> {
    match find(db, id)? {
        Some(project) => set_status(db, &project, projects::status(&project)).map(drop),
        None => Ok(()),
    }
}
