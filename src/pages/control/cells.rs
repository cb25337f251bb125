//! How the value of a field is shown, in a table and on a page.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::control::{self, Field, Form, Item, Kind, Link, events, jobs, system, users};
use serde_json::Value;

use crate::browser::clock;
use crate::domain::control::words::{self, Json};
use crate::domain::visible::visible;
use crate::parts;
use crate::reactive::Signal;
use crate::routes::{ControlPlace, Route};
use crate::session::use_session;
use crate::ui::{CellLink, TimeAgo, Tone, badge};

/// The value of a field in a row.
pub(super) fn field(field: &Field, item: &Item) -> AnyView {
    let value = item.attributes.get(field.name);
    match (field.form, value) {
        (_, None) => absent(),
        // The words in a result are the real cause of a failure (§6, certain).
        (Form::JsonText, Some(_)) if field.name == jobs::RESULT => text(jobs::said(item).message.unwrap_or_default()),
        (Form::Moment, Some(Value::String(text))) => moment(clock::parse_iso(text), text),
        (Form::Epoch, Some(value)) => moment(value.as_f64().map(|seconds| seconds * 1000.0), &value.to_string()),
        (Form::Choice(_), Some(Value::String(text))) => state(field, text),
        (_, Some(_)) => text(words::text(field, value).unwrap_or_default()),
    }
}

/// The server did not say it; in a cell the whole words would be cut.
pub(super) fn absent() -> AnyView {
    view! { <span class="faint" title="not given by this server">"not given"</span> }.into_any()
}

/// The server says that there is nothing.
pub(super) fn none() -> AnyView {
    view! { <span class="faint">"none"</span> }.into_any()
}

/// The value of a field on a page: nothing is cut.
pub(super) fn whole(field: &Field, item: &Item) -> AnyView {
    let Some(value) = item.attributes.get(field.name) else { return parts::not_given() };
    // A moment that is an empty text has never come, which is something.
    let moment = matches!(field.form, Form::Moment | Form::Epoch) && !value.is_null();
    if words::is_nothing(field, value) && !moment {
        return none();
    }
    match matches!(field.form, Form::Json | Form::JsonText) {
        true => json(field, item, value),
        false => self::field(field, item),
    }
}

/// Objects, and lists of them, stand behind a disclosure, however short they are.
fn json(field: &Field, item: &Item, value: &Value) -> AnyView {
    let said = (field.name == jobs::RESULT).then(|| jobs::said(item).message).flatten();
    match words::json(value) {
        Json::Line(line) => text(said.unwrap_or(line)),
        Json::Block(block) => view! {
            {said.filter(|said| Some(&**said) != value.as_str().map(str::trim)).map(text)}
            <details>
                <summary>"Show"</summary>
                <pre class="script" tabindex="0" role="region" aria-label=words::label(field.name)>{visible(&block)}</pre>
            </details>
        }
        .into_any(),
    }
}

fn moment(at: Option<f64>, text: &str) -> AnyView {
    let session = use_session();
    match at.filter(|at| *at > 0.0) {
        Some(at) => view! { <TimeAgo moment=at now=Signal::derive(move || session.now.get().wall)/> }.into_any(),
        None if text.is_empty() || text == "0" => view! { <span class="faint">"never"</span> }.into_any(),
        None => self::text(text.to_owned()),
    }
}

/// A text as the title too: it may be cut.
fn text(text: String) -> AnyView {
    let text = visible(&text);
    view! { <span title=text.clone()>{text}</span> }.into_any()
}

/// A word with the colour of what it means: how well it is, or how grave.
fn state(field: &Field, word: &str) -> AnyView {
    let tone = match word {
        "up" | "online" | "completed" | "ready" | "enabled" => Tone::Ok,
        "failed" | "error" | "critical" | "major" => Tone::Danger,
        "down" | "offline" | "deleting" | "canceled" | "warning" | "stuck" => Tone::Warn,
        "created" | "dispatched" | "in_progress" | "republishing" | "creating" => Tone::Active,
        _ => Tone::Neutral,
    };
    let states = [events::SEVERITY, jobs::STATE, users::ADMIN_STATUS, users::OPERATIONAL_STATUS, system::MODE];
    if states.contains(&field.name) { badge(tone, visible(word)) } else { text(word.to_owned()) }
}

/// Records at the other end of a relation, as links where they have a page.
pub(super) fn relation(item: &Item, relation: &str, included: &[Item]) -> AnyView {
    match item.one(relation) {
        Some(link) => cell_link(&link, included),
        None => none(),
    }
}

/// What a record is called, where it came along; else its id.
pub(super) fn name_of(link: &Link, included: &[Item]) -> String {
    let found = included.iter().find(|item| item.record == link.record && item.id == link.id);
    match (control::kind(&link.record), found) {
        (Some(kind), Some(item)) => words::name(item, kind.label),
        _ => visible(&link.id),
    }
}

/// Where the page of a record is, if it has one.
fn page_of(link: &Link) -> Option<String> {
    let kind =
        control::kind(&link.record).filter(|kind| kind.get.is_some() && !kind.secret_id && !link.id.is_empty())?;
    Some(parts::href(&Route::Control(ControlPlace::Record(kind, link.id.clone()))))
}

/// A link to a record in a cell, under its name where that came along.
fn cell_link(link: &Link, included: &[Item]) -> AnyView {
    let name = name_of(link, included);
    match page_of(link) {
        Some(href) => view! { <CellLink href=href text=name/> }.into_any(),
        None => text(name),
    }
}

/// The same on a page, where it is a stop of the keyboard.
pub(super) fn link(link: &Link, included: &[Item]) -> AnyView {
    let name = name_of(link, included);
    match page_of(link) {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => text(name),
    }
}

/// The name of a record, as a link to its page.
pub(super) fn name(kind: &'static Kind, item: &Item) -> AnyView {
    let name = words::name(item, kind.label);
    if kind.get.is_none() || item.id.is_empty() {
        return text(name);
    }
    let route = Route::Control(ControlPlace::Record(kind, item.id.clone()));
    view! { <CellLink href=parts::href(&route) text=name/> }.into_any()
}
