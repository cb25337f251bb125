//! Places of DSS: one's own account, and everyone's access.

use pilothouse_wire::dss::{ApiKeyId, GroupName, LogName, Login, ProjectKey};

use crate::domain::segment::{escape, unescape};

/// A place of DSS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DssPlace {
    /// One's own account.
    Account,
    /// One's own API keys.
    AccountKeys,
    /// All users.
    Users,
    /// One user.
    User(Login),
    /// All groups.
    Groups,
    /// One group.
    Group(GroupName),
    /// Everyone's API keys.
    ApiKeys,
    /// One global API key.
    ApiKey(ApiKeyId),
    /// What keys and users can do.
    Rights,
    /// All projects.
    Projects,
    /// Who may do what in a project.
    Project(ProjectKey),
    /// The authorization matrix.
    Matrix,
    /// The global variables.
    Variables,
    /// All log files.
    Logs,
    /// One log file.
    Log(LogName),
    /// What the instance says of itself.
    Instance,
}

impl DssPlace {
    /// The address below the console's own folder and the actor.
    pub(super) fn path(&self) -> String {
        let inside = |list: &str, id: &str| ["/access/", list, "/", &escape(id)].concat();
        match self {
            Self::Account => "/account".into(),
            Self::AccountKeys => "/account/keys".into(),
            Self::Users => "/access/users".into(),
            Self::User(login) => inside("users", login.as_str()),
            Self::Groups => "/access/groups".into(),
            Self::Group(name) => inside("groups", name.as_str()),
            Self::ApiKeys => "/access/keys".into(),
            Self::ApiKey(id) => inside("keys", id.as_str()),
            Self::Rights => "/access/rights".into(),
            Self::Projects => "/access/projects".into(),
            Self::Project(key) => inside("projects", key.as_str()),
            Self::Matrix => "/access/matrix".into(),
            Self::Variables => "/access/variables".into(),
            Self::Logs => "/access/logs".into(),
            Self::Log(name) => inside("logs", name.as_str()),
            Self::Instance => "/access/instance".into(),
        }
    }

    /// The place of an address, where it is one.
    pub(super) fn parse(path: &str) -> Option<Self> {
        let mut steps = path.trim_matches('/').split('/');
        let place = match (steps.next()?, steps.next(), steps.next()) {
            ("account", None, None) => Self::Account,
            ("account", Some("keys"), None) => Self::AccountKeys,
            ("access", Some(list), None) => Self::of_list(list)?,
            ("access", Some(list), Some(id)) => Self::inside(list, &unescape(id)?)?,
            _ => return None,
        };
        steps.next().is_none().then_some(place)
    }

    fn of_list(list: &str) -> Option<Self> {
        Some(match list {
            "users" => Self::Users,
            "groups" => Self::Groups,
            "keys" => Self::ApiKeys,
            "rights" => Self::Rights,
            "projects" => Self::Projects,
            "matrix" => Self::Matrix,
            "variables" => Self::Variables,
            "logs" => Self::Logs,
            "instance" => Self::Instance,
            _ => return None,
        })
    }

    fn inside(list: &str, id: &str) -> Option<Self> {
        match list {
            "users" => Login::parse(id).ok().map(Self::User),
            "groups" => GroupName::parse(id).ok().map(Self::Group),
            "keys" => ApiKeyId::parse(id).ok().map(Self::ApiKey),
            "projects" => ProjectKey::parse(id).ok().map(Self::Project),
            "logs" => LogName::parse(id).ok().map(Self::Log),
            _ => None,
        }
    }

    /// What the page is called.
    pub(super) fn title(&self) -> String {
        match self {
            Self::Account => "My account".into(),
            Self::AccountKeys => "My API keys".into(),
            Self::Users => "Users".into(),
            Self::User(login) => login.to_string(),
            Self::Groups => "Groups".into(),
            Self::Group(name) => name.to_string(),
            Self::ApiKeys => "API keys".into(),
            Self::ApiKey(id) => ["API key ", id.as_str()].concat(),
            Self::Rights => "Effective rights".into(),
            Self::Projects => "Projects".into(),
            Self::Project(key) => key.to_string(),
            Self::Matrix => "Authorization matrix".into(),
            Self::Variables => "Global variables".into(),
            Self::Logs => "Logs".into(),
            Self::Log(name) => name.to_string(),
            Self::Instance => "Instance".into(),
        }
    }

    /// The pages that need no more to be named, in the order of the navigation.
    pub const fn pages() -> [Self; 11] {
        [
            Self::Account,
            Self::AccountKeys,
            Self::Users,
            Self::Groups,
            Self::ApiKeys,
            Self::Rights,
            Self::Projects,
            Self::Matrix,
            Self::Variables,
            Self::Logs,
            Self::Instance,
        ]
    }
}
