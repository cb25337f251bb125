//! Accounts: one's own, all users, one user.

mod users;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::Login;

pub use users::page as users;

/// The page.
pub fn own() -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">"My account"</h1></div> }.into_any()
}

/// The page.
pub fn user(login: Login) -> AnyView {
    view! { <div class="page"><h1 tabindex="-1">{login.to_string()}</h1></div> }.into_any()
}
