//! Projects, as far as access goes: `contract/dataiku-dss.md` §8.3 and §10.

pub(super) mod datasets;
pub(super) mod list;
pub(super) mod permissions;
pub(super) mod save_permissions;

use rusqlite::Connection;

use crate::{
    error::Failure,
    store::dss::projects::{self, Project},
};

fn find(db: &Connection, key: &str) -> Result<Project, Failure> {
    projects::find(db, key)?.ok_or_else(|| Failure::not_found(format!("Project not found: {key}")))
}
