//! What is there from the first start on: the tenant, the group of all users, one Kubernetes configuration and one
//! connection to a mail server.

use pilothouse_wire::control::{Kind, groups, system, users as u};
use rusqlite::Connection;
use serde_json::json;

use crate::{
    error::Failure,
    store::{
        control::{self as store, Record},
        dss::Object,
    },
};

use super::{Deed, attributes};

/// Name of the one tenant (seen in the contract's sources).
pub const TENANT: &str = "default-tenant";

/// Makes what is missing of it.
pub fn prepare(db: &Connection, deed: &Deed) -> Result<(), Failure> {
    let once = |kind: &'static Kind, attributes: Object| {
        if store::first(db, kind)?.is_none() {
            store::insert(db, kind, &deed.random.uuid(), attributes)?;
        }
        Ok::<(), Failure>(())
    };
    once(&system::TENANTS, attributes([(system::TENANT_NAME, TENANT.into())]))?;
    once(&groups::GROUPS, all_users())
}

fn all_users() -> Object {
    attributes([
        (groups::NAME, u::ALL_USERS.into()),
        ("description", "Everybody".into()),
        ("gid", (-1).into()),
        ("kind", "local".into()),
        ("data_access_mode", "enabled".into()),
        (u::POLICIES, json!([])),
        (groups::SYSTEM_PROVIDED, true.into()),
    ])
}

/// The one tenant.
pub fn tenant(db: &Connection) -> Result<Record, Failure> {
    let tenant = store::first(db, &system::TENANTS)?;
    tenant.ok_or_else(|| Failure::internal("looking for the tenant", &"there is none"))
}

/// The group of all users.
pub fn everybody(db: &Connection) -> Result<Record, Failure> {
    let group = store::by_name(db, &groups::GROUPS, u::ALL_USERS)?;
    group.ok_or_else(|| Failure::internal("looking for the group of all users", &"there is none"))
}
