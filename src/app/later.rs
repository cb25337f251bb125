//! The pages that the first load does without. What only these functions reach is a wasm file of its own: `cargo xtask
//! bundle` finds them by the name of this module. Call them through [`super::arrival::wait`], never directly: before the
//! file is there they lead nowhere. Each is kept out of its callers, and nothing else stands in this module.

use leptos::prelude::AnyView;
use pilothouse_wire::ServiceId;

use crate::pages;

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
