//! What is shown of each kind of record: the columns of its list, its order, and what it is.

use pilothouse_wire::control::{
    CREATED_AT, DESCRIPTION, Field, Kind, One, TENANT, UPDATED_AT, access_keys, events, groups, jobs, projects, system,
    users,
};

/// A column.
pub(super) struct Show {
    /// A field or a relation.
    pub(super) name: &'static str,
    /// Least width in `rem`.
    pub(super) rem: f32,
    /// Its part of the rest.
    pub(super) grow: u8,
}

const fn show(name: &'static str, rem: f32, grow: u8) -> Show {
    Show { name, rem, grow }
}

/// How a kind of record is shown.
pub(super) struct Shape {
    pub(super) kind: &'static Kind,
    /// One and many.
    pub(super) noun: (&'static str, &'static str),
    /// The first names the row.
    pub(super) columns: &'static [Show],
    /// The order where the address has none.
    pub(super) sort: Option<&'static str>,
    /// What comes along with the list.
    pub(super) include: &'static [&'static str],
    /// What comes along with one record.
    pub(super) related: &'static [&'static str],
    /// What they are, where there are none.
    pub(super) about: &'static str,
}

static SHAPES: [Shape; 11] = [
    Shape {
        kind: &users::USERS,
        noun: ("user", "users"),
        columns: &[
            show(users::USERNAME, 11.0, 2),
            show(users::FIRST_NAME, 8.0, 1),
            show(users::LAST_NAME, 8.0, 1),
            show(users::EMAIL, 12.0, 2),
            show(users::OPERATIONAL_STATUS, 10.0, 0),
            show(users::ADMIN_STATUS, 7.0, 0),
            show(users::PRIMARY_GROUP, 9.0, 1),
            show(users::POLICIES, 14.0, 2),
            show(users::LAST_ACTIVITY, 9.0, 0),
            show(users::CREATED_AT, 9.0, 0),
        ],
        sort: Some(users::USERNAME),
        include: &[users::PRIMARY_GROUP],
        related: &[users::GROUPS, users::PRIMARY_GROUP, TENANT],
        about: "People who may sign in. What they may do comes from their policies and from those of their groups.",
    },
    Shape {
        kind: &groups::GROUPS,
        noun: ("group", "groups"),
        columns: &[
            show(groups::NAME, 12.0, 2),
            show(DESCRIPTION, 14.0, 3),
            show(groups::GID, 7.0, 0),
            show(users::POLICIES, 14.0, 3),
            show(groups::SYSTEM_PROVIDED, 8.0, 0),
        ],
        sort: Some(groups::NAME),
        include: &[],
        related: &[groups::USERS_OF],
        about: "Users in a group have its policies, and its roles in projects.",
    },
    Shape {
        kind: &projects::PROJECTS,
        noun: ("project", "projects"),
        columns: &[
            show(projects::NAME, 12.0, 2),
            show(DESCRIPTION, 14.0, 3),
            show(projects::OPERATIONAL_STATUS, 10.0, 0),
            show(projects::ADMIN_STATUS, 8.0, 0),
            show(projects::OWNER, 9.0, 1),
            show(projects::LABELS, 10.0, 1),
            show(CREATED_AT, 9.0, 0),
        ],
        sort: Some(projects::NAME),
        include: &[projects::OWNER],
        related: &[projects::OWNER, projects::PROJECT_GROUP, projects::LAST_JOB, TENANT],
        about: "What people work on together, with a role for each member.",
    },
    Shape {
        kind: &access_keys::ACCESS_KEYS,
        noun: ("access key", "access keys"),
        columns: &[
            show(access_keys::LABEL, 14.0, 3),
            show(access_keys::PLANES, 9.0, 1),
            show(access_keys::EXPIRES_AT, 9.0, 0),
            show(CREATED_AT, 9.0, 0),
            show(access_keys::UID, 6.0, 0),
        ],
        sort: None,
        include: &[],
        related: &[],
        about: "A key lets a program in without a password, in the name of the user who made it.",
    },
    Shape {
        kind: &jobs::JOBS,
        noun: ("job", "jobs"),
        columns: &[
            show(jobs::KIND, 16.0, 3),
            show(jobs::STATE, 8.0, 0),
            show(jobs::RESULT, 14.0, 3),
            show(jobs::CREATED_AT, 9.0, 0),
            show(jobs::UPDATED_AT, 9.0, 0),
            show(jobs::CTX_ID, 11.0, 1),
        ],
        sort: Some("-created_at"),
        include: &[],
        related: &[],
        about: "What goes on after a call has answered.",
    },
    Shape { kind: &events::EVENTS, noun: ("event", "events"), about: "What happened in the system.", ..EVENTS },
    Shape {
        kind: &events::AUDIT_EVENTS,
        noun: ("audit event", "audit events"),
        about: "Who did what, and when.",
        ..EVENTS
    },
    Shape {
        kind: &events::COMMUNICATION_EVENTS,
        noun: ("communication event", "communication events"),
        about: "What the system's components tell each other.",
        ..EVENTS
    },
    Shape {
        kind: &system::K8S_CONFIGS,
        noun: ("configuration", "configurations"),
        columns: &[
            show(system::NAMESPACE, 12.0, 2),
            show(system::HTTP_PORT, 10.5, 0),
            show(system::HTTPS_PORT, 10.5, 0),
            show(CREATED_AT, 9.0, 0),
            show(UPDATED_AT, 9.0, 0),
        ],
        sort: None,
        include: &[],
        related: &[],
        about: "How the system lies in its Kubernetes cluster.",
    },
    Shape {
        kind: &system::SMTP_CONNECTIONS,
        noun: ("SMTP connection", "SMTP connections"),
        columns: &[
            show(system::SERVER_ADDRESS, 14.0, 2),
            show(system::MODE, 8.0, 0),
            show(system::SENDER_ADDRESS, 14.0, 2),
            show(system::AUTH_USERNAME, 10.0, 1),
        ],
        sort: None,
        include: &[],
        related: &[],
        about: "The mail server by which the system sends e-mails.",
    },
    Shape {
        kind: &system::TENANTS,
        noun: ("tenant", "tenants"),
        columns: &[show(system::TENANT_NAME, 14.0, 1)],
        sort: None,
        include: &[],
        related: &[],
        about: "Users and projects belong to a tenant.",
    },
];

/// What the three kinds of events have alike.
const EVENTS: Shape = Shape {
    kind: &events::EVENTS,
    noun: ("event", "events"),
    columns: &[
        show(events::KIND, 16.0, 2),
        show(events::TIME, 9.0, 0),
        show(events::SEVERITY, 7.0, 0),
        show(events::USER_ID, 9.0, 1),
        show(events::DESCRIPTION, 18.0, 4),
        show(events::CLASSIFICATION, 8.0, 0),
        show(events::SOURCE, 9.0, 1),
        show(events::VISIBILITY, 8.0, 0),
    ],
    sort: Some("-timestamp_iso8601"),
    include: &[],
    related: &[],
    about: "",
};

/// How a kind is shown; the first stands for what nobody has described.
pub(super) fn of(kind: &Kind) -> &'static Shape {
    SHAPES.iter().find(|shape| shape.kind == kind).unwrap_or(&SHAPES[0])
}

/// Fields whose words a relation shows as a link.
const LINKED: [(&str, &str, &str); 1] = [("project", projects::OWNER_USERNAME, projects::OWNER)];

/// Whether a relation says the same as a field: what is at its end came along, so that it is shown by its name.
pub(super) fn is_linked(kind: &Kind, field: &Field, one: &One) -> bool {
    LINKED.iter().any(|(record, name, relation)| {
        let came = |id: &str| one.included.iter().any(|item| item.id == id);
        (*record, *name) == (kind.record, field.name) && one.item.one(relation).is_some_and(|link| came(&link.id))
    })
}
