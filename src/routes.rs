//! Every place of the console, once: its path, its title, and its way back.

mod control;
mod dss;

use pilothouse_wire::ServiceId;
use pilothouse_wire::dss::Login;

pub use control::ControlPlace;
pub use dss::DssPlace;

use crate::domain::segment::{escape, unescape};

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What needs attention on a node.
    Overview {
        /// The node's id.
        node: String,
    },
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
    /// All nodes of the configuration beside each other.
    Compare {
        /// The id of the node that the others are held against.
        node: String,
    },
    /// A node's admin keys.
    Keys {
        /// The node's id.
        node: String,
    },
    /// A node's metrics.
    Metrics {
        /// The node's id.
        node: String,
    },
    /// The calls of this session.
    Journal {
        /// The node's id.
        node: String,
    },
    /// A node's caches, and cleaning it.
    Maintenance {
        /// The node's id.
        node: String,
    },
    /// Role and kitchens of the signed-in user.
    Kitchens,
    /// A place of DSS.
    Dss {
        /// In whose name, where an administrator acts as somebody else: part of the address, so that a link keeps it.
        actor: Option<Login>,
        /// Where.
        place: DssPlace,
    },
    /// A place of the control plane.
    Control(ControlPlace),
}

impl Route {
    /// The address below the console's own folder.
    pub fn path(&self) -> String {
        match self {
            Self::Overview { node } => ["/nodes/", &escape(node), "/overview"].concat(),
            Self::Services { node } => ["/nodes/", &escape(node), "/services"].concat(),
            Self::Service { node, service } => {
                ["/nodes/", &escape(node), "/services/", &escape(service.as_str())].concat()
            }
            Self::Compare { node } => ["/nodes/", &escape(node), "/compare"].concat(),
            Self::Keys { node } => ["/nodes/", &escape(node), "/keys"].concat(),
            Self::Metrics { node } => ["/nodes/", &escape(node), "/metrics"].concat(),
            Self::Journal { node } => ["/nodes/", &escape(node), "/journal"].concat(),
            Self::Maintenance { node } => ["/nodes/", &escape(node), "/maintenance"].concat(),
            Self::Kitchens => "/account/kitchens".into(),
            Self::Control(place) => place.path(),
            Self::Dss { actor: None, place } => place.path(),
            Self::Dss { actor: Some(actor), place } => ["/as/", &escape(actor.as_str()), &place.path()].concat(),
        }
    }

    /// The place of an address, where it is one.
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.trim_matches('/');
        let mut steps = path.split('/');
        match steps.next()? {
            "nodes" => {}
            "as" => {
                let (actor, rest) = path.strip_prefix("as/")?.split_once('/')?;
                let actor = Some(Login::parse(&unescape(actor)?).ok()?);
                return DssPlace::parse(rest).map(|place| Self::Dss { actor, place });
            }
            "account" if path == "account/kitchens" => return Some(Self::Kitchens),
            "control" => return ControlPlace::parse(path).map(Self::Control),
            _ => return DssPlace::parse(path).map(|place| Self::Dss { actor: None, place }),
        }
        let node = unescape(steps.next()?)?;
        let route = match (steps.next()?, steps.next()) {
            ("overview", None) => Self::Overview { node },
            ("services", None) => Self::Services { node },
            ("services", Some(service)) => Self::Service { node, service: ServiceId::parse(&unescape(service)?).ok()? },
            ("compare", None) => Self::Compare { node },
            ("keys", None) => Self::Keys { node },
            ("metrics", None) => Self::Metrics { node },
            ("journal", None) => Self::Journal { node },
            ("maintenance", None) => Self::Maintenance { node },
            _ => return None,
        };
        steps.next().is_none().then_some(route)
    }

    /// What the page is called, in its heading and in the window's title.
    pub fn title(&self) -> String {
        match self {
            Self::Overview { .. } => "Overview".into(),
            Self::Services { .. } => "Services".into(),
            Self::Service { service, .. } => service.to_string(),
            Self::Compare { .. } => "Nodes side by side".into(),
            Self::Keys { .. } => "Admin keys".into(),
            Self::Metrics { .. } => "Metrics".into(),
            Self::Journal { .. } => "Journal".into(),
            Self::Maintenance { .. } => "Maintenance".into(),
            Self::Kitchens => "Kitchens".into(),
            Self::Control(place) => place.title(),
            Self::Dss { actor: None, place } => place.title(),
            Self::Dss { actor: Some(actor), place } => [&place.title(), " as ", actor.as_str()].concat(),
        }
    }

    /// The node it belongs to, where it belongs to one.
    pub fn node(&self) -> Option<&str> {
        match self {
            Self::Overview { node }
            | Self::Services { node }
            | Self::Service { node, .. }
            | Self::Compare { node }
            | Self::Keys { node }
            | Self::Metrics { node }
            | Self::Journal { node }
            | Self::Maintenance { node } => Some(node),
            Self::Kitchens | Self::Control(_) | Self::Dss { .. } => None,
        }
    }

    /// The pages of a node, in the order of the navigation.
    pub fn pages(node: &str) -> [Self; 7] {
        let node = || node.to_owned();
        [
            Self::Overview { node: node() },
            Self::Services { node: node() },
            Self::Keys { node: node() },
            Self::Metrics { node: node() },
            Self::Maintenance { node: node() },
            Self::Compare { node: node() },
            Self::Journal { node: node() },
        ]
    }

    /// The same place on another node, as far as it makes sense there; else that node's services.
    pub fn on_node(&self, node: &str) -> Self {
        let node = node.to_owned();
        match self {
            Self::Overview { .. } => Self::Overview { node },
            Self::Services { .. } | Self::Service { .. } | Self::Kitchens | Self::Control(_) | Self::Dss { .. } => {
                Self::Services { node }
            }
            Self::Compare { .. } => Self::Compare { node },
            Self::Keys { .. } => Self::Keys { node },
            Self::Metrics { .. } => Self::Metrics { node },
            Self::Journal { .. } => Self::Journal { node },
            Self::Maintenance { .. } => Self::Maintenance { node },
        }
    }
}
