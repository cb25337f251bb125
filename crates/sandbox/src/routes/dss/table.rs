//! Which handler answers which row of DSS's contract.

use axum::{Router, handler::Handler, middleware::from_fn_with_state, routing::on};
use pilothouse_wire::{
    Endpoint,
    dss::{auth as a, groups as g, users as u},
};

use crate::{
    auth::dss::{Access, Gate, admit},
    routes::table::{dss_bases, filter},
    state::App,
};

use super::{auth, groups, users};

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
        .router
}
