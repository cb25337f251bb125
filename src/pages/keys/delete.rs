//! Deleting a key: by its id; by the secret itself only where the node gives no id.

use crate::reactive::Callback;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::keys::{self, AdminKey, KeyText};
use pilothouse_wire::{Call, Secret};

use super::{Page, rows};
use crate::domain::allowed::Allowed;
use crate::parts;
use crate::query::Act;
use crate::ui::{Dialog, DialogKind, Notice, NoticeKind};

/// The call that deletes this key, where there is one.
fn call(key: &AdminKey) -> Option<Call<()>> {
    match (&key.id, &key.key) {
        (Some(id), _) => Some(keys::delete_by_id(id)),
        (None, KeyText::Clear(secret)) => Some(keys::delete_by_secret(Secret::new(secret.expose()))),
        (None, KeyText::Masked | KeyText::Absent) => None,
    }
}

/// What is known of whether this console itself uses the key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InUse {
    No,
    Yes,
    /// The node masks its keys, so that nobody can tell.
    Perhaps,
}

fn in_use(page: Page, key: &AdminKey) -> InUse {
    let node = page.node.id.get_value();
    match &key.key {
        _ if !page.session.has_key(&node) => InUse::No,
        KeyText::Clear(secret) if page.session.uses_key(&node, secret) => InUse::Yes,
        KeyText::Clear(_) => InUse::No,
        KeyText::Masked | KeyText::Absent => InUse::Perhaps,
    }
}

/// Asks, and deletes.
pub(super) fn dialog(page: Page, row: usize, close: Callback<()>) -> AnyView {
    let act = Act::default();
    let known = page.with(row, |key| (rows::label(key), rows::can_delete(key), key.id.is_none(), in_use(page, key)));
    // The list changed under the dialog's feet.
    let Some((name, can_delete, by_secret, in_use)) = known else { return ().into_any() };
    let allowed = Allowed::when(
        can_delete,
        "The node gives neither an id nor the key: it can only be deleted on the node itself.",
    );
    let submit = {
        let name = name.clone();
        move || {
            let Some(call) = page.with(row, call).flatten() else { return };
            let (target, name) = (page.node.target.get_value(), name.clone());
            let write = async move { page.session.send(&target, &call).await };
            act.start(["Could not delete ", &name].concat(), write, move |()| {
                page.toasts.ok(["Deleted the key “", &name, "”."].concat());
                page.keys.refresh();
                close.run(());
            });
        }
    };
    view! {
        <Dialog
            title=["Delete the key “", &name, "”?"].concat()
            description="Every program that uses it is refused from now on. There is no way back; a new key has another secret."
            kind=DialogKind::Danger
            busy=act.busy
            on_close=close
            submit_label="Delete key"
            allowed=allowed
            on_submit=submit
        >
            {use_warning(in_use)}
            {by_secret.then(|| view! {
                <Notice
                    kind=NoticeKind::Warning
                    title="This node gives its keys no id"
                    text="The key itself must stand in the address of the call, and so in the access logs on the way."
                />
            })}
            {parts::call_as_script(page.session, page.node.target.get_value(), move || page.with(row, call).flatten())}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}

fn use_warning(in_use: InUse) -> Option<AnyView> {
    let (title, text) = match in_use {
        InUse::No => return None,
        InUse::Yes => ("This console uses this key", "You will be asked for another one at the next call."),
        InUse::Perhaps => (
            "This may be the key that you gave this console",
            "The node masks its keys, so the console cannot tell. If it is, you will be asked for another one.",
        ),
    };
    Some(view! { <Notice kind=NoticeKind::Warning title=title text=text/> }.into_any())
}
