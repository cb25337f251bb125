//! Adding a key; its secret is shown once, until the user says that it is stored.

use std::sync::Arc;

use crate::reactive::{Callback, RwSignal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Secret;
use pilothouse_wire::api_node::keys::{self, KeyText, NewKey};

use super::Page;
use crate::domain::expiry::parse_days;
use crate::parts;
use crate::query::Act;
use crate::session::{State, use_session};
use crate::ui::{Dialog, NumberField, TextField, live};

/// The form, then the secret.
#[derive(Clone)]
enum Stage {
    Asking,
    Shown(Arc<Secret>),
}

#[derive(Clone, Copy)]
struct Form {
    label: RwSignal<String>,
    description: RwSignal<String>,
    created_by: RwSignal<String>,
    expiry: RwSignal<String>,
    label_wrong: RwSignal<Option<String>>,
    expiry_wrong: RwSignal<Option<String>>,
}

impl Form {
    fn new() -> Self {
        let who = match use_session().state.get_untracked() {
            State::SignedIn(Some(who)) | State::Ended(who) => who.login,
            State::SignedIn(None) | State::Starting | State::SignedOut(_) => String::new(),
        };
        Self {
            label: RwSignal::default(),
            description: RwSignal::default(),
            created_by: RwSignal::new(who),
            expiry: RwSignal::default(),
            label_wrong: RwSignal::default(),
            expiry_wrong: RwSignal::default(),
        }
    }

    /// The key as asked for; what is wrong stands next to its field.
    fn read(self) -> Option<NewKey> {
        let missing = untrack(|| given(self.label)).is_none();
        let missing = missing.then(|| "Give a label: it is how you will know the key in the list.".to_owned());
        self.label_wrong.set(missing);
        self.expiry_wrong.set(parse_days(&self.expiry.get_untracked()).err());
        untrack(|| self.key())
    }

    /// The same without a word, tracked.
    fn key(self) -> Option<NewKey> {
        let label = Some(given(self.label)?);
        let expiry = self.expiry.with(|expiry| parse_days(expiry)).ok()?;
        Some(NewKey { label, description: given(self.description), created_by: given(self.created_by), expiry })
    }
}

fn given(field: RwSignal<String>) -> Option<String> {
    Some(field.with(|text| text.trim().to_owned())).filter(|text| !text.is_empty())
}

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let stage = RwSignal::new(Stage::Asking);
    let form = Form::new();
    live(move || match stage.get() {
        Stage::Asking => asking(page, form, stage, close),
        Stage::Shown(secret) => parts::key_shown(&form.label.get_untracked(), "node", secret, close),
    })
}

fn asking(page: Page, form: Form, stage: RwSignal<Stage>, close: Callback<()>) -> AnyView {
    let act = Act::default();
    let submit = move || {
        let Some(key) = form.read() else { return };
        let (target, call) = (page.node.target.get_value(), keys::add(&key));
        let write = async move { page.session.send(&target, &call).await };
        act.start("No key was received".into(), write, move |created| {
            page.keys.refresh();
            if let KeyText::Clear(secret) = created.key {
                stage.set(Stage::Shown(Arc::new(secret)));
            }
        });
    };
    view! {
        <Dialog
            title="Add admin key"
            description="It may do everything on this node, until it expires or is deleted."
            busy=act.busy
            on_close=close
            submit_label="Add key"
            on_submit=submit
        >
            <div class="form">
                <TextField label="Label" value=form.label error=form.label_wrong required=true/>
                <TextField label="Description" value=form.description/>
                <TextField label="Created by" value=form.created_by/>
                <NumberField
                    label="Expires after"
                    value=form.expiry
                    unit="days"
                    hint="Days as for DSS keys; not confirmed for API nodes. Empty: no end. Older nodes ignore it."
                    error=form.expiry_wrong
                />
            </div>
            {parts::call_as_script(page.session, page.node.target.get_value(), move || form.key().map(|key| keys::add(&key)))}
            {parts::act_failure(act)}
        </Dialog>
    }
    .into_any()
}
