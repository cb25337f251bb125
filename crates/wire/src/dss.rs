//! Dataiku DSS: users, groups, the caller's own account, API keys and what they may do. contract/dataiku-dss.md.
//!
//! What is edited here is put back whole, so its records are [`Whole`](crate::Whole)s, and the names of their members are
//! constants beside the calls.

pub mod auth;
pub mod connections;
pub mod global_keys;
pub mod groups;
mod identity;
pub mod instance;
pub mod name;
pub mod personal_keys;
pub mod project_keys;
pub mod projects;
pub mod users;

use crate::{Answer, Endpoint, Error, call};

pub use identity::identity;
pub use name::{ApiKeyId, GroupName, LogName, Login, ProjectKey};

/// Header by which an administrator acts as somebody else (§1, certain): the other's login.
pub const PROXY_USER: &str = "x-dku-proxyuser";
/// Header of an internal ticket (§1, certain).
pub const TICKET: &str = "x-dku-apiticket";

/// Path that the official client puts between a host and the calls; the pages write [`OTHER_PATH`] (§1, certain).
pub const CLIENT_PATH: &str = "dip/publicapi";
/// The other spelling of [`CLIENT_PATH`].
pub const OTHER_PATH: &str = "public/api";

/// What a refused key is called in an error (§1.1, certain).
pub const NOT_FOUND: &str = "com.dataiku.dip.server.controllers.NotFoundException";

/// Member of the answers to changes of users and groups, and to [`auth::TICKET_FROM_HEADERS`]: a text.
pub const MESSAGE: &str = "msg";

/// Calls that any valid login may make; what they answer depends on who asks.
pub const OPEN: [&Endpoint; 16] = [
    &personal_keys::GET,
    &personal_keys::SAVE,
    &personal_keys::DELETE,
    &auth::INFO,
    &auth::TICKET_FROM_HEADERS,
    &auth::INFO_FROM_HEADERS,
    &auth::TICKET,
    &users::NAMES,
    &users::NAME,
    &groups::NAMES,
    &connections::NAMES,
    &connections::PLUGINS,
    &connections::PLUGIN_SETTINGS,
    &projects::LIST,
    &projects::DATASETS,
    &instance::INFO,
];

/// Calls that need a user, not merely a key.
pub const OWN: [&Endpoint; 4] = [&users::OWN, &users::SAVE_OWN, &personal_keys::LIST, &personal_keys::CREATE];

/// Calls that need an administrator, or for a project its own.
pub const ADMIN: [&Endpoint; 33] = [
    &users::LIST,
    &users::CREATE,
    &users::GET,
    &users::SAVE,
    &users::DELETE,
    &users::CREATE_MANY,
    &users::EDIT_MANY,
    &users::DELETE_MANY,
    &users::ALL_ACTIVITY,
    &users::ACTIVITY,
    &groups::LIST,
    &groups::CREATE,
    &groups::GET,
    &groups::SAVE,
    &groups::DELETE,
    &personal_keys::ALL,
    &personal_keys::CREATE_FOR,
    &global_keys::LIST,
    &global_keys::CREATE,
    &global_keys::GET,
    &global_keys::SAVE,
    &global_keys::DELETE,
    &projects::PERMISSIONS,
    &projects::SAVE_PERMISSIONS,
    &connections::LIST,
    &instance::MATRIX,
    &instance::LOGS,
    &instance::LOG,
    &instance::AUDIT,
    &instance::VARIABLES,
    &instance::SAVE_VARIABLES,
    &instance::LICENSING,
    &users::TRIAL_EXPIRED,
];

/// A boolean in a query, as the official client spells it (§1, certain that it is sent so).
pub(crate) const fn word(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// A JSON value without a documented shape.
pub(crate) fn tree(answer: &Answer) -> Result<serde_json::Value, Error> {
    call::json(answer)
}
