//! Deleting a record. A server that needs time for it answers with a job.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{self, Done, Kind, Which};
use pilothouse_wire::{Call, Error};

use super::following::Following;
use super::{create, shape};
use crate::domain::allowed::Allowed;
use crate::parts;
use crate::query::{Act, Control, use_control};
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Checkbox, Dialog, DialogKind, Toasts};

/// Sends a deletion. What is missing already is as good as deleted, where that is wished.
pub(super) async fn send(control: Control, call: &Call<Done>, missing_is_fine: bool) -> Result<Done, Error> {
    match control.send(call).await {
        Err(error) if missing_is_fine && error.is_refusal(404) => Ok(Done::default()),
        result => result,
    }
}

/// What goes with it.
pub(super) fn meaning(kind: &Kind) -> &'static str {
    match kind.record {
        "user" => "The user can no longer sign in. The server may refuse while the user owns projects.",
        "user_group" => "Its members lose the policies and the roles that came from it.",
        "access_key" => {
            "Whatever uses this key is locked out. The key itself stands in the address of this call, so the logs of servers in between may hold it."
        }
        _ => "It goes for good.",
    }
}

/// The dialog. `gone` is told when it is done.
pub(super) fn dialog(
    kind: &'static Kind,
    which: Which,
    name: String,
    close: Callback<()>,
    gone: Callback<()>,
) -> AnyView {
    let control = use_control();
    let (act, toasts, missing) = (Act::default(), Toasts::expect(), RwSignal::new(false));
    let noun = shape::of(kind).noun.0;
    let which = Signal::stored(which);
    let following = Following::new(move || {
        close.run(());
        gone.run(());
    });
    let title = ["Delete the ", noun, " ", &name, "?"].concat();
    let submit = move || {
        let (which, name) = (which.get_untracked(), name.clone());
        let (missing, deed) = (missing.get_untracked(), ["Delete ", noun, " ", &name].concat());
        let write = async move {
            let call = control::delete(kind, &which).ok_or_else(create::no_call)?;
            let done = send(control, &call, missing).await?;
            Ok((following.heed(&done, deed), done))
        };
        act.start(["Could not delete ", &name].concat(), write, move |(waits, done)| {
            if waits {
                return;
            }
            let words = if done.job.is_some() {
                [&name, " is being deleted: a job is under way."]
            } else {
                [&name, " is deleted."]
            };
            toasts.ok(words.concat());
            close.run(());
            gone.run(());
        });
    };
    let under_way = following.under_way;
    let allowed = Signal::derive(move || Allowed::when(!under_way.get(), "The job is under way."));
    view! {
        <Dialog
            title=title
            description=meaning(kind)
            kind=DialogKind::Danger
            busy=act.busy
            on_close=close
            submit_label=["Delete ", noun].concat()
            allowed=allowed
            on_submit=submit
        >
            <Checkbox label="It is fine if it is gone already" checked=missing/>
            {following.ask()}
            {following.waiting(close)}
            {parts::failure(following.failed)}
            {parts::act_failure(act)}
            {parts::call_as_script(control.session, control.target.get_value(), move || control::delete(kind, &which.get()))}
        </Dialog>
    }
    .into_any()
}
