//! Which handler answers which row of the contract. A path stands in `pilothouse-wire` and nowhere here.

use axum::{
    Router,
    handler::Handler,
    routing::{MethodFilter, on},
};
use pilothouse_wire::{
    Endpoint, Method, System,
    api_node::{self, generations as g, keys as k, maintenance as m, mapping as map, prediction as p, services as s},
    automation, packages as drop_folder,
};

use crate::state::App;

use super::{generations, keys, maintenance, mapping, node, packages, prediction, services, session};

/// Where a system begins: the base address that its clients are given.
#[must_use]
pub const fn base(system: System) -> &'static str {
    match system {
        System::Admin | System::Prediction | System::Probe => "/apinode/",
        System::Automation => "/automation/",
        System::Packages => "/packages/",
    }
}

/// Where a system's calls begin: its base address and its own prefix.
#[must_use]
pub fn mount(system: System) -> String {
    [base(system), system.prefix()].concat()
}

fn bind<T: 'static>(router: Router<App>, endpoint: &Endpoint, handler: impl Handler<T, App>) -> Router<App> {
    let method = match endpoint.method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Delete => MethodFilter::DELETE,
    };
    let path = [&mount(endpoint.system), endpoint.path].concat();
    let router = match path.strip_suffix('/') {
        // The reference writes one path without the slash that the client sends (§2.1): both are served.
        Some(short) => router.route(short, on(method, handler.clone())),
        None => router,
    };
    router.route(&path, on(method, handler))
}

/// The admin API: all that an admin key or a session is needed for.
pub(crate) fn admin() -> Router<App> {
    let mut router = Router::new();
    router = bind(router, &s::LIST, services::list::handle);
    router = bind(router, &s::CREATE, services::create::handle);
    router = bind(router, &s::DELETE, services::delete::handle);
    router = bind(router, &s::ENABLE, services::enable::handle);
    router = bind(router, &s::DISABLE, services::disable::handle);
    router = bind(router, &g::LIST, generations::list::handle);
    router = bind(router, &g::IMPORT, generations::import::handle);
    router = bind(router, &g::PRELOAD, generations::preload::handle);
    router = bind(router, &map::SET, mapping::set::handle);
    router = bind(router, &map::SWITCH_TO, mapping::switch_to::handle);
    router = bind(router, &map::SWITCH_TO_NEWEST, mapping::switch_to_newest::handle);
    router = bind(router, &k::LIST, keys::list::handle);
    router = bind(router, &k::ADD, keys::add::handle);
    router = bind(router, &k::DELETE_BY_ID, keys::delete_by_id::handle);
    router = bind(router, &k::DELETE_BY_SECRET, keys::delete_by_secret::handle);
    router = bind(router, &m::METRICS, maintenance::metrics::handle);
    router = bind(router, &m::CLEAN_UNUSED, maintenance::clean_unused::handle);
    router = bind(router, &m::IMPORT_CODE_ENVS, maintenance::import_code_envs::handle);
    router = bind(router, &m::CLEAN_CODE_ENVS, maintenance::clean_code_envs::handle);
    router = bind(router, &m::REGISTER_CODE_ENV, maintenance::register_code_env::handle);
    router = bind(router, &m::IMPORT_MODEL, maintenance::import_model::handle);
    bind(router, &m::CLEAR_MODELS, maintenance::clear_models::handle)
}

/// The drop folder; needs what the admin API needs.
pub(crate) fn drop_folder() -> Router<App> {
    bind(Router::new(), &drop_folder::UPLOAD, packages::upload::handle)
}

/// The prediction API, the probe and the session: open, or with credentials that the handler itself looks at.
pub(crate) fn open() -> Router<App> {
    let mut router = Router::new();
    router = bind(router, &p::PREDICT, prediction::predict::handle);
    router = bind(router, &p::PREDICT_MULTI, prediction::predict_multi::handle);
    router = bind(router, &p::PREDICT_SIMPLE, prediction::predict_simple::handle);
    router = bind(router, &p::SWAGGER, prediction::swagger::handle);
    for other in [&p::FORECAST, &p::PREDICT_EFFECT, &p::PREDICT_EFFECT_MULTI, &p::QUERY, &p::LOOKUP] {
        router = bind(router, other, prediction::unserved::handle);
    }
    for other in [&p::LOOKUP_MULTI, &p::RUN] {
        router = bind(router, other, prediction::unserved::handle);
    }
    router = bind(router, &api_node::IS_ALIVE, node::is_alive::handle);
    router = bind(router, &automation::LOGIN, session::login::handle);
    router = bind(router, &automation::VALIDATE, session::validate::handle);
    bind(router, &automation::USER_INFO, session::user_info::handle)
}
