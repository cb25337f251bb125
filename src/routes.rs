//! Every place of the console, once: its path, its title, and its way back.

use pilothouse_wire::ServiceId;

use crate::domain::segment::{escape, unescape};

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// All services of a node.
    Services {
        /// The node's id.
        node: String,
    },
    /// One service.
    Service {
        /// The node's id.
        node: String,
        /// Which one.
        service: ServiceId,
    },
    /// A node's admin keys.
    Keys {
        /// The node's id.
        node: String,
    },
}

impl Route {
    /// The address below the console's own folder.
    pub fn path(&self) -> String {
        match self {
            Self::Services { node } => ["/nodes/", &escape(node), "/services"].concat(),
            Self::Service { node, service } => {
                ["/nodes/", &escape(node), "/services/", &escape(service.as_str())].concat()
            }
            Self::Keys { node } => ["/nodes/", &escape(node), "/keys"].concat(),
        }
    }

    /// The place of an address, where it is one.
    pub fn parse(path: &str) -> Option<Self> {
        let mut steps = path.trim_matches('/').split('/');
        if steps.next() != Some("nodes") {
            return None;
        }
        let node = unescape(steps.next()?)?;
        let route = match (steps.next()?, steps.next()) {
            ("services", None) => Self::Services { node },
            ("services", Some(service)) => Self::Service { node, service: ServiceId::parse(&unescape(service)?).ok()? },
            ("keys", None) => Self::Keys { node },
            _ => return None,
        };
        steps.next().is_none().then_some(route)
    }

    /// What the page is called, in its heading and in the window's title.
    pub fn title(&self) -> String {
        match self {
            Self::Services { .. } => "Services".into(),
            Self::Service { service, .. } => service.to_string(),
            Self::Keys { .. } => "Admin keys".into(),
        }
    }

    /// The node it belongs to.
    pub fn node(&self) -> &str {
        match self {
            Self::Services { node } | Self::Service { node, .. } | Self::Keys { node } => node,
        }
    }

    /// The same place on another node, as far as it makes sense there.
    pub fn on_node(&self, node: &str) -> Self {
        let node = node.to_owned();
        match self {
            Self::Services { .. } | Self::Service { .. } => Self::Services { node },
            Self::Keys { .. } => Self::Keys { node },
        }
    }
}
