//! Groups of users: contract/iguazio-control-plane.md §5.2.

use super::kind::{Field, Form, Kind, Relation};
use super::users::{KNOWN_POLICIES, POLICIES, SWITCH};
use crate::{Endpoint, Method, System};

/// Lists groups.
pub const LIST: Endpoint = Endpoint::read("list user groups", System::ControlPlane, "user_groups");
/// Reads a group.
pub const GET: Endpoint = Endpoint::read("get user group", System::ControlPlane, "user_groups/{id}");
/// Makes a group.
pub const CREATE: Endpoint = Endpoint::write("create user group", System::ControlPlane, Method::Post, "user_groups");
/// Changes a group.
pub const UPDATE: Endpoint =
    Endpoint::write("update user group", System::ControlPlane, Method::Put, "user_groups/{id}");
/// Deletes a group, perhaps by a job.
pub const DELETE: Endpoint =
    Endpoint::write("delete user group", System::ControlPlane, Method::Delete, "user_groups/{id}");

/// Its name.
pub const NAME: &str = "name";
/// Unix group id.
pub const GID: &str = "gid";
/// Whether the system brought it along: it is not to be deleted (inferred).
pub const SYSTEM_PROVIDED: &str = "system_provided";
/// Relation: its members.
pub const USERS_OF: &str = "users";

/// What the official client gives a new group (§5.2, certain).
pub const DEFAULT_POLICIES: [&str; 2] = ["Data", "Application Admin"];

/// Groups.
pub static GROUPS: Kind = Kind {
    record: "user_group",
    label: NAME,
    list: Some(&LIST),
    get: Some(&GET),
    create: Some(&CREATE),
    update: Some(&UPDATE),
    delete: Some(&DELETE),
    fields: &[
        Field::text(NAME).needed(),
        Field::new("description", Form::Note),
        Field::new(GID, Form::Number).once(),
        Field::read("kind", Form::Text),
        Field::new("data_access_mode", Form::Choice(&SWITCH)),
        Field::new(POLICIES, Form::Choices(&KNOWN_POLICIES)),
        Field::read(SYSTEM_PROVIDED, Form::Flag),
    ],
    relations: &[Relation::many(USERS_OF, "user").writable()],
    secret_id: false,
};
