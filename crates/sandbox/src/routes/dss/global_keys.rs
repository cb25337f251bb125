//! Global API keys: `contract/dataiku-dss.md` §7.3.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod get;
pub(super) mod list;
pub(super) mod save;

use rusqlite::Connection;

use crate::{
    error::Failure,
    store::dss::keys::{self, GlobalKey},
};

fn missing(id: &str) -> Failure {
    Failure::not_found(format!("Global API key not found: {id}"))
}

fn find(db: &Connection, id: &str) -> Result<GlobalKey, Failure> {
    keys::global(db, id)?.ok_or_else(|| missing(id))
}
