//! Secrets as a type: what must not be printed, copied or stored by accident.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// A password, token or API key. Prints as `Secret(..)`; neither `Clone` nor `Serialize`.
/// Its readers call [`Secret::expose`], a word one can search for.
#[derive(PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes the text into custody.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself: only for a request, for the one time it is shown, and for the clipboard.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is any text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        String::deserialize(input).map(Self)
    }
}
