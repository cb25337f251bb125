//! The pages and dialogs that the first load does without. What only these functions reach is a wasm file of its own: `cargo xtask
//! bundle` finds them by the name of this module. Call them through [`super::arrival`], never directly: before the
//! file is there they lead nowhere. Each is kept out of its callers, and nothing else stands in this module.

use leptos::prelude::AnyView;
use pilothouse_wire::ServiceId;
use pilothouse_wire::control::Kind;
use pilothouse_wire::dss::{ApiKeyId, GroupName, LogName, Login, ProjectKey};

use super::{account, jobs, palette};
use crate::pages::{self, services::Asked};

#[inline(never)]
pub(super) fn service(service: ServiceId) -> AnyView {
    pages::service::page(service)
}

#[inline(never)]
pub(super) fn compare() -> AnyView {
    pages::compare::page()
}

#[inline(never)]
pub(super) fn keys() -> AnyView {
    pages::keys::page()
}

#[inline(never)]
pub(super) fn overview() -> AnyView {
    pages::overview::page()
}

#[inline(never)]
pub(super) fn maintenance() -> AnyView {
    pages::maintenance::page()
}

#[inline(never)]
pub(super) fn metrics() -> AnyView {
    pages::metrics::page()
}

#[inline(never)]
pub(super) fn journal() -> AnyView {
    pages::journal::page()
}

#[inline(never)]
pub(super) fn kitchens() -> AnyView {
    pages::kitchens::page()
}

#[inline(never)]
pub(super) fn control_list(kind: &'static Kind) -> AnyView {
    pages::control::list(kind)
}

#[inline(never)]
pub(super) fn control_record(kind: &'static Kind, id: String) -> AnyView {
    pages::control::record(kind, id)
}

#[inline(never)]
pub(super) fn control_services() -> AnyView {
    pages::control::services()
}

#[inline(never)]
pub(super) fn account() -> AnyView {
    pages::people::own()
}

#[inline(never)]
pub(super) fn account_keys() -> AnyView {
    pages::api_keys::own()
}

#[inline(never)]
pub(super) fn users() -> AnyView {
    pages::people::users()
}

#[inline(never)]
pub(super) fn user(login: Login) -> AnyView {
    pages::people::user(login)
}

#[inline(never)]
pub(super) fn groups() -> AnyView {
    pages::groups::list()
}

#[inline(never)]
pub(super) fn group(name: GroupName) -> AnyView {
    pages::groups::one(name)
}

#[inline(never)]
pub(super) fn api_keys() -> AnyView {
    pages::api_keys::all()
}

#[inline(never)]
pub(super) fn api_key(id: ApiKeyId) -> AnyView {
    pages::api_keys::one(id)
}

#[inline(never)]
pub(super) fn rights() -> AnyView {
    pages::rights::page()
}

#[inline(never)]
pub(super) fn projects() -> AnyView {
    pages::projects::list()
}

#[inline(never)]
pub(super) fn project(key: ProjectKey) -> AnyView {
    pages::projects::one(key)
}

#[inline(never)]
pub(super) fn matrix() -> AnyView {
    pages::matrix::page()
}

#[inline(never)]
pub(super) fn variables() -> AnyView {
    pages::instance::variables()
}

#[inline(never)]
pub(super) fn logs() -> AnyView {
    pages::instance::logs()
}

#[inline(never)]
pub(super) fn log(name: LogName) -> AnyView {
    pages::instance::log(name)
}

#[inline(never)]
pub(super) fn instance() -> AnyView {
    pages::instance::page()
}

#[inline(never)]
pub(super) fn services_dialog(asked: Asked) -> AnyView {
    pages::services::dialog(asked)
}

#[inline(never)]
pub(super) fn rollout() -> AnyView {
    super::rollout::bar()
}

#[inline(never)]
pub(super) fn jobs() -> AnyView {
    jobs::tray()
}

#[inline(never)]
pub(super) fn palette() -> AnyView {
    palette::search::dialog()
}

#[inline(never)]
pub(super) fn shortcuts() -> AnyView {
    palette::shortcuts::dialog()
}

#[inline(never)]
pub(super) fn who_am_i() -> AnyView {
    account::who_am_i()
}
