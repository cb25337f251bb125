//! "May I?", with the reason.

/// Whether an action is open, and if not, why: a button takes one, so a disabled button always has a reason to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// The action may be tried.
    Yes,
    /// It may not; the text says why, as a full sentence.
    No(String),
}

impl Allowed {
    /// Closed for a reason.
    pub fn no(reason: impl Into<String>) -> Self {
        Self::No(reason.into())
    }

    /// `Yes` where the condition holds, otherwise `No` with the reason.
    pub fn when(condition: bool, reason: &str) -> Self {
        if condition { Self::Yes } else { Self::no(reason) }
    }

    /// The reason, where there is one.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Yes => None,
            Self::No(reason) => Some(reason),
        }
    }
}
