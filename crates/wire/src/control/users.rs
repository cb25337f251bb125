//! Users: contract/iguazio-control-plane.md §5.1.

use super::item::{One, one};
use super::kind::{Field, Form, Kind, Relation};
use crate::{Call, Endpoint, Method, System};

/// Lists users.
pub const LIST: Endpoint = Endpoint::read("list users", System::ControlPlane, "users");
/// Reads a user.
pub const GET: Endpoint = Endpoint::read("get user", System::ControlPlane, "users/{id}");
/// Makes a user, by a job.
pub const CREATE: Endpoint =
    Endpoint::write("create user", System::ControlPlane, Method::Post, "users").hiding(&[PASSWORD]);
/// Changes a user.
pub const UPDATE: Endpoint =
    Endpoint::write("update user", System::ControlPlane, Method::Put, "users/{id}").hiding(&[PASSWORD]);
/// Deletes a user, perhaps by a job.
pub const DELETE: Endpoint = Endpoint::write("delete user", System::ControlPlane, Method::Delete, "users/{id}");
/// Reads the caller's own user.
pub const OWN: Endpoint = Endpoint::read("get own user", System::ControlPlane, "self");

/// The name to sign in with.
pub const USERNAME: &str = "username";
/// First name.
pub const FIRST_NAME: &str = "first_name";
/// Last name.
pub const LAST_NAME: &str = "last_name";
/// E-mail.
pub const EMAIL: &str = "email";
/// Write only.
pub const PASSWORD: &str = "password";
/// Unix id.
pub const UID: &str = "uid";
/// Management policies.
pub const POLICIES: &str = "assigned_policies";
/// `up` or `down`: by writing this a user is enabled or disabled.
pub const ADMIN_STATUS: &str = "admin_status";
/// `up`, `down`, `deleting`.
pub const OPERATIONAL_STATUS: &str = "operational_status";
/// When it was made.
pub const CREATED_AT: &str = "created_at";
/// When it last changed.
pub const UPDATED_AT: &str = "updated_at";
/// When its user was last active.
pub const LAST_ACTIVITY: &str = "last_activity";
/// Up.
pub const UP: &str = "up";
/// Down.
pub const DOWN: &str = "down";
/// Being deleted.
pub const DELETING: &str = "deleting";

/// The group that all users are in (§5.1, certain).
pub const ALL_USERS: &str = "all_users";
/// Relation: the groups of a user.
pub const GROUPS: &str = "user_groups";
/// Relation: the group that comes first; it is among the others too.
pub const PRIMARY_GROUP: &str = "primary_group";

/// The management policies that are known (§5.3, certain; the last in recorded responses only).
pub const KNOWN_POLICIES: [&str; 13] = [
    "IT Admin",
    "IT Admin Read Only",
    "Application Admin",
    "Security Admin",
    "Project Security Admin",
    "Project Read Only",
    "Application Read Only",
    "Data",
    "Tenant Admin",
    "Developer",
    "Service Admin",
    "System Admin",
    "Project Admin",
];

/// What the official client gives a new user (§5.1, certain).
pub const DEFAULT_POLICIES: [&str; 2] = ["Developer", "Application Read Only"];

/// Switched on, switched off.
pub const SWITCH: [&str; 2] = ["enabled", "disabled"];

/// Users.
pub static USERS: Kind = Kind {
    record: "user",
    label: USERNAME,
    list: Some(&LIST),
    get: Some(&GET),
    create: Some(&CREATE),
    update: Some(&UPDATE),
    delete: Some(&DELETE),
    fields: &[
        Field::text(USERNAME).once().needed(),
        Field::text(FIRST_NAME).needed(),
        Field::text(LAST_NAME).needed(),
        Field::text(EMAIL).needed(),
        Field::new(PASSWORD, Form::Secret),
        Field::new(UID, Form::Number).once(),
        Field::new(POLICIES, Form::Choices(&KNOWN_POLICIES)),
        Field::new("authentication_methods", Form::Choices(&["password", "sso"])).since("3.5.5"),
        Field::read("authentication_scheme", Form::Text),
        Field::new("data_access_mode", Form::Choice(&SWITCH)),
        Field::new(ADMIN_STATUS, Form::Choice(&[UP, DOWN])),
        Field::read(OPERATIONAL_STATUS, Form::Choice(&[UP, DOWN, DELETING])),
        Field::new("send_password_on_creation", Form::Flag).once(),
        Field::text("phone_number"),
        Field::text("job_title"),
        Field::text("department"),
        Field::new("description", Form::Note),
        Field::new("avatar", Form::Note),
        Field::read("idp", Form::Json),
        Field::read(CREATED_AT, Form::Moment),
        Field::read(UPDATED_AT, Form::Moment),
        Field::read("password_changed_at", Form::Moment),
        Field::read(LAST_ACTIVITY, Form::Moment),
    ],
    relations: &[
        Relation::one(PRIMARY_GROUP, "user_group").writable(),
        Relation::many(GROUPS, "user_group").writable(),
        Relation::one("tenant", "tenant"),
        Relation::many("jobs", "job"),
    ],
    secret_id: false,
};

/// The caller's own user, with its groups (§2.3, certain).
pub fn own() -> Call<One> {
    Call::new(&OWN, &[], one)
}
