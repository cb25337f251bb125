//! Properties of a user, their own or the administrators': names and values, edited where they stand.

use leptos::ev;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use serde_json::Value;

use super::editor::{Editor, Open, entries, put_entry};
use crate::reactive::{Memo, RwSignal};
use crate::ui::{Button, ButtonKind, Icon, TextArea, TextField, live};

/// The panel. `member` says which properties.
pub(super) fn panel(editor: Editor, member: &'static str, about: &'static str) -> AnyView {
    let names = Memo::new(move |_| editor.with(|whole| entries(whole, member).keys().cloned().collect::<Vec<_>>()));
    let none = Memo::new(move |_| names.with(Vec::is_empty));
    view! {
        <div class="section-head">
            <h2>{if member == pilothouse_wire::dss::users::ADMIN_PROPERTIES { "Admin properties" } else { "Properties" }}</h2>
            <span class="spring"></span>
            <Button label="Paste many" on_click=move || editor.open.set(Open::Paste(member))/>
        </div>
        <p class="faint">{about}</p>
        {live(move || none.get().then(|| view! { <p class="entries-none">"No property yet."</p> }))}
        <div class="entries">
            <For each=move || names.get() key=|name| name.clone() children=move |name| untrack(|| entry(editor, member, name))/>
        </div>
        {add(editor, member)}
    }
    .into_any()
}

/// One property. Another name is another property.
fn entry(editor: Editor, member: &'static str, name: String) -> AnyView {
    let value = editor.with(|whole| entries(whole, member).get(&name).cloned());
    let remove = {
        let name = name.clone();
        move || editor.edit.change(|whole| put_entry(whole, member, &name, None))
    };
    let control = match value {
        None | Some(Value::String(_)) => text(editor, member, name.clone()),
        Some(other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_))) => {
            json(name.clone(), &other)
        }
    };
    view! {
        <div class="entry">
            {control}
            <Button label=["Remove ", &name].concat() kind=ButtonKind::Icon icon=Icon::Trash on_click=remove/>
        </div>
    }
    .into_any()
}

fn text(editor: Editor, member: &'static str, name: String) -> AnyView {
    let of = name.clone();
    let read = move |whole: &Whole| {
        whole.object(member).and_then(|all| all.get(&of)).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let of = name.clone();
    let value = editor.bind(read, move |whole, typed| {
        // The draft may have lost it to a removal meanwhile; then it stays away.
        if entries(whole, member).contains_key(&of) {
            put_entry(whole, member, &of, Some(typed.into()));
        }
    });
    if value.with_untracked(|value| value.contains('\n')) {
        return view! { <TextArea label=name value=value required=true rows=3/> }.into_any();
    }
    view! { <TextField label=name value=value required=true/> }.into_any()
}

/// A value that is no text stays what it is: here nobody can say which kind another one would be of.
fn json(name: String, value: &Value) -> AnyView {
    let text = RwSignal::new(value.to_string());
    view! { <TextField label=name value=text hint="Not a text: it is kept as it is." required=true mono=true read_only=true/> }
        .into_any()
}

/// What is wrong with a new name.
fn check(editor: Editor, member: &str, name: &str) -> Option<String> {
    let there = || untrack(|| editor.with(|whole| entries(whole, member).contains_key(name)));
    match name {
        "" => Some("Give the property a name.".into()),
        name if there() => Some(["“", name, "” is there already: change its value above."].concat()),
        _ => None,
    }
}

fn add(editor: Editor, member: &'static str) -> AnyView {
    let (name, value) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let given = name.with_untracked(|name| name.trim().to_owned());
        wrong.set(check(editor, member, &given));
        if wrong.with_untracked(Option::is_none) {
            editor.edit.change(|whole| put_entry(whole, member, &given, Some(value.get_untracked().into())));
            name.set(String::new());
            value.set(String::new());
        }
    };
    view! {
        <form class="entry-add" novalidate on:submit=submit>
            <TextField label="New property" value=name error=wrong required=true/>
            <TextField label="Its value" value=value required=true/>
            <Button label="Add property" icon=Icon::Plus submit=true/>
        </form>
    }
    .into_any()
}
