//! The account menu: who is signed in, as the server says, and the way out.

use crate::reactive::{Memo, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::automation;

use super::palette::{Over, Overlay};
use crate::domain::failure::Failure;
use crate::parts;
use crate::query::{Load, Remote};
use crate::session::{Session, State, use_session};
use crate::ui::{ButtonKind, Dialog, Icon, Menu, MenuItem, Skeleton, live};

/// The menu in the header.
pub(super) fn menu() -> AnyView {
    let session = use_session();
    let overlay: Overlay = expect_context();
    let name = Signal::derive(move || match session.state.get() {
        State::SignedIn(Some(who)) | State::Ended(who) => who.login,
        State::SignedIn(None) | State::Starting | State::SignedOut(_) => "API keys".into(),
    });
    let named = Memo::new(move |_| is_named(session));
    let items = Signal::derive(move || {
        if named.get() {
            vec![
                MenuItem::new("Who am I", move || overlay.open.set(Over::WhoAmI)),
                MenuItem::new("Sign out", move || session.sign_out()),
            ]
        } else {
            vec![MenuItem::new("Forget the API keys", move || session.forget_keys())]
        }
    });
    view! { <Menu label=name kind=ButtonKind::Ghost icon=Icon::Person items=items/> }.into_any()
}

/// Whether somebody is signed in by name, tracked; else there are API keys at most.
pub(super) fn is_named(session: Session) -> bool {
    matches!(session.state.get(), State::SignedIn(Some(_)) | State::Ended(_))
}

/// What the server says of the signed-in user.
pub(super) fn who_am_i() -> AnyView {
    let (session, overlay) = (use_session(), expect_context::<Overlay>());
    let info = Remote::new(move || async move {
        match session.automation_target() {
            Some(target) => session.send(&target, &automation::user_info()).await,
            None => Err(pilothouse_wire::Error::NotSent("There is no automation API.".into())),
        }
    });
    let body = move || match info.load.get() {
        Load::Waiting => view! { <Skeleton lines=4 label="Asking the server"/> }.into_any(),
        Load::Failed(error) => {
            parts::failure(Signal::stored(Some(Failure::of_read("Could not ask who you are", &error))))
        }
        Load::Ready(info) | Load::Stale(info, _) => facts(&info),
    };
    view! {
        <Dialog title="Who am I" close_label="Close" on_close=move || overlay.open.set(Over::Nothing)>
            {live(body)}
        </Dialog>
    }
    .into_any()
}

fn facts(info: &automation::UserInfo) -> AnyView {
    let fact = |name: &'static str, value: &Option<String>| {
        let value = value.clone().map_or_else(parts::not_given, |text| text.into_any());
        view! { <dt>{name}</dt><dd>{value}</dd> }
    };
    view! {
        <dl class="facts">
            {fact("Login", &info.login)}
            {fact("E-mail", &info.email)}
            {fact("Role", &info.role)}
            {fact("Customer", &info.customer_name)}
            {fact("Support", &info.support_email)}
        </dl>
    }
    .into_any()
}
