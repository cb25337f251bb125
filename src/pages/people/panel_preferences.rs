//! Preferences of a user: those that the official client lists, and others that are true or false as the server names
//! them. What is neither is kept and shown.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::users;
use serde_json::Value;

use super::editor::{Editor, entries, put_entry};
use super::panel_profile::plain;
use crate::reactive::{Callback, Memo};
use crate::ui::{Checkbox, Select, live};

const MAIL: &str = "E-mail me about";
const REQUESTS: &str = "E-mail me about requests";
const SCREEN: &str = "In DSS";

/// Where each of [`users::PREFERENCE_FLAGS`] stands, and in which words.
const WORDS: [(&str, &str); 21] = [
    (MAIL, "mentions of me"),
    (MAIL, "discussions that I take part in"),
    (REQUESTS, "access that somebody asks for"),
    (MAIL, "access that I was granted"),
    (MAIL, "plugins that I asked for and was granted"),
    (REQUESTS, "plugins that somebody asks for"),
    (REQUESTS, "people who ask for access to the instance"),
    (REQUESTS, "people who ask for a higher profile"),
    (REQUESTS, "code environments that somebody asks for"),
    (MAIL, "code environments that I asked for and was granted"),
    (MAIL, "a digest of each day"),
    (MAIL, "what happened while I was away"),
    (SCREEN, "remember where I was in the flow"),
    (SCREEN, "tell me who signs in and out"),
    (SCREEN, "tell me about edits of what I watch"),
    (SCREEN, "tell me what is created and deleted in the project I am in"),
    (SCREEN, "tell me about all edits in the project I am in"),
    (SCREEN, "tell me about watches and stars in the project I am in"),
    (SCREEN, "tell me about other users' jobs and tasks"),
    (SCREEN, "tell me about requests for access"),
    (SCREEN, "tell me about runs of scenarios"),
];

/// The panel.
pub(super) fn panel(editor: Editor) -> AnyView {
    let given = Memo::new(move |_| editor.with(|whole| whole.object(users::PREFERENCES).is_some()));
    view! {
        <section class="section">
            <h2>"Preferences"</h2>
            {live(move || if given.get() { untrack(|| fields(editor)) } else { absent() })}
        </section>
    }
    .into_any()
}

fn absent() -> AnyView {
    view! { <p class="faint">"Not given by this server: DSS has them from 13.4 on."</p> }.into_any()
}

fn fields(editor: Editor) -> AnyView {
    let group = |name: &'static str| {
        let all = users::PREFERENCE_FLAGS.into_iter().zip(WORDS).filter(|(_, (group, _))| *group == name);
        let boxes = all.map(|(flag, (_, words))| tick(editor, flag.to_owned(), words.to_owned())).collect_view();
        view! { <fieldset class="ticks"><legend>{name}</legend>{boxes}</fieldset> }
    };
    view! {
        <div class="form">{language(editor)}</div>
        <div class="tick-groups">
            {group(MAIL)}
            {group(REQUESTS)}
            {group(SCREEN)}
        </div>
        {others(editor)}
    }
    .into_any()
}

fn tick(editor: Editor, flag: String, words: String) -> AnyView {
    let of = flag.clone();
    let given = editor.with(|whole| entries(whole, users::PREFERENCES).contains_key(&flag));
    let read = move |whole: &pilothouse_wire::Whole| {
        whole.object(users::PREFERENCES).and_then(|all| all.get(&of)).and_then(Value::as_bool).unwrap_or_default()
    };
    let checked =
        editor.bind(read, move |whole, on: bool| put_entry(whole, users::PREFERENCES, &flag, Some(on.into())));
    let hint = if given { "" } else { "not given by this server" };
    view! { <Checkbox label=words checked=checked hint=hint/> }.into_any()
}

fn language(editor: Editor) -> AnyView {
    let now = Memo::new(move |_| {
        let text = |whole: &pilothouse_wire::Whole| {
            entries(whole, users::PREFERENCES).get(users::UI_LANGUAGE).and_then(Value::as_str).map(str::to_owned)
        };
        editor.with(text).unwrap_or_default()
    });
    let known = [("en", "English"), ("ja", "日本語"), ("fr", "Français")];
    let mut options: Vec<(String, String)> = known.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec();
    let given = now.get_untracked();
    if !known.iter().any(|(id, _)| *id == given) {
        let words = if given.is_empty() { "not given by this server".to_owned() } else { given.clone() };
        options.insert(0, (given, words));
    }
    let set = Callback::new(move |language: String| {
        let value = (!language.is_empty()).then(|| language.into());
        editor.edit.change(|whole| put_entry(whole, users::PREFERENCES, users::UI_LANGUAGE, value));
    });
    view! { <Select label="Language" value=now on_change=set options=options/> }.into_any()
}

/// What the server has besides.
fn others(editor: Editor) -> AnyView {
    let known = |name: &str| name == users::UI_LANGUAGE || users::PREFERENCE_FLAGS.contains(&name);
    let mut all = editor.with(|whole| entries(whole, users::PREFERENCES));
    all.retain(|name, _| !known(name));
    if all.is_empty() {
        return ().into_any();
    }
    let (flags, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, value)| value.is_boolean());
    let flags = flags.into_iter().map(|(name, _)| tick(editor, name.clone(), name)).collect_view();
    let rest = rest.into_iter().map(|(name, value)| {
        view! { <div><dt class="mono">{name}</dt><dd>{plain(&value)}</dd></div> }
    });
    view! {
        <fieldset class="ticks"><legend>"As this server names them"</legend>{flags}</fieldset>
        <dl class="facts">{rest.collect_view()}</dl>
    }
    .into_any()
}
