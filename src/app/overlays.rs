//! What may lie over any page: the sign-in after a session's end, a node's API key, refused writes, the warning before
//! the end.

use crate::reactive::{Memo, RwSignal, Signal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_view::view;
use pilothouse_wire::Secret;

use super::sign_in;
use crate::domain::allowed::Allowed;
use crate::domain::clock::{Phase, left_text};
use crate::domain::failure::Failure;
use crate::parts;
use crate::session::{CONTROL, DSS, KeyWanted, Refused, State, use_session};
use crate::ui::{Button, ButtonKind, Dialog, Notice, NoticeKind, SecretField, live_if};

/// All of them, each when its time comes.
pub(super) fn view() -> AnyView {
    let session = use_session();
    let ended = Memo::new(move |_| match session.state.get() {
        State::Ended(who) => Some(who),
        State::Starting | State::SignedOut(_) | State::SignedIn(_) => None,
    });
    // One question at a time: the refused writes come after the sign-in.
    let alike = Memo::new(move |_| {
        let working = matches!(session.state.get(), State::SignedIn(_)) && session.key_wanted.with(Option::is_none);
        if working { session.refused.with(|all| first_alike(all)) } else { Vec::new() }
    });
    view! {
        {live_if(move || ended.get().map(sign_in::dialog))}
        {live_if(move || session.key_wanted.get().map(door))}
        {live_if(move || alike.with(|all| (!all.is_empty()).then(|| resend_dialog(all.clone()))))}
        {warning()}
    }
    .into_any()
}

/// Asks for what a server wants to let one in.
fn door(wanted: KeyWanted) -> AnyView {
    match wanted.node.as_str() {
        CONTROL => sign_in::control_dialog(&wanted.name, wanted.refused),
        _ => key_dialog(wanted),
    }
}

/// Asks for a node's API key.
fn key_dialog(wanted: KeyWanted) -> AnyView {
    let session = use_session();
    let KeyWanted { node, name, refused } = wanted;
    let key = RwSignal::new(String::new());
    let (what, label) = match node.as_str() {
        DSS => ("API key of this server", "API key"),
        _ => ("admin key of this node", "Admin API key"),
    };
    let error = RwSignal::new(
        refused.then(|| "The server did not accept the last key: revoked, expired, or mistyped.".to_owned()),
    );
    let submit = move || {
        let typed = key.get_untracked();
        if typed.trim().is_empty() {
            error.set(Some(["Paste an ", what, "."].concat()));
        } else {
            session.give_key(&node, Secret::new(typed.trim()));
        }
    };
    view! {
        <Dialog
            title=["API key for ", &name].concat()
            description="This server takes an API key. It is kept in this page's memory only: a reload asks again."
            close_label="Not now"
            submit_label="Use this key"
            on_close=move || session.give_no_key()
            on_submit=submit
        >
            <SecretField label=label value=key error=error autocomplete="off" required=true/>
        </Dialog>
    }
    .into_any()
}

/// The first that waits, with those that are like it: a run over many is one question.
fn first_alike(all: &[Refused]) -> Vec<Refused> {
    let Some(first) = all.first() else { return Vec::new() };
    all.iter().filter(|one| one.name == first.name && one.node == first.node).cloned().collect()
}

/// Puts refused writes before the user.
fn resend_dialog(refused: Vec<Refused>) -> AnyView {
    let session = use_session();
    let name = refused.first().map_or("", |first| first.name);
    let numbers: Vec<u32> = refused.iter().map(|one| one.number).collect();
    let answer = move |send: bool| numbers.iter().for_each(|number| session.answer(*number, send));
    let no = answer.clone();
    let (title, label, text) = match refused.len() {
        1 => (["Send “", name, "” now?"].concat(), "Send it", "The call has changed nothing yet."),
        many => {
            let title = ["Send “", name, "” ", &many.to_string(), " times now?"].concat();
            (title, "Send them", "The calls have changed nothing yet.")
        }
    };
    let requests = refused.into_iter().map(|one| view! { <p><code>{one.request}</code></p> }.into_any());
    let requests: Vec<AnyView> = requests.collect();
    view! {
        <Dialog
            title=title
            description=["The session had ended, or the key is not taken any more. ", text].concat()
            close_label="Do not send"
            submit_label=label
            on_close=move || no(false)
            on_submit=move || answer(true)
        >
            {requests}
        </Dialog>
    }
    .into_any()
}

/// Ten minutes and two minutes before the end.
fn warning() -> AnyView {
    let session = use_session();
    let phase = Memo::new(move |_| session.phase());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Failure>);
    // Of one session: the next one warns again.
    let dismissed = RwSignal::new(None::<(Phase, Option<f64>)>);
    let stay = move || {
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let result = session.renew().await;
            busy.set(false);
            failed.set(result.err().map(|e| Failure::of_read("The session was not renewed", &e)));
        });
    };
    let shown = move || {
        let phase = phase.get()?;
        let this = (phase, session.began());
        let near = matches!(phase, Phase::Ending | Phase::Urgent) && dismissed.get() != Some(this);
        near.then(|| {
            let urgent = phase == Phase::Urgent;
            let kind = if urgent { NoticeKind::Error } else { NoticeKind::Warning };
            let title = if urgent { "Your session ends in less than two minutes" } else { "Your session ends in less than ten minutes" };
            view! {
                <aside class="session-warning" aria-label="Session">
                    <Notice kind=kind title=title text="What you have typed stays: you will be asked to sign in over the page.">
                        <Button label="Stay signed in" kind=ButtonKind::Primary allowed=Allowed::Yes busy=busy on_click=stay/>
                        <Button label="Dismiss" on_click=move || dismissed.set(Some(this))/>
                    </Notice>
                    {parts::failure(failed)}
                </aside>
            }
        })
    };
    live_if(shown)
}

/// What is left, for the header.
pub(super) fn left_words() -> Signal<Option<String>> {
    let session = use_session();
    Memo::new(move |_| session.left().map(left_text)).into()
}
