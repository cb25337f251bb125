//! Which handler answers which row of DSS's contract.

use axum::{Router, handler::Handler, middleware::from_fn_with_state, routing::on};
use pilothouse_wire::{
    Endpoint,
    dss::{
        auth as a, connections as c, global_keys as k, groups as g, instance as i, personal_keys as p, projects as j,
        users as u,
    },
};

use crate::{
    auth::dss::{Access, Gate, admit},
    routes::table::{dss_bases, filter},
    state::App,
};

use super::{auth, connections, global_keys, groups, instance, personal_keys, projects, users};

/// The routes while they are put together.
struct Table {
    app: App,
    router: Router<App>,
}

impl Table {
    /// Serves a call under both spellings, behind what the contract's lists say that it needs.
    fn bind<T: 'static>(mut self, endpoint: &Endpoint, handler: impl Handler<T, App>) -> Self {
        let Some(access) = Access::of(endpoint) else { return self };
        let gate = Gate { app: self.app.clone(), access };
        for base in dss_bases() {
            let path = base + endpoint.path;
            let route =
                || on(filter(endpoint.method), handler.clone()).route_layer(from_fn_with_state(gate.clone(), admit));
            if let Some(short) = path.strip_suffix('/') {
                self.router = self.router.route(short, route());
            }
            self.router = self.router.route(&path, route());
        }
        self
    }
}

/// All of it.
pub(crate) fn router(app: &App) -> Router<App> {
    Table { app: app.clone(), router: Router::new() }
        .bind(&a::INFO, auth::info::handle)
        .bind(&u::LIST, users::list::handle)
        .bind(&u::GET, users::get::handle)
        .bind(&u::OWN, users::own::handle)
        .bind(&g::LIST, groups::list::handle)
        .bind(&p::LIST, personal_keys::list::handle)
        .bind(&p::CREATE, personal_keys::create::handle)
        .bind(&p::GET, personal_keys::get::handle)
        .bind(&p::SAVE, personal_keys::save::handle)
        .bind(&p::DELETE, personal_keys::delete::handle)
        .bind(&p::ALL, personal_keys::all::handle)
        .bind(&p::CREATE_FOR, personal_keys::create_for::handle)
        .bind(&k::LIST, global_keys::list::handle)
        .bind(&k::CREATE, global_keys::create::handle)
        .bind(&k::GET, global_keys::get::handle)
        .bind(&k::SAVE, global_keys::save::handle)
        .bind(&k::DELETE, global_keys::delete::handle)
        .bind(&j::LIST, projects::list::handle)
        .bind(&j::DATASETS, projects::datasets::handle)
        .bind(&j::PERMISSIONS, projects::permissions::handle)
        .bind(&j::SAVE_PERMISSIONS, projects::save_permissions::handle)
        .bind(&c::NAMES, connections::names::handle)
        .bind(&c::LIST, connections::list::handle)
        .bind(&c::PLUGINS, connections::plugins::handle)
        .bind(&c::PLUGIN_SETTINGS, connections::plugin_settings::handle)
        .bind(&i::INFO, instance::info::handle)
        .bind(&i::LICENSING, instance::licensing::handle)
        .bind(&i::MATRIX, instance::matrix::handle)
        .bind(&i::LOGS, instance::logs::handle)
        .bind(&i::LOG, instance::log::handle)
        .bind(&i::AUDIT, instance::audit::handle)
        .bind(&i::VARIABLES, instance::variables::handle)
        .bind(&i::SAVE_VARIABLES, instance::save_variables::handle)
        .router
}
