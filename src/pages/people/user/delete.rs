//! Deleting the user: the login is typed first.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::users;

use super::Page;
use crate::parts;
use crate::query::Act;
use crate::reactive::Callback;
use crate::routes::DssPlace;
use crate::ui::{ConfirmByName, Toasts};

/// Asks, deletes, and leads back to the list.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let (act, toasts) = (Act::default(), Toasts::expect());
    let (session, dss) = (page.editor.session, page.editor.dss);
    let go = parts::use_go();
    let back = dss.route(DssPlace::Users);
    let name = page.name();
    let confirm = {
        let name = name.clone();
        move || {
            let (target, call) = (dss.target.get_value(), page.login.with_value(users::delete));
            let write = async move { session.send(&target, &call).await };
            let (name, back) = (name.clone(), back.clone());
            act.start(["Could not delete ", &name].concat(), write, move |()| {
                toasts.ok(["Deleted ", &name, "."].concat());
                // Nothing is left to be saved.
                page.editor.edit.discard();
                close.run(());
                go.run(back);
            });
        }
    };
    view! {
        <ConfirmByName
            title=["Delete ", &name, "?"].concat()
            description="The account goes with its properties, secrets, credentials and personal API keys, at once and for good. What the user has made in projects stays."
            name=name
            submit_label=dss.deed("Delete user")
            busy=act.busy
            on_close=close
            on_confirm=Callback::new(move |()| confirm())
        >
            {parts::call_as_script(session, dss.target.get_value(), move || Some(page.login.with_value(users::delete)))}
            {parts::act_failure(act)}
        </ConfirmByName>
    }
    .into_any()
}
