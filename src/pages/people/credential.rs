//! A credential that is added, or takes another one's place: what it is for, and what it holds.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Secret;
use pilothouse_wire::dss::users;
use serde_json::Value;

use super::editor::{Editor, entries, put_entry};
use super::panel_credentials::target;
use super::pick_target::Target;
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Dialog, DialogKind, Notice, NoticeKind, SecretField, Select, TextField, live, live_if};

/// What the credential holds.
#[derive(Clone, Copy)]
struct Form {
    /// [`users::BASIC`] or [`users::OAUTH`].
    kind: RwSignal<String>,
    user: RwSignal<String>,
    secret: RwSignal<String>,
    user_wrong: RwSignal<Option<String>>,
    secret_wrong: RwSignal<Option<String>>,
}

impl Form {
    fn new(before: Option<&Value>) -> Self {
        let text = |member: &str| before.and_then(|before| before.get(member)).and_then(Value::as_str);
        Self {
            kind: RwSignal::new(text(users::CREDENTIAL_TYPE).unwrap_or(users::BASIC).to_owned()),
            user: RwSignal::new(text(users::CREDENTIAL_USER).unwrap_or_default().to_owned()),
            secret: RwSignal::default(),
            user_wrong: RwSignal::default(),
            secret_wrong: RwSignal::default(),
        }
    }

    fn is_token(self) -> bool {
        self.kind.with(|kind| kind == users::OAUTH)
    }

    /// The credential; what is wrong stands next to its field.
    fn read(self) -> Option<Value> {
        let token = untrack(|| self.is_token());
        let user = self.user.with_untracked(|user| user.trim().to_owned());
        let empty = self.secret.with_untracked(String::is_empty);
        let wrong = |wrong: bool, words: &str| wrong.then(|| words.to_owned());
        self.user_wrong.set(wrong(!token && user.is_empty(), "Give the user name."));
        let words = if token { "Paste the refresh token." } else { "Give the password." };
        self.secret_wrong.set(wrong(empty, words));
        if empty || !token && user.is_empty() {
            return None;
        }
        let secret = Secret::new(self.secret.get_untracked());
        Some(if token { users::oauth(&secret) } else { users::basic(&user, &secret) })
    }
}

/// The dialog. `replaced` is the key of the one whose place is taken.
pub(super) fn dialog(editor: Editor, replaced: Option<String>, close: Callback<()>) -> AnyView {
    let before =
        replaced.as_deref().and_then(|key| editor.with(|whole| entries(whole, users::CREDENTIALS).get(key).cloned()));
    let form = Form::new(before.as_ref());
    let of = Target::new(editor, replaced.clone());
    let there = Memo::new(move |_| {
        of.key().is_some_and(|key| editor.with(|whole| entries(whole, users::CREDENTIALS).contains_key(&key)))
    });
    let label = Signal::derive(move || if there.get() { "Replace credential" } else { "Add credential" }.to_owned());
    let submit = move || {
        let (key, value) = (of.read(), form.read());
        if let Some((key, value)) = key.zip(value) {
            editor.edit.change(|whole| put_entry(whole, users::CREDENTIALS, &key, Some(value)));
            form.secret.set(String::new());
            close.run(());
        }
    };
    let fixed = replaced.is_some();
    let asks = move || {
        (there.get() && !fixed).then(|| {
            view! {
                <Notice
                    kind=NoticeKind::Warning
                    title="There is a credential for this already"
                    text="Replace it? What is stored now cannot be read back from here."
                />
            }
        })
    };
    let title = match replaced {
        Some(key) => ["Replace the credential for ", &target(&key)].concat(),
        None => "Add credential".to_owned(),
    };
    view! {
        <Dialog
            title=title
            description="It is sent when you save the account."
            kind=DialogKind::Wide
            on_close=close
            submit_label=label
            on_submit=submit
        >
            <div class="form">
                {of.view()}
                {holds(of, form)}
            </div>
            {live_if(asks)}
        </Dialog>
    }
    .into_any()
}

fn holds(of: Target, form: Form) -> AnyView {
    // The official client knows tokens for plugins alone (contract/dataiku-dss.md §3.2).
    let plugin = Memo::new(move |_| of.is_plugin());
    Effect::new(move || {
        if !plugin.get() {
            form.kind.set(users::BASIC.to_owned());
        }
    });
    let kinds = [(users::BASIC, "User and password"), (users::OAUTH, "OAuth refresh token")];
    let options = kinds.map(|(kind, words)| (kind.to_owned(), words.to_owned())).to_vec();
    let set = Callback::new(move |kind| {
        form.secret.set(String::new());
        form.secret_wrong.set(None);
        form.kind.set(kind);
    });
    let token = Memo::new(move |_| form.is_token());
    view! {
        {live_if(move || plugin.get().then(|| {
            view! { <Select label="It holds" value=form.kind on_change=set options=options.clone()/> }
        }))}
        {live(move || match token.get() {
            true => view! {
                <SecretField label="Refresh token" value=form.secret autocomplete="off" error=form.secret_wrong required=true/>
            }.into_any(),
            false => view! {
                <TextField label="User" value=form.user error=form.user_wrong required=true/>
                <SecretField label="Password" value=form.secret autocomplete="off" error=form.secret_wrong required=true/>
            }.into_any(),
        })}
    }
    .into_any()
}
