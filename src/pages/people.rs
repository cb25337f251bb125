//! Accounts: one's own, all users, one user.

mod account;
mod credential;
mod editor;
mod panel_credentials;
mod panel_preferences;
mod panel_profile;
mod panel_properties;
mod panel_secrets;
mod panel_who;
mod paste;
mod pick_target;
mod secret;
mod user;
mod users;

use leptos::prelude::*;
use pilothouse_wire::dss::Login;

pub use users::page as users;

/// The page.
pub fn own() -> AnyView {
    account::page()
}

/// The page.
pub fn user(login: Login) -> AnyView {
    user::page(login)
}
