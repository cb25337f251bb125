//! Deleting a key, personal or global.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{auth, global_keys, personal_keys};
use pilothouse_wire::{Call, Whole};

use super::{Page, id, label};
use crate::domain::allowed::Allowed;
use crate::parts;
use crate::query::Act;
use crate::reactive::{Callback, Signal};
use crate::session::DSS;
use crate::ui::{Dialog, DialogKind, Notice, NoticeKind, live_if};

/// Which kind of key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Personal,
    Global,
}

/// What is known of whether this console itself uses the key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InUse {
    No,
    Yes,
    /// Servers do not show their keys, so that nobody can tell.
    Perhaps,
}

/// The call that deletes it, where it has an id.
fn call(key: &Whole, kind: Kind) -> Option<Call<()>> {
    let id = id(key)?;
    Some(match kind {
        Kind::Personal => personal_keys::delete(&id),
        Kind::Global => global_keys::delete(&id),
    })
}

/// Tracked: who the caller is may not be known yet.
fn in_use(page: Page, key: &Whole, kind: Kind) -> InUse {
    if !page.session.has_key(DSS) {
        return InUse::No;
    }
    // In somebody else's name the server names that one, not the key.
    let me = page.dss.me.value().filter(|_| page.dss.actor.with_value(Option::is_none));
    let Some(me) = me.as_deref().and_then(|me| me.text(auth::IDENTIFIER)) else { return InUse::Perhaps };
    match kind {
        Kind::Global if key.text(global_keys::ID) == Some(me) => InUse::Yes,
        Kind::Personal if key.text(personal_keys::USER).is_none_or(|user| user == me) => InUse::Perhaps,
        Kind::Global | Kind::Personal => InUse::No,
    }
}

/// Asks, and deletes.
pub(super) fn dialog(page: Page, key: Whole, kind: Kind, done: Callback<()>, close: Callback<()>) -> AnyView {
    let (act, name) = (Act::default(), label(&key));
    let allowed = Allowed::when(id(&key).is_some(), "The server gives no id: it can only be deleted in DSS itself.");
    let text = match kind {
        Kind::Personal => {
            "Every program that uses it is refused from now on. There is no way back; a new key has another secret."
        }
        Kind::Global => {
            "Every program that uses it is refused from now on, and its rights are gone. There is no way back; a new key has another secret."
        }
    };
    let submit = {
        let (key, name) = (key.clone(), name.clone());
        move || {
            let Some(call) = call(&key, kind) else { return };
            let (session, target, name) = (page.session, page.target(), name.clone());
            let write = async move { session.send(&target, &call).await };
            act.start(["Could not delete ", &name].concat(), write, move |()| {
                page.toasts.ok(["Deleted the key “", &name, "”."].concat());
                done.run(());
            });
        }
    };
    let (used, shown) = (key.clone(), key);
    let in_use = Signal::derive(move || in_use(page, &used, kind));
    view! {
        <Dialog
            title=["Delete the key “", &name, "”?"].concat()
            description=text
            kind=DialogKind::Danger
            busy=act.busy
            on_close=close
            submit_label=page.dss.deed("Delete key")
            allowed=allowed
            on_submit=submit
        >
            {live_if(move || warning(in_use.get()))}
            {parts::call_as_script(page.session, page.target(), move || call(&shown, kind))}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}

fn warning(in_use: InUse) -> Option<AnyView> {
    let (title, text) = match in_use {
        InUse::No => return None,
        InUse::Yes => ("This console uses this key", "You will be asked for another one at the next call."),
        InUse::Perhaps => (
            "This may be the key that you gave this console",
            "The server does not show its keys, so the console cannot tell. If it is, you will be asked for another one.",
        ),
    };
    Some(view! { <Notice kind=NoticeKind::Warning title=title text=text/> }.into_any())
}
