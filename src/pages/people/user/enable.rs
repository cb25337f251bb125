//! Disabling the user, or letting them in again, without what else is under edit.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::users;

use super::Page;
use crate::parts;
use crate::query::Act;
use crate::reactive::Callback;
use crate::ui::{Dialog, DialogKind, Toasts};

/// Asks, reads the user once more, and puts them back with that one member changed.
pub(super) fn dialog(page: Page, on: bool, close: Callback<()>) -> AnyView {
    let (act, toasts) = (Act::default(), Toasts::expect());
    let (session, dss, edit) = (page.editor.session, page.editor.dss, page.editor.edit);
    let name = page.name();
    let (verb, done, about) = match on {
        true => ("Enable", "Enabled ", "The user may sign in again, and their keys work again."),
        false => (
            "Disable",
            "Disabled ",
            "The user cannot sign in any more, and their keys open nothing from the next request on. Nothing is deleted.",
        ),
    };
    let submit = {
        let name = name.clone();
        move || {
            let (target, login, name) = (dss.target.get_value(), page.login.get_value(), name.clone());
            let write = async move {
                let mut user = session.send(&target, &users::get(&login)).await?;
                user.set(users::ENABLED, on);
                session.send(&target, &users::save(&login, &user)).await
            };
            act.start([verb, " ", &name, ": it did not work"].concat(), write, move |()| {
                toasts.ok([done, &name, "."].concat());
                edit.load.refresh();
                close.run(());
            });
        }
    };
    let call = move || {
        let mut user = edit.base()?;
        user.set(users::ENABLED, on);
        Some(page.login.with_value(|login| users::save(login, &user)))
    };
    view! {
        <Dialog
            title=[verb, " ", &name, "?"].concat()
            description=about
            kind=if on { DialogKind::Normal } else { DialogKind::Danger }
            busy=act.busy
            on_close=close
            submit_label=dss.deed(&[verb, " user"].concat())
            on_submit=submit
        >
            {parts::call_as_script(session, dss.target.get_value(), call)}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}
