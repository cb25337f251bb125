//! Names and ids of DSS. They are people's own words: spaces, `@`, `/`, `%` and any script may stand in them; a call
//! encodes them.

use std::fmt;

/// Longest name that is accepted, in bytes; a URL with a longer one does not pass common servers.
const LONGEST: usize = 1024;

/// Why a text cannot be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadName {
    /// Nothing was given.
    Empty,
    /// A control character.
    Control,
    /// `.` or `..`: no URL can say it, encoded or not.
    Dots,
    /// Over 1,024 bytes.
    TooLong,
}

impl fmt::Display for BadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Give a name: it is empty.",
            Self::Control => "A name cannot contain control characters.",
            Self::Dots => "A name cannot be “.” or “..”.",
            Self::TooLong => "A name can be 1,024 bytes long at most.",
        })
    }
}

impl std::error::Error for BadName {}

pub(crate) fn check(text: &str) -> Result<(), BadName> {
    match text {
        "" => Err(BadName::Empty),
        "." | ".." => Err(BadName::Dots),
        _ if text.len() > LONGEST => Err(BadName::TooLong),
        _ if text.chars().any(char::is_control) => Err(BadName::Control),
        _ => Ok(()),
    }
}

/// A type for names of one sort; the control plane's ids are made so too.
macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is; refuses what no URL can say.
            pub fn parse(text: &str) -> Result<Self, $crate::dss::name::BadName> {
                $crate::dss::name::check(text).map(|()| Self(text.to_owned()))
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::dss::name::BadName;
            fn try_from(text: String) -> Result<Self, $crate::dss::name::BadName> {
                $crate::dss::name::check(&text).map(|()| Self(text))
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    };
}

pub(crate) use name;

name!(
    /// A user's login.
    Login
);
name!(
    /// A group's name, which is its id.
    GroupName
);
name!(
    /// A project's key.
    ProjectKey
);
name!(
    /// The id of a personal or global API key, never its secret.
    ApiKeyId
);
name!(
    /// The name of a log file.
    LogName
);
name!(
    /// A plugin's id.
    PluginId
);
name!(
    /// What kind of event a line of one's own in the audit trail is.
    AuditKind
);
