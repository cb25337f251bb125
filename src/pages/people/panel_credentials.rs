//! Credentials of a user: for connections, and for presets of plugins. What they hold is never shown, but for the user's
//! name in them; kinds that nobody here knows are kept as they are.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::users;
use serde_json::Value;

use super::editor::{Editor, Open, State, entries, put_entry};
use super::panel_secrets::state_badge;
use crate::domain::allowed::Allowed;
use crate::reactive::Memo;
use crate::ui::{Button, ButtonKind, EmptyState, Icon, live};

/// One credential as it is listed.
#[derive(Clone, PartialEq)]
struct Row {
    key: String,
    kind: Option<String>,
    user: Option<String>,
    state: State,
}

/// What a credential is for, in words: the connection's name, or “geo-tools › geo-account › main › login”.
pub(super) fn target(key: &str) -> String {
    users::read_plugin_key(key).map_or_else(|| key.to_owned(), |parts| parts.join(" › "))
}

/// Whether the console knows what belongs to this kind.
fn known(kind: Option<&str>) -> bool {
    matches!(kind, Some(users::BASIC | users::OAUTH))
}

fn kind_words(kind: Option<&str>) -> String {
    match kind {
        Some(users::BASIC) => "user and password".into(),
        Some(users::OAUTH) => "OAuth refresh token".into(),
        Some(other) => [other, ", kept as it is"].concat(),
        None => "of no kind, kept as it is".into(),
    }
}

fn rows(editor: Editor) -> Vec<Row> {
    let before = editor.edit.base().map(|base| entries(&base, users::CREDENTIALS)).unwrap_or_default();
    let row = |(key, value): (&String, &Value)| {
        let text = |member: &str| value.get(member).and_then(Value::as_str).map(str::to_owned);
        Row {
            key: key.clone(),
            kind: text(users::CREDENTIAL_TYPE),
            user: text(users::CREDENTIAL_USER),
            state: State::of(before.get(key), value),
        }
    };
    editor.with(|whole| entries(whole, users::CREDENTIALS).iter().map(row).collect())
}

/// The panel.
pub(super) fn panel(editor: Editor) -> AnyView {
    let rows = Memo::new(move |_| rows(editor));
    let add = move || editor.open.set(Open::Credential(None));
    view! {
        <div class="section-head">
            <h2>"Credentials"</h2>
            <span class="spring"></span>
            <Button label="Add credential" icon=Icon::Plus on_click=add/>
        </div>
        <p class="faint">
            "For connections and plugins where each user signs in with their own. Passwords and tokens can only be written: the console never shows them."
        </p>
        {live(move || {
            let rows = rows.get();
            if rows.is_empty() {
                return view! { <EmptyState title="No credentials" text="Add one where a connection or a plugin asks for a login of your own."/> }.into_any();
            }
            let rows = rows.into_iter().map(|row| row_view(editor, row)).collect_view();
            view! { <ul class="items" aria-label="Credentials">{rows}</ul> }.into_any()
        })}
    }
    .into_any()
}

fn row_view(editor: Editor, Row { key, kind, user, state }: Row) -> AnyView {
    let of = target(&key);
    let source = if users::read_plugin_key(&key).is_some() { "plugin preset" } else { "connection" };
    let mut about = [source, ", ", &kind_words(kind.as_deref())].concat();
    if let Some(user) = user {
        about = [&about, ": ", &user].concat();
    }
    let allowed = Allowed::when(known(kind.as_deref()), "The console does not know this kind of credential.");
    let replace = {
        let key = key.clone();
        move || editor.open.set(Open::Credential(Some(key.clone())))
    };
    let remove = move || editor.edit.change(|whole| put_entry(whole, users::CREDENTIALS, &key, None));
    view! {
        <li class="item">
            <span class="item-name">
                <span class="mono">{of.clone()}</span>
                <span class="faint">{about}</span>
            </span>
            {state_badge(state)}
            <span class="item-actions">
                <Button label=["Replace ", &of].concat() kind=ButtonKind::Icon icon=Icon::Pencil allowed=allowed on_click=replace/>
                <Button label=["Remove ", &of].concat() kind=ButtonKind::Icon icon=Icon::Trash on_click=remove/>
            </span>
        </li>
    }
    .into_any()
}
