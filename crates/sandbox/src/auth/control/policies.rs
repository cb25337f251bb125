//! Which of the management policies a call takes. The contract does not know (§11): all of this is a sandbox choice.

use pilothouse_wire::{
    Endpoint,
    control::{events, groups, jobs, projects, system, users},
};

/// Edits users, groups and their policies; somebody who is up always has it.
pub const SECURITY_ADMIN: &str = "Security Admin";
const IT_ADMIN: &str = "IT Admin";
const IT_READER: &str = "IT Admin Read Only";
const SYSTEM_ADMIN: &str = "System Admin";

/// Who may edit users and groups.
pub const SECURITY: [&str; 1] = [SECURITY_ADMIN];
/// Who may edit the system's own settings.
pub const IT: [&str; 2] = [IT_ADMIN, SYSTEM_ADMIN];
/// Who may look at them.
pub const IT_READERS: [&str; 3] = [IT_ADMIN, IT_READER, SYSTEM_ADMIN];
/// Who may look at what went on.
pub const WATCHERS: [&str; 4] = [SECURITY_ADMIN, IT_ADMIN, IT_READER, SYSTEM_ADMIN];
/// Who may write events and delete them.
pub const SYSTEM: [&str; 1] = [SYSTEM_ADMIN];

/// Who applies app services.
pub const SERVICES: [&str; 1] = ["Service Admin"];
/// Who may make projects, which are theirs then.
pub const PROJECT_MAKERS: [&str; 4] = ["Developer", "Application Admin", "Project Security Admin", IT_ADMIN];
/// Who rules every project, its members included.
pub const PROJECT_RULERS: [&str; 2] = ["Project Security Admin", IT_ADMIN];
/// Who may look at every project.
pub const PROJECT_READERS: [&str; 2] = ["Project Read Only", IT_READER];

/// Calls that take a policy; all others take any user, and what they do may take more.
const RULES: [(&Endpoint, &[&str]); 20] = [
    (&users::CREATE, &SECURITY),
    (&users::DELETE, &SECURITY),
    (&groups::CREATE, &SECURITY),
    (&groups::UPDATE, &SECURITY),
    (&groups::DELETE, &SECURITY),
    (&jobs::LIST, &WATCHERS),
    (&events::LIST, &WATCHERS),
    (&events::LIST_AUDIT, &WATCHERS),
    (&events::LIST_COMMUNICATION, &WATCHERS),
    (&events::DELETE_ALL, &SYSTEM),
    (&events::DELETE_ALL_COMMUNICATION, &SYSTEM),
    (&events::EMIT, &SYSTEM),
    (&system::LIST_K8S, &IT_READERS),
    (&system::GET_K8S, &IT_READERS),
    (&system::LIST_SMTP, &IT_READERS),
    (&system::GET_SMTP, &IT_READERS),
    (&system::UPDATE_SMTP, &IT),
    (&system::RELOAD, &IT),
    (&system::STATISTICS, &IT),
    (&projects::CREATE, &PROJECT_MAKERS),
];

/// The policies of which a call takes one; none where any user may make it.
pub fn needed(endpoint: &Endpoint) -> &'static [&'static str] {
    RULES.into_iter().find(|(one, _)| *one == endpoint).map_or(&[], |(_, policies)| policies)
}
