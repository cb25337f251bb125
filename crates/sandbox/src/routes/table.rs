//! Which handler answers which row of the contract. A path stands in `pilothouse-wire` and nowhere here.

use axum::{
    Router,
    handler::Handler,
    routing::{MethodFilter, on},
};
use pilothouse_wire::{
    Endpoint, Method, System,
    api_node::{self, generations as g, keys as k, maintenance as m, mapping as map, prediction as p, services as s},
    automation, dss, packages as drop_folder,
};

use crate::{nodes::NodeNumber, state::App};

use super::{generations, keys, maintenance, mapping, node, packages, prediction, services, session};

/// Where a system of a node begins: the base address that its clients are given. The session is the same for all nodes.
#[must_use]
pub fn base(node: NodeNumber, system: System) -> String {
    let name = match system {
        System::Admin | System::Prediction | System::Probe => node.of("apinode"),
        System::Automation => "automation".to_owned(),
        System::Packages => node.of("packages"),
        System::Dss => ["dss/", dss::CLIENT_PATH].concat(),
        System::ControlPlane => return CONTROL.to_owned(),
    };
    ["/", &name, "/"].concat()
}

/// Where a system's calls begin: its base address and its own prefix.
#[must_use]
pub fn mount(node: NodeNumber, system: System) -> String {
    base(node, system) + system.prefix()
}

/// Where DSS begins, in its two spellings: one implementation answers under both.
#[must_use]
pub fn dss_bases() -> [String; 2] {
    [dss::CLIENT_PATH, dss::OTHER_PATH].map(|path| ["/dss/", path, "/"].concat())
}

/// Everything that is DSS's.
pub(crate) const DSS: &str = "/dss/";

/// Everything that is the control plane's, which is one for all nodes.
pub(crate) const CONTROL: &str = "/control-plane/";

/// What the router calls a method.
pub(super) const fn filter(method: Method) -> MethodFilter {
    match method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Delete => MethodFilter::DELETE,
    }
}

/// A node's routes while they are put together.
struct Table {
    node: NodeNumber,
    router: Router<App>,
}

impl Table {
    fn of(node: NodeNumber) -> Self {
        Self { node, router: Router::new() }
    }

    fn bind<T: 'static>(mut self, endpoint: &Endpoint, handler: impl Handler<T, App>) -> Self {
        let method = filter(endpoint.method);
        let path = mount(self.node, endpoint.system) + endpoint.path;
        if let Some(short) = path.strip_suffix('/') {
            // The reference writes one path without the slash that the client sends (§2.1): both are served.
            self.router = self.router.route(short, on(method, handler.clone()));
        }
        self.router = self.router.route(&path, on(method, handler));
        self
    }
}

/// The admin API: all that an admin key or a session is needed for.
pub(crate) fn admin(node: NodeNumber) -> Router<App> {
    Table::of(node)
        .bind(&s::LIST, services::list::handle)
        .bind(&s::CREATE, services::create::handle)
        .bind(&s::DELETE, services::delete::handle)
        .bind(&s::ENABLE, services::enable::handle)
        .bind(&s::DISABLE, services::disable::handle)
        .bind(&g::LIST, generations::list::handle)
        .bind(&g::IMPORT, generations::import::handle)
        .bind(&g::PRELOAD, generations::preload::handle)
        .bind(&map::SET, mapping::set::handle)
        .bind(&map::SWITCH_TO, mapping::switch_to::handle)
        .bind(&map::SWITCH_TO_NEWEST, mapping::switch_to_newest::handle)
        .bind(&k::LIST, keys::list::handle)
        .bind(&k::ADD, keys::add::handle)
        .bind(&k::DELETE_BY_ID, keys::delete_by_id::handle)
        .bind(&k::DELETE_BY_SECRET, keys::delete_by_secret::handle)
        .bind(&m::METRICS, maintenance::metrics::handle)
        .bind(&m::CLEAN_UNUSED, maintenance::clean_unused::handle)
        .bind(&m::IMPORT_CODE_ENVS, maintenance::import_code_envs::handle)
        .bind(&m::CLEAN_CODE_ENVS, maintenance::clean_code_envs::handle)
        .bind(&m::REGISTER_CODE_ENV, maintenance::register_code_env::handle)
        .bind(&m::IMPORT_MODEL, maintenance::import_model::handle)
        .bind(&m::CLEAR_MODELS, maintenance::clear_models::handle)
        .router
}

/// The drop folder; needs what the admin API needs.
pub(crate) fn drop_folder(node: NodeNumber) -> Router<App> {
    Table::of(node).bind(&drop_folder::UPLOAD, packages::upload::handle).router
}

/// The prediction API and the probe: open to everyone.
pub(crate) fn open(node: NodeNumber) -> Router<App> {
    let table = Table::of(node)
        .bind(&p::PREDICT, prediction::predict::handle)
        .bind(&p::PREDICT_MULTI, prediction::predict_multi::handle)
        .bind(&p::PREDICT_SIMPLE, prediction::predict_simple::handle)
        .bind(&p::SWAGGER, prediction::swagger::handle)
        .bind(&api_node::IS_ALIVE, node::is_alive::handle);
    let unserved =
        [&p::FORECAST, &p::PREDICT_EFFECT, &p::PREDICT_EFFECT_MULTI, &p::QUERY, &p::LOOKUP, &p::LOOKUP_MULTI, &p::RUN];
    unserved.into_iter().fold(table, |table, other| table.bind(other, prediction::unserved::handle)).router
}

/// The session, which is the same for all nodes: its handlers look at the credentials themselves.
pub(crate) fn session() -> Router<App> {
    Table::of(NodeNumber::FIRST)
        .bind(&automation::LOGIN, session::login::handle)
        .bind(&automation::VALIDATE, session::validate::handle)
        .bind(&automation::USER_INFO, session::user_info::handle)
        .bind(&automation::kitchens::LIST, session::kitchens::handle)
        .router
}
