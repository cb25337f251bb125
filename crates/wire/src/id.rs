//! Ids that cannot be swapped. What may stand in one: contract/dataiku-apinode.md §4.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Longest id that is accepted, in bytes; a URL with a longer one does not pass common servers.
const LONGEST: usize = 1024;

/// Why a text cannot be an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadId {
    /// Nothing was given.
    Empty,
    /// A slash, a backslash or a control character: it would change the path of a call.
    Forbidden(char),
    /// `.` or `..`: a URL would step to another path.
    Dots,
    /// Over 1,024 bytes.
    TooLong,
}

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Give an id: it is empty."),
            Self::Forbidden('/') => f.write_str("An id cannot contain “/”."),
            Self::Forbidden('\\') => f.write_str("An id cannot contain “\\”."),
            Self::Forbidden(_) => f.write_str("An id cannot contain control characters."),
            Self::Dots => f.write_str("An id cannot be “.” or “..”."),
            Self::TooLong => f.write_str("An id can be 1,024 bytes long at most."),
        }
    }
}

impl std::error::Error for BadId {}

fn check(text: &str) -> Result<(), BadId> {
    if text.is_empty() {
        return Err(BadId::Empty);
    }
    if text == "." || text == ".." {
        return Err(BadId::Dots);
    }
    if text.len() > LONGEST {
        return Err(BadId::TooLong);
    }
    match text.chars().find(|c| matches!(c, '/' | '\\') || c.is_control()) {
        Some(c) => Err(BadId::Forbidden(c)),
        None => Ok(()),
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $also:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is; refuses what could change the path of a call.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                check(text).map(|()| Self(text.to_owned()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether it holds only characters that are known to be safe in URLs and file names (inferred, §4).
            /// Others are allowed, and worth a warning.
            pub fn is_plain(&self) -> bool {
                self.0.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-' || $also.contains(&c))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                check(&text).map(|()| Self(text))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

/// Characters beyond letters, digits, `_` and `-` that are fine in a generation id.
const DOT: [char; 1] = ['.'];
const NONE: [char; 0] = [];

id!(
    /// A service of an API node.
    ServiceId,
    NONE
);
id!(
    /// A generation: one imported version of a service.
    GenerationId,
    DOT
);
id!(
    /// An endpoint inside a service.
    EndpointId,
    NONE
);
id!(
    /// The public id of an admin key (from 13.1 on), never the secret.
    KeyId,
    NONE
);
