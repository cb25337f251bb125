//! Places of the control plane: a list for each kind of record, a page for each record, and the app services.

use pilothouse_wire::control::{self, Kind, access_keys, events, groups, jobs, projects, system, users};

use crate::domain::segment::{escape, unescape};

/// A place of the control plane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlPlace {
    /// All records of a kind.
    List(&'static Kind),
    /// One record, by its id, or by what stands for an id that is a secret.
    Record(&'static Kind, String),
    /// The app services.
    Services,
}

/// What the lists are called in addresses and in words.
static LISTS: [(&Kind, &str, &str); 11] = [
    (&users::USERS, "users", "Users"),
    (&groups::GROUPS, "groups", "Groups"),
    (&access_keys::ACCESS_KEYS, "access-keys", "Access keys"),
    (&projects::PROJECTS, "projects", "Projects"),
    (&jobs::JOBS, "jobs", "Jobs"),
    (&events::EVENTS, "events", "Events"),
    (&events::AUDIT_EVENTS, "audit", "Audit"),
    (&events::COMMUNICATION_EVENTS, "communication", "Communication events"),
    (&system::K8S_CONFIGS, "kubernetes", "Kubernetes"),
    (&system::SMTP_CONNECTIONS, "smtp", "SMTP"),
    (&system::TENANTS, "tenants", "Tenants"),
];

const SERVICES: &str = "services";

fn list(kind: &Kind) -> (&'static str, &'static str) {
    let found = LISTS.iter().find(|(known, _, _)| *known == kind);
    found.map_or(("", ""), |(_, path, title)| (path, title))
}

impl ControlPlace {
    /// The address below the console's own folder.
    pub(super) fn path(&self) -> String {
        match self {
            Self::List(kind) => ["/control/", list(kind).0].concat(),
            Self::Record(kind, id) => ["/control/", list(kind).0, "/", &escape(id)].concat(),
            Self::Services => ["/control/", SERVICES].concat(),
        }
    }

    /// The place of an address, where it is one.
    pub(super) fn parse(path: &str) -> Option<Self> {
        let mut steps = path.trim_matches('/').split('/');
        let (Some("control"), name, id, None) = (steps.next(), steps.next()?, steps.next(), steps.next()) else {
            return None;
        };
        let kind = LISTS.iter().find(|(_, path, _)| *path == name).map(|(kind, _, _)| *kind);
        match (kind, id) {
            (Some(kind), None) => Some(Self::List(kind)),
            (Some(kind), Some(id)) if kind.get.is_some() => {
                let id = control::Id::parse(&unescape(id)?).ok()?;
                Some(Self::Record(kind, id.to_string()))
            }
            (None, None) if name == SERVICES => Some(Self::Services),
            (Some(_) | None, _) => None,
        }
    }

    /// What the list of the place is called on its own page.
    pub fn heading(&self) -> &'static str {
        match self {
            Self::List(kind) | Self::Record(kind, _) => list(kind).1,
            Self::Services => "App services",
        }
    }

    /// What the page is called among all pages: other systems have users and projects too.
    pub(super) fn title(&self) -> String {
        match self {
            Self::List(_) | Self::Services => ["Control plane: ", &self.heading().to_lowercase()].concat(),
            Self::Record(kind, id) if kind.secret_id => ["Control plane: access key ", id].concat(),
            Self::Record(_, id) => ["Control plane: ", &self.heading().to_lowercase(), " ", id].concat(),
        }
    }

    /// The pages that need no more to be named, in the order of the navigation.
    pub fn pages() -> [Self; 12] {
        [
            Self::List(&users::USERS),
            Self::List(&groups::GROUPS),
            Self::List(&projects::PROJECTS),
            Self::List(&access_keys::ACCESS_KEYS),
            Self::Services,
            Self::List(&jobs::JOBS),
            Self::List(&events::EVENTS),
            Self::List(&events::AUDIT_EVENTS),
            Self::List(&events::COMMUNICATION_EVENTS),
            Self::List(&system::K8S_CONFIGS),
            Self::List(&system::SMTP_CONNECTIONS),
            Self::List(&system::TENANTS),
        ]
    }

    /// Whether other pages lead there: it has no place in the navigation.
    pub fn is_aside(&self) -> bool {
        *self == Self::List(&events::COMMUNICATION_EVENTS) || *self == Self::List(&system::TENANTS)
    }

    /// Whether a place is this page or one below it.
    pub fn holds(&self, place: &Self) -> bool {
        match (self, place) {
            (Self::List(kind), Self::List(other) | Self::Record(other, _)) => kind == other,
            (Self::Services, Self::Services) => true,
            (Self::List(_) | Self::Services | Self::Record(..), _) => self == place,
        }
    }
}
