//! Whom the pages of a place speak to.

use leptos::prelude::*;

use super::{Control, Dss, Node};

/// The server at the other end. One context for all kinds: a place that has none of its own must not find the one of
/// the place before, whose handles are gone.
#[derive(Clone, Copy)]
#[expect(clippy::large_enum_variant, reason = "handles only, and there is one of it")]
pub enum There {
    /// An API node.
    Node(Node),
    /// DSS, perhaps in somebody's name.
    Dss(Dss),
    /// The session's own API.
    Session,
    /// The control plane.
    Control(Control),
}

impl There {
    /// Hands it to the pages below; "there is none" too.
    pub fn provide(there: Option<Self>) {
        provide_context(there);
    }

    /// The server of the page.
    pub fn here() -> Option<Self> {
        use_context::<Option<Self>>().flatten()
    }
}

/// The node of the page.
pub fn use_node() -> Node {
    match There::here() {
        Some(There::Node(node)) => node,
        Some(There::Dss(_) | There::Session | There::Control(_)) | None => panic!("a page of a node stands elsewhere"),
    }
}

/// DSS as the page sees it.
pub fn use_dss() -> Dss {
    match There::here() {
        Some(There::Dss(dss)) => dss,
        Some(There::Node(_) | There::Session | There::Control(_)) | None => panic!("a page of DSS stands elsewhere"),
    }
}

/// The control plane of the page.
pub fn use_control() -> Control {
    match There::here() {
        Some(There::Control(control)) => control,
        Some(There::Node(_) | There::Dss(_) | There::Session) | None => {
            panic!("a page of the control plane stands elsewhere")
        }
    }
}
