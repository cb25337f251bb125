//! Signing in: as a page when nobody is signed in, over the page when a session ended in the middle of work; and to the
//! control plane, where that has a session of its own.

use crate::reactive::RwSignal;
use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_view::view;
use pilothouse_wire::{Error, Secret};

use crate::domain::failure::Failure;
use crate::parts;
use crate::session::{Session, Who, use_session};
use crate::ui::{Button, ButtonKind, Dialog, Notice, SecretField, TextField};

/// Where one signs in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Door {
    /// To the console's session.
    Session,
    /// To the control plane's own.
    Control,
}

/// What was typed, and how the last try went.
#[derive(Clone, Copy)]
struct Form {
    session: Session,
    door: Door,
    login: RwSignal<String>,
    password: RwSignal<String>,
    login_missing: RwSignal<Option<String>>,
    password_missing: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<Failure>>,
}

impl Form {
    fn new(login: String, door: Door) -> Self {
        Self {
            session: use_session(),
            door,
            login: RwSignal::new(login),
            password: RwSignal::default(),
            login_missing: RwSignal::default(),
            password_missing: RwSignal::default(),
            busy: RwSignal::new(false),
            failed: RwSignal::default(),
        }
    }

    /// Says what is missing next to its field; true where nothing is.
    fn is_complete(self) -> bool {
        let missing = |field: RwSignal<String>, words: &str| {
            field.with_untracked(|text| text.trim().is_empty()).then(|| words.to_owned())
        };
        self.login_missing.set(missing(self.login, "Give your user name."));
        self.password_missing.set(missing(self.password, "Give your password."));
        self.login_missing.with_untracked(Option::is_none) && self.password_missing.with_untracked(Option::is_none)
    }

    fn send(self) {
        if self.busy.get_untracked() || !self.is_complete() {
            return;
        }
        let (session, door) = (self.session, self.door);
        self.busy.set(true);
        self.failed.set(None);
        let (login, password) = (self.login.get_untracked(), Secret::new(self.password.get_untracked()));
        spawn_local(async move {
            let result = match door {
                Door::Session => session.sign_in(login.trim(), &password).await,
                Door::Control => session.sign_in_control(login.trim(), &password).await,
            };
            // After success the form is gone.
            self.busy.try_set(false);
            if let Err(error) = result {
                self.failed.try_set(Some(told(&error)));
            }
        });
    }

    fn fields(self) -> AnyView {
        view! {
            <TextField
                label="User name"
                value=self.login
                error=self.login_missing
                required=true
                autocomplete="username"
                name="username"
            />
            <SecretField
                label="Password"
                value=self.password
                error=self.password_missing
                required=true
                autocomplete="current-password"
                name="password"
            />
            {parts::failure(self.failed)}
        }
        .into_any()
    }
}

/// A refused password is no broken session: the words say so.
fn told(error: &Error) -> Failure {
    if error.is_unauthorized() {
        let wait = error.retry_after().map(|s| format!(" Too many tries: wait {s} seconds.")).unwrap_or_default();
        let text = ["User name or password is wrong, or the user may not sign in.", &wait].concat();
        return Failure {
            title: "Not signed in".into(),
            text,
            detail: error.request_id().map(|id| format!("Request {id}")),
        };
    }
    Failure::of_read("Not signed in", error)
}

/// The sign-in page. A real form, so that password managers and Enter work.
pub(super) fn page(why: Option<&'static str>) -> AnyView {
    let form = Form::new(String::new(), Door::Session);
    let product = form.session.config.with_value(|config| config.title.clone());
    crate::browser::document::set_title(&["Sign in · ", product.as_str()].concat());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.send();
    };
    // Others ask for a key or a password of their own, once they are needed.
    let opens = match form.session.config.with_value(|config| config.is_opened_by_one()) {
        true => "One sign-in opens every system of this console for four hours.",
        false => {
            "The session lasts four hours. A system that has credentials of its own asks for them when it is used."
        }
    };
    view! {
        <main class="sign-in">
            <h1>{product}</h1>
            {why.map(|why| view! { <Notice title=why/> })}
            <form class="card" novalidate on:submit=submit>
                {form.fields()}
                <Button label="Sign in" kind=ButtonKind::Primary submit=true busy=form.busy/>
            </form>
            <p class="faint">{opens}</p>
        </main>
    }
    .into_any()
}

/// The sign-in over the page.
pub(super) fn dialog(who: Who) -> AnyView {
    let form = Form::new(who.name().to_owned(), Door::Session);
    let session = form.session;
    view! {
        <Dialog
            title="Your session has ended"
            description="Sign in again to go on. What you typed is still there; nothing is sent before you say so."
            busy=form.busy
            submit_label="Sign in"
            on_close=|| ()
            leavable=false
            on_submit=move || form.send()
        >
            {form.fields()}
            <p class="faint">
                "Or "
                <Button label="sign out and close what is open" kind=ButtonKind::Ghost on_click=move || session.sign_out()/>
            </p>
        </Dialog>
    }
    .into_any()
}

/// The sign-in to the control plane, over the page that needs it.
pub(super) fn control_dialog(name: &str, refused: bool) -> AnyView {
    let session = use_session();
    let form = Form::new(session.control_name(), Door::Control);
    let description = match refused {
        // Whether there ever was one cannot be seen: a cookie shows only when it is used.
        true => "You are not signed in there, or your session has ended. What you typed is still there.",
        false => "It has a session of its own, which the browser keeps.",
    };
    view! {
        <Dialog
            title=["Sign in to ", name].concat()
            description=description
            busy=form.busy
            close_label="Not now"
            submit_label="Sign in"
            on_close=move || session.give_no_key()
            on_submit=move || form.send()
        >
            {form.fields()}
        </Dialog>
    }
    .into_any()
}
