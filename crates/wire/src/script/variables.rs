//! The environment variables by which a script gets its secrets and files.

use super::remark;
use crate::{Method, System};

/// What a variable holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An admin key of a node; each node has its own.
    NodeKey,
    /// The token of the console's session.
    SessionToken,
    /// A key of a service, for its predictions. May be unset.
    ServiceKey,
    /// A secret that stood in a path, where it was deleted.
    DeletedKey,
    /// A secret that stood in a path and stays what it is.
    KnownKey,
    /// The path of a file.
    PackageFile,
    /// A key of DSS, a user's or a global one.
    DssKey,
    /// An access key of the control plane.
    AccessKey,
    /// A secret that stood in a body.
    Secret,
}

impl Kind {
    /// What a key is that lets one in there.
    pub(super) const fn of_key(system: System) -> Self {
        match system {
            System::Dss => Self::DssKey,
            System::ControlPlane => Self::AccessKey,
            System::Admin | System::Prediction | System::Probe | System::Automation | System::Packages => Self::NodeKey,
        }
    }

    /// What a secret in a path is.
    pub(super) const fn in_path(method: Method) -> Self {
        match method {
            Method::Delete => Self::DeletedKey,
            Method::Get | Method::Post | Method::Put => Self::KnownKey,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::NodeKey => "API_NODE_KEY",
            Self::SessionToken => "SESSION_TOKEN",
            Self::ServiceKey => "SERVICE_KEY",
            Self::DeletedKey => "DELETED_KEY",
            Self::KnownKey => "KNOWN_KEY",
            Self::PackageFile => "PACKAGE_FILE",
            Self::DssKey => "DSS_API_KEY",
            Self::AccessKey => "ACCESS_KEY",
            Self::Secret => "SECRET",
        }
    }

    const fn meaning(self) -> &'static str {
        match self {
            Self::NodeKey => "an admin key of the node at ",
            Self::SessionToken => "the token of a session, as a sign-in gives it",
            Self::ServiceKey => "a key of this service, if it wants one: ",
            Self::DeletedKey => "the key to be deleted by call ",
            Self::KnownKey => "the key to be read or changed by call ",
            Self::PackageFile => "the path of the file to be sent by call ",
            Self::DssKey => "an API key of the DSS at ",
            Self::AccessKey => "an access key with the plane “control” of the control plane at ",
            Self::Secret => "what is sent by call ",
        }
    }
}

/// A variable that a script uses.
struct Variable {
    kind: Kind,
    of: String,
    name: String,
}

/// The variables of a script, in the order in which they are first used.
#[derive(Default)]
pub(super) struct Variables(Vec<Variable>);

impl Variables {
    /// The variable's name. What is of the same kind and of the same thing has the same one; the second thing's name
    /// ends in `_2`.
    pub(super) fn name(&mut self, kind: Kind, of: &str) -> String {
        let known = self.0.iter().find(|one| one.kind == kind && one.of == of).map(|one| one.name.clone());
        known.unwrap_or_else(|| self.another(kind, of))
    }

    /// A variable of its own, whatever others are called.
    pub(super) fn another(&mut self, kind: Kind, of: &str) -> String {
        let name = numbered(kind.name(), self.0.iter().filter(|one| one.kind == kind).count() + 1);
        self.0.push(Variable { kind, of: of.to_owned(), name: name.clone() });
        name
    }

    /// Whether the script uses none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Comment lines that say what each must hold.
    pub(super) fn remarks(&self) -> String {
        let line = |one: &Variable| ["#   ", &one.name, ": ", one.kind.meaning(), &remark(&one.of), "\n"].concat();
        let lines: String = self.0.iter().map(line).collect();
        if lines.is_empty() { lines } else { ["# It needs in the environment:\n", &lines].concat() }
    }

    /// Names of those without which the script cannot run.
    pub(super) fn needed(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|one| one.kind != Kind::ServiceKey).map(|one| one.name.as_str())
    }
}

/// `name` for the first, `name_2` for the second.
pub(super) fn numbered(name: &str, number: usize) -> String {
    let mut text = name.to_owned();
    if number > 1 {
        text.push('_');
        text.push_str(&number.to_string());
    }
    text
}
