//! A secret that is added, or takes another one's place.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Secret;
use pilothouse_wire::dss::users;

use super::editor::Editor;
use super::panel_secrets::{items, name_of};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ui::{Dialog, Notice, NoticeKind, SecretField, TextField, live_if};

/// The dialog. `replaced` names the one whose place is taken.
pub(super) fn dialog(editor: Editor, replaced: Option<String>, close: Callback<()>) -> AnyView {
    let fixed = replaced.is_some();
    let name = RwSignal::new(replaced.unwrap_or_default());
    let value = RwSignal::new(String::new());
    let (name_wrong, value_wrong) = (RwSignal::new(None), RwSignal::new(None));
    let there = Memo::new(move |_| {
        let name = given(name, fixed);
        editor.with(|whole| items(whole).iter().any(|item| name_of(item) == Some(&name)))
    });
    let label = Signal::derive(move || if there.get() { "Replace secret" } else { "Add secret" }.to_owned());
    let submit = move || {
        let given = untrack(|| given(name, fixed));
        name_wrong.set(given.is_empty().then(|| "Give the secret a name: code asks for it by this name.".to_owned()));
        let empty = value.with_untracked(String::is_empty);
        value_wrong.set(empty.then(|| "Give the value. An empty secret is none.".to_owned()));
        if !given.is_empty() && !empty {
            put(editor, &given, &Secret::new(value.get_untracked()));
            value.set(String::new());
            close.run(());
        }
    };
    let asks = move || {
        (there.get() && !fixed).then(|| {
            view! {
                <Notice
                    kind=NoticeKind::Warning
                    title="There is a secret of this name"
                    text="Replace it? What is stored now cannot be read back from here."
                />
            }
        })
    };
    view! {
        <Dialog
            title=if fixed { "Replace secret" } else { "Add secret" }
            description="It is sent when you save the account."
            on_close=close
            submit_label=label
            on_submit=submit
        >
            <div class="form">
                <TextField
                    label="Name"
                    value=name
                    error=name_wrong
                    required=true
                    mono=true
                    read_only=fixed
                    hint=if fixed { "" } else { "Any words and signs. Spaces around it do not count." }
                />
                <SecretField label="Value" value=value autocomplete="off" error=value_wrong required=true/>
            </div>
            {live_if(asks)}
        </Dialog>
    }
    .into_any()
}

/// The name, tracked. One that is there already is taken as it is.
fn given(name: RwSignal<String>, fixed: bool) -> String {
    name.with(|name| if fixed { name.as_str() } else { name.trim() }.to_owned())
}

/// As the official client does it (contract/dataiku-dss.md §3.2): the one of that name goes, the new one comes last.
fn put(editor: Editor, name: &str, value: &Secret) {
    editor.edit.change(|whole| {
        let mut all = items(whole);
        all.retain(|item| name_of(item) != Some(name));
        all.push(users::secret(name, value));
        whole.set(users::SECRETS, all);
    });
}
