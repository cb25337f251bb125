//! Deleting the service: its name is typed first.

use crate::reactive::Callback;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::services;

use super::Page;
use crate::parts;
use crate::query::Act;
use crate::routes::Route;
use crate::ui::ConfirmByName;

/// Asks, deletes, and leads back to the list.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let act = Act::default();
    let go = parts::use_go();
    let back = Route::Services { node: page.node.id.get_value() };
    let name = page.name();
    let confirm = {
        let name = name.clone();
        move || {
            let (target, call) = (page.node.target.get_value(), page.service.with_value(services::delete));
            let write = async move { page.session.send(&target, &call).await };
            let (name, back) = (name.clone(), back.clone());
            act.start(["Could not delete ", &name].concat(), write, move |()| {
                page.toasts.ok(["Deleted ", &name, "."].concat());
                page.node.services.refresh();
                close.run(());
                go.run(back);
            });
        }
    };
    view! {
        <ConfirmByName
            title=["Delete ", &name, "?"].concat()
            description="The service goes with all its generations, at once and for good. Clients that query it get errors."
            name=name
            submit_label="Delete service"
            busy=act.busy
            on_close=close
            on_confirm=Callback::new(move |()| confirm())
        >
            {parts::call_as_script(page.session, page.node.target.get_value(), move || Some(page.service.with_value(services::delete)))}
            {parts::act_failure(act)}
        </ConfirmByName>
    }
    .into_any()
}
