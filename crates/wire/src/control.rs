//! The control plane (Iguazio 3.x): users, groups, access keys, projects, jobs, app services, events.
//! contract/iguazio-control-plane.md.
//!
//! All its records have one envelope and most of their calls are alike, so they are described by tables ([`Kind`]) and
//! made by one set of functions ([`list`], [`get`], [`create`], [`update`], [`delete`]).

pub mod access_keys;
pub mod ask;
pub mod events;
pub mod groups;
mod item;
pub mod jobs;
mod kind;
mod members;
pub mod projects;
mod records;
pub mod services;
pub mod sessions;
pub mod system;
pub mod users;

use crate::Endpoint;
use crate::dss::name::name;

pub use ask::{Ask, Filter, Op, Part, Sort};
pub use item::{Done, Item, Link, One, Page, envelope, to_many, to_one};
pub use kind::{By, Field, Form, Kind, Relation};
pub use records::{Which, create, delete, get, list, update};

name!(
    /// The id of a record: a UUID for most, for projects `name@tenant` (§1, certain).
    Id
);
name!(
    /// The name of a project, by which it can be asked for in place of its id (§1, certain).
    ProjectName
);

/// Field of many kinds: what it is for.
pub const DESCRIPTION: &str = "description";
/// Field of many kinds: when it was made.
pub const CREATED_AT: &str = "created_at";
/// Field of many kinds: when it last changed.
pub const UPDATED_AT: &str = "updated_at";
/// Relation of many kinds: the tenant.
pub const TENANT: &str = "tenant";

/// All kinds of records.
pub static KINDS: [&Kind; 13] = [
    &users::USERS,
    &groups::GROUPS,
    &access_keys::ACCESS_KEYS,
    &projects::PROJECTS,
    &projects::PROJECT_ROLES,
    &jobs::JOBS,
    &services::MANIFESTS,
    &events::EVENTS,
    &events::AUDIT_EVENTS,
    &events::COMMUNICATION_EVENTS,
    &system::K8S_CONFIGS,
    &system::SMTP_CONNECTIONS,
    &system::TENANTS,
];

/// The kind of what `type` says so of itself.
pub fn kind(record: &str) -> Option<&'static Kind> {
    KINDS.into_iter().find(|kind| kind.record == record)
}

/// Calls that need no session: signing in.
pub const OPEN: [&Endpoint; 1] = [&sessions::CREATE];

/// All others.
pub const CLOSED: [&Endpoint; 47] = [
    &sessions::VERIFY,
    &users::OWN,
    &users::LIST,
    &users::GET,
    &users::CREATE,
    &users::UPDATE,
    &users::DELETE,
    &groups::LIST,
    &groups::GET,
    &groups::CREATE,
    &groups::UPDATE,
    &groups::DELETE,
    &access_keys::LIST,
    &access_keys::GET,
    &access_keys::CREATE,
    &access_keys::UPDATE,
    &access_keys::DELETE,
    &access_keys::GET_OR_CREATE,
    &projects::LIST,
    &projects::GET,
    &projects::CREATE,
    &projects::UPDATE,
    &projects::DELETE,
    &projects::BY_NAME,
    &projects::UPDATE_BY_NAME,
    &projects::MAY,
    &projects::SET_MEMBERS,
    &jobs::LIST,
    &jobs::GET,
    &services::LIST,
    &services::SAVE,
    &events::LIST,
    &events::LIST_AUDIT,
    &events::LIST_COMMUNICATION,
    &events::DELETE_ALL,
    &events::DELETE_ALL_COMMUNICATION,
    &events::EMIT,
    &system::LIST_K8S,
    &system::GET_K8S,
    &system::LIST_SMTP,
    &system::GET_SMTP,
    &system::UPDATE_SMTP,
    &system::RELOAD,
    &system::VERSION,
    &system::LIST_TENANTS,
    &system::GET_TENANT,
    &system::STATISTICS,
];
