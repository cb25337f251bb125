//! One row of a contract's table: what the call builders and the sandbox's router are both made from.

/// The methods that the contracts use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or acts.
    Post,
    /// Puts a whole thing.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// As the request line has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Which API a call belongs to; it decides the base address and the credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum System {
    /// The API node's admin API: contract/dataiku-apinode.md §1.
    Admin,
    /// The API node's prediction API: contract/dataiku-apinode.md §7.
    Prediction,
    /// What load balancers ask an API node: contract/dataiku-apinode.md §2.6.
    Probe,
    /// The automation API, which gives the session: contract/datakitchen-automation.md.
    Automation,
    /// Dataiku DSS: contract/dataiku-dss.md. Its base address ends in [`crate::dss::CLIENT_PATH`] or in the other spelling.
    Dss,
    /// The control plane: contract/iguazio-control-plane.md.
    ControlPlane,
    /// The drop folder in front of a node: any web server that takes PUT (our choice, the API has no upload).
    Packages,
}

impl System {
    /// What stands between the system's base address and a call's path.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Admin => "admin/api/",
            Self::Prediction => "public/api/v1/",
            Self::Automation => "v2/",
            Self::ControlPlane => "api/",
            Self::Probe | Self::Packages | Self::Dss => "",
        }
    }
}

/// One call of a contract.
#[derive(Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The contract's own word for it, as screens and journals show it.
    pub name: &'static str,
    /// Where it belongs.
    pub system: System,
    /// How it is called.
    pub method: Method,
    /// Path below the system's prefix, with `{…}` for what varies: `services/{service}/actions/enable`.
    pub path: &'static str,
    /// Whether sending it twice does no more than sending it once, so that it may be repeated without asking.
    pub repeatable: bool,
    /// The version of the system from which on it is there, where the contract knows one: an older one answers 404.
    pub since: Option<&'static str>,
    /// Members of the JSON it sends, at any depth, that are secret with all that is inside them; `*` stands for all.
    pub hides: &'static [&'static str],
}

impl Endpoint {
    /// A call that reads.
    pub const fn read(name: &'static str, system: System, path: &'static str) -> Self {
        Self { name, system, method: Method::Get, path, repeatable: true, since: None, hides: &[] }
    }

    /// A call that changes something.
    pub const fn write(name: &'static str, system: System, method: Method, path: &'static str) -> Self {
        Self { name, system, method, path, repeatable: false, since: None, hides: &[] }
    }

    /// The call came with that version.
    pub const fn since(mut self, version: &'static str) -> Self {
        self.since = Some(version);
        self
    }

    /// The call's JSON holds secrets.
    pub const fn hiding(mut self, members: &'static [&'static str]) -> Self {
        self.hides = members;
        self
    }

    /// A call that only asks, though its method is not GET.
    pub const fn ask(name: &'static str, system: System, path: &'static str) -> Self {
        Self { name, system, method: Method::Post, path, repeatable: true, since: None, hides: &[] }
    }
}
