//! An address that is no place of the console, or a node that is not configured.

use leptos::prelude::*;
use pilothouse_view::view;

use crate::parts::href;
use crate::routes::Route;
use crate::session::use_session;
use crate::ui::EmptyState;

/// Says so, and leads home.
pub fn page() -> AnyView {
    let first = use_session().config.with_value(|config| config.api_nodes[0].id.clone());
    let home = href(&Route::Services { node: first });
    view! {
        <div class="page">
            <h1 tabindex="-1">"Not found"</h1>
            <EmptyState title="There is no such page" text="The address names no page of this console, or a server that is not in its configuration.">
                <a class="button" href=home>"All services"</a>
            </EmptyState>
        </div>
    }
    .into_any()
}
