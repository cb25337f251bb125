//! Making a personal key, for oneself or for somebody; its secret is shown once.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{Login, personal_keys};
use pilothouse_wire::{Call, Whole};

use super::personal::Keys;
use super::secret::{self, Made};
use crate::parts;
use crate::query::Act;
use crate::reactive::{Callback, RwSignal};
use crate::ui::{Dialog, PickField, TextField, live};

#[derive(Clone, Copy)]
struct Form {
    everyone: bool,
    user: RwSignal<String>,
    label: RwSignal<String>,
    description: RwSignal<String>,
    user_wrong: RwSignal<Option<String>>,
    label_wrong: RwSignal<Option<String>>,
}

impl Form {
    fn new(everyone: bool) -> Self {
        Self {
            everyone,
            user: RwSignal::default(),
            label: RwSignal::default(),
            description: RwSignal::default(),
            user_wrong: RwSignal::default(),
            label_wrong: RwSignal::default(),
        }
    }

    /// The call; what is wrong stands next to its field.
    fn read(self) -> Option<Call<Whole>> {
        let user = self.user.with_untracked(|user| Login::parse(user.trim()));
        self.user_wrong.set(user.err().filter(|_| self.everyone).map(|why| why.to_string()));
        self.label_wrong.set(untrack(|| given(self.label)).is_none().then(|| NO_LABEL.to_owned()));
        untrack(|| self.call())
    }

    /// The same without a word, tracked.
    fn call(self) -> Option<Call<Whole>> {
        let (label, description) = (given(self.label)?, self.description.with(|text| text.trim().to_owned()));
        if self.everyone {
            let user = self.user.with(|user| Login::parse(user.trim())).ok()?;
            return Some(personal_keys::create_for(&user, &label, &description));
        }
        Some(personal_keys::create(&label, &description))
    }
}

/// What is missing in a form without a label.
pub(super) const NO_LABEL: &str = "Give a label: it is how you will know the key in the list.";

/// What was typed, without the space around it, where anything is left.
pub(super) fn given(field: RwSignal<String>) -> Option<String> {
    Some(field.with(|text| text.trim().to_owned())).filter(|text| !text.is_empty())
}

/// The dialog.
pub(super) fn dialog(keys: Keys, close: Callback<()>) -> AnyView {
    let (form, made) = (Form::new(keys.everyone), RwSignal::new(None::<Made>));
    live(move || match made.get() {
        None => asking(keys, form, made, close),
        Some(made) => secret::dialog(made, close),
    })
}

fn asking(keys: Keys, form: Form, made: RwSignal<Option<Made>>, close: Callback<()>) -> AnyView {
    let (act, page) = (Act::default(), keys.page);
    let submit = move || {
        let Some(call) = form.read() else { return };
        let label = untrack(|| given(form.label)).unwrap_or_default();
        let (session, target) = (page.session, page.target());
        let write = async move { session.send(&target, &call).await };
        act.start("No key was received".into(), write, move |answer| {
            keys.list.refresh();
            made.set(Some(Made::of(answer, label)));
        });
    };
    let (title, text) = match form.everyone {
        true => (
            "Create key for a user",
            "It may do what the user may. Some servers let only the user do this; the server decides.",
        ),
        false => ("Create personal key", "It may do what you may, and what it does carries your name."),
    };
    let users = form.everyone.then(|| {
        view! { <PickField label="User" value=form.user options=page.users() error=form.user_wrong required=true/> }
    });
    view! {
        <Dialog
            title=title
            description=text
            busy=act.busy
            on_close=close
            submit_label=page.dss.deed("Create key")
            on_submit=submit
        >
            <div class="form">
                {users}
                <TextField label="Label" value=form.label error=form.label_wrong required=true/>
                <TextField label="Description" value=form.description/>
            </div>
            {parts::call_as_script(page.session, page.target(), move || form.call())}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}
