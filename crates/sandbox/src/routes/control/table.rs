//! Which handler answers which row of the control plane's contract.

use axum::{Router, handler::Handler, middleware::from_fn_with_state, routing::on};
use pilothouse_wire::{
    Endpoint,
    control::{
        CLOSED, access_keys as k, events as e, groups as g, jobs as j, projects as p, services as s, sessions as n,
        system as y, users as u,
    },
};

use crate::{
    auth::control::{Gate, admit},
    nodes::NodeNumber,
    routes::table::{filter, mount},
    state::App,
};

use super::{access_keys, events, groups, jobs, projects, services, sessions, system, users};

/// The routes while they are put together.
struct Table {
    app: App,
    router: Router<App>,
}

impl Table {
    /// Serves a call, behind a valid login if the contract's list says so.
    fn bind<T: 'static>(mut self, endpoint: &'static Endpoint, handler: impl Handler<T, App>) -> Self {
        let closed = CLOSED.contains(&endpoint);
        let gate = Gate::of(&self.app, endpoint);
        let path = mount(NodeNumber::FIRST, endpoint.system) + endpoint.path;
        let route = || {
            let route = on(filter(endpoint.method), handler.clone());
            if closed { route.route_layer(from_fn_with_state(gate.clone(), admit)) } else { route }
        };
        if let Some(short) = path.strip_suffix('/') {
            self.router = self.router.route(short, route());
        }
        self.router = self.router.route(&path, route());
        self
    }
}

/// All of it.
pub(crate) fn router(app: &App) -> Router<App> {
    Table { app: app.clone(), router: Router::new() }
        .bind(&n::CREATE, sessions::create::handle)
        .bind(&n::VERIFY, sessions::verify::handle)
        .bind(&u::OWN, users::own::handle)
        .bind(&u::LIST, users::list::handle)
        .bind(&u::GET, users::get::handle)
        .bind(&u::CREATE, users::create::handle)
        .bind(&u::UPDATE, users::update::handle)
        .bind(&u::DELETE, users::delete::handle)
        .bind(&g::LIST, groups::list::handle)
        .bind(&g::GET, groups::get::handle)
        .bind(&g::CREATE, groups::create::handle)
        .bind(&g::UPDATE, groups::update::handle)
        .bind(&g::DELETE, groups::delete::handle)
        .bind(&k::LIST, access_keys::list::handle)
        .bind(&k::GET, access_keys::get::handle)
        .bind(&k::CREATE, access_keys::create::handle)
        .bind(&k::UPDATE, access_keys::update::handle)
        .bind(&k::DELETE, access_keys::delete::handle)
        .bind(&k::GET_OR_CREATE, access_keys::get_or_create::handle)
        .bind(&j::LIST, jobs::list::handle)
        .bind(&j::GET, jobs::get::handle)
        .bind(&e::LIST, events::list::handle)
        .bind(&e::LIST_AUDIT, events::list_audit::handle)
        .bind(&e::LIST_COMMUNICATION, events::list_communication::handle)
        .bind(&e::DELETE_ALL, events::delete_all::handle)
        .bind(&e::DELETE_ALL_COMMUNICATION, events::delete_all_communication::handle)
        .bind(&e::EMIT, events::emit::handle)
        .bind(&y::LIST_K8S, system::list_k8s::handle)
        .bind(&y::GET_K8S, system::get_k8s::handle)
        .bind(&y::LIST_SMTP, system::list_smtp::handle)
        .bind(&y::GET_SMTP, system::get_smtp::handle)
        .bind(&y::UPDATE_SMTP, system::update_smtp::handle)
        .bind(&y::STATISTICS, system::statistics::handle)
        .bind(&y::VERSION, system::version::handle)
        .bind(&y::LIST_TENANTS, system::list_tenants::handle)
        .bind(&y::GET_TENANT, system::get_tenant::handle)
        .bind(&y::RELOAD, system::reload::handle)
        .bind(&p::LIST, projects::list::handle)
        .bind(&p::GET, projects::get::handle)
        .bind(&p::CREATE, projects::create::handle)
        .bind(&p::UPDATE, projects::update::handle)
        .bind(&p::DELETE, projects::delete::handle)
        .bind(&p::BY_NAME, projects::by_name::handle)
        .bind(&p::UPDATE_BY_NAME, projects::update_by_name::handle)
        .bind(&p::MAY, projects::may::handle)
        .bind(&p::SET_MEMBERS, projects::set_members::handle)
        .bind(&s::LIST, services::list::handle)
        .bind(&s::SAVE, services::save::handle)
        .router
}
