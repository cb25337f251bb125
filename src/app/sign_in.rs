//! Signing in: as a page when nobody is signed in, over the page when a session ended in the middle of work.

use crate::reactive::RwSignal;
use leptos::prelude::*;
use leptos::task::spawn_local;
use pilothouse_view::view;
use pilothouse_wire::{Error, Secret};

use crate::domain::failure::Failure;
use crate::parts;
use crate::session::{Session, Who, use_session};
use crate::ui::{Button, ButtonKind, Dialog, Notice, SecretField, TextField};

/// What was typed, and how the last try went.
#[derive(Clone, Copy)]
struct Form {
    session: Session,
    login: RwSignal<String>,
    password: RwSignal<String>,
    login_missing: RwSignal<Option<String>>,
    password_missing: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<Failure>>,
}

impl Form {
    fn new(login: String) -> Self {
        Self {
            session: use_session(),
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
        let session = self.session;
        self.busy.set(true);
        self.failed.set(None);
        let (login, password) = (self.login.get_untracked(), Secret::new(self.password.get_untracked()));
        spawn_local(async move {
            let result = session.sign_in(login.trim(), &password).await;
            // After success the form is gone.
            self.busy.set(false);
            if let Err(error) = result {
                self.failed.set(Some(told(&error)));
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
    let form = Form::new(String::new());
    let product = form.session.config.with_value(|config| config.title.clone());
    crate::browser::document::set_title(&["Sign in · ", product.as_str()].concat());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.send();
    };
    view! {
        <main class="sign-in">
            <h1>{product}</h1>
            {why.map(|why| view! { <Notice title=why/> })}
            <form class="card" novalidate on:submit=submit>
                {form.fields()}
                <Button label="Sign in" kind=ButtonKind::Primary submit=true busy=form.busy/>
            </form>
            <p class="faint">"One sign-in opens every system of this console for four hours."</p>
        </main>
    }
    .into_any()
}

/// The sign-in over the page.
pub(super) fn dialog(who: Who) -> AnyView {
    let form = Form::new(who.name().to_owned());
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
