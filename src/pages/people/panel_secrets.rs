//! Secrets of a user: their names. A stored value is never shown; one that nobody touches goes back as it came.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::users;
use serde_json::Value;

use super::editor::{Editor, Open, State};
use crate::reactive::Memo;
use crate::ui::{Button, ButtonKind, EmptyState, Icon, Tone, badge, live};

/// One secret as it is listed.
#[derive(Clone, PartialEq)]
struct Row {
    /// Its place, where it has no name that could be told.
    place: usize,
    name: Option<String>,
    state: State,
}

/// The secrets as they came.
pub(super) fn items(whole: &Whole) -> Vec<Value> {
    whole.get(users::SECRETS).and_then(Value::as_array).cloned().unwrap_or_default()
}

/// The name of one.
pub(super) fn name_of(item: &Value) -> Option<&str> {
    item.get(users::SECRET_NAME).and_then(Value::as_str)
}

fn rows(editor: Editor) -> Vec<Row> {
    let before = editor.edit.base().map(|base| items(&base)).unwrap_or_default();
    let row = |(place, item): (usize, &Value)| {
        let name = name_of(item);
        let known = before.iter().find(|known| name.is_some() && name_of(known) == name);
        let state = if name.is_some() { State::of(known, item) } else { State::Stored };
        Row { place, name: name.map(str::to_owned), state }
    };
    editor.with(|whole| items(whole).iter().enumerate().map(row).collect())
}

/// The panel.
pub(super) fn panel(editor: Editor) -> AnyView {
    let rows = Memo::new(move |_| rows(editor));
    let add = move || editor.open.set(Open::Secret(None));
    view! {
        <div class="section-head">
            <h2>"Secrets"</h2>
            <span class="spring"></span>
            <Button label="Add secret" icon=Icon::Plus on_click=add/>
        </div>
        <p class="faint">
            "Code that runs in this name can read them. Here they can only be written: the console never shows a stored value."
        </p>
        {live(move || {
            let rows = rows.get();
            if rows.is_empty() {
                return view! { <EmptyState title="No secrets" text="Add one for what code needs and nobody should read: a token, a password."/> }.into_any();
            }
            let rows = rows.into_iter().map(|row| row_view(editor, row)).collect_view();
            view! { <ul class="items" aria-label="Secrets">{rows}</ul> }.into_any()
        })}
    }
    .into_any()
}

/// What a state looks like.
pub(super) fn state_badge(state: State) -> AnyView {
    let tone = match state {
        State::Stored => Tone::Ok,
        State::New | State::Replaced => Tone::Active,
    };
    badge(tone, state.words())
}

fn row_view(editor: Editor, Row { place, name, state }: Row) -> AnyView {
    let Some(name) = name else {
        let words = format!("Secret {} has no name: it is kept as it is.", place + 1);
        return view! { <li class="item"><span class="faint">{words}</span></li> }.into_any();
    };
    let replace = {
        let name = name.clone();
        move || editor.open.set(Open::Secret(Some(name.clone())))
    };
    let remove = {
        let name = name.clone();
        move || {
            editor.edit.change(|whole| {
                let mut all = items(whole);
                all.retain(|item| name_of(item) != Some(&name));
                whole.set(users::SECRETS, all);
            });
        }
    };
    view! {
        <li class="item">
            <span class="mono item-name">{name.clone()}</span>
            {state_badge(state)}
            <span class="item-actions">
                <Button label=["Replace ", &name].concat() kind=ButtonKind::Icon icon=Icon::Pencil on_click=replace/>
                <Button label=["Remove ", &name].concat() kind=ButtonKind::Icon icon=Icon::Trash on_click=remove/>
            </span>
        </li>
    }
    .into_any()
}
