//! The pages and dialogs that the first load does without. What only these functions reach is a wasm file of its own: `cargo xtask
//! bundle` finds them by the name of this module. Call them through [`super::arrival`], never directly: before the
//! file is there they lead nowhere. Each is kept out of its callers, and nothing else stands in this module.

use leptos::prelude::AnyView;
use pilothouse_wire::ServiceId;

use super::{account, palette};
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
pub(super) fn services_dialog(asked: Asked) -> AnyView {
    pages::services::dialog(asked)
}

#[inline(never)]
pub(super) fn rollout() -> AnyView {
    super::rollout::bar()
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
