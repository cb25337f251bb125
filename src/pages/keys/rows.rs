//! How an admin key is shown as a row.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::keys::{AdminKey, KeyText};

use super::{Open, Page};
use crate::domain::expiry::Expiry;
use crate::domain::list::SortKey;
use crate::parts;
use crate::ui::{Button, ButtonKind, Column, Icon, TimeAgo, Tone, badge};

/// The columns.
pub(super) const COLUMNS: [Column; 8] = [
    Column::new("label", "Label").width(11.0, 2).fixed(),
    Column::new("expires", "Expires").width(11.0, 1),
    Column::new("used", "Last used").width(9.0, 1),
    Column::new("created", "Created").width(9.0, 1),
    Column::new("by", "Created by").width(7.5, 1),
    Column::new("description", "Description").width(9.0, 2),
    Column::new("id", "Id").width(7.0, 0),
    Column::new("actions", "Actions").width(4.0, 0).quiet(),
];

/// What tells a key apart: its id, or its place where an older node gives none.
pub(super) fn key_of(key: &AdminKey, row: usize) -> String {
    key.id.as_ref().map_or_else(|| format!("row {row}"), ToString::to_string)
}

/// All that the filter looks at; never the secret.
pub(super) fn text(key: &AdminKey) -> String {
    let texts = [&key.label, &key.description, &key.created_by].map(|text| text.clone().unwrap_or_default());
    let id = key.id.as_ref().map(ToString::to_string).unwrap_or_default();
    [&texts.join(" "), " ", &*id].concat()
}

pub(super) fn sort_key(key: &AdminKey, column: usize) -> SortKey {
    let text = |text: &Option<String>| text.as_deref().map_or(SortKey::Missing, SortKey::from);
    match COLUMNS[column].id {
        // Never ends last.
        "expires" => SortKey::from(key.expires_on.map(|end| if end == 0.0 { f64::MAX } else { end })),
        "used" => SortKey::from(key.last_used_on),
        "created" => SortKey::from(key.created_on),
        "by" => text(&key.created_by),
        "description" => text(&key.description),
        "id" => key.id.as_ref().map_or(SortKey::Missing, |id| SortKey::from(id.as_str())),
        _ => text(&key.label),
    }
}

pub(super) fn cell(page: Page, row: usize, key: &AdminKey, column: usize) -> AnyView {
    match COLUMNS[column].id {
        "expires" => expiry(page, key.expires_on),
        "used" => moment(page, key.last_used_on),
        "created" => moment(page, key.created_on),
        "by" => key.created_by.clone().into_any(),
        "description" => key.description.clone().into_any(),
        "id" => match &key.id {
            Some(id) => view! { <span class="mono">{id.to_string()}</span> }.into_any(),
            None => parts::not_given(),
        },
        "actions" => delete_button(page, row, key),
        _ => label(key).into_any(),
    }
}

/// A name for people, also where there is no label.
pub(super) fn label(key: &AdminKey) -> String {
    match (&key.label, &key.id) {
        (Some(label), _) if !label.is_empty() => label.clone(),
        (_, Some(id)) => ["key ", id.as_str()].concat(),
        (_, None) => "key without label".into(),
    }
}

fn moment(page: Page, moment: Option<f64>) -> AnyView {
    match moment {
        Some(moment) => view! { <TimeAgo moment=moment now=page.now()/> }.into_any(),
        None => parts::not_given(),
    }
}

fn expiry(page: Page, expires_on: Option<f64>) -> AnyView {
    let now = page.session.now.get_untracked().wall;
    let ago = |moment| view! { <TimeAgo moment=moment now=page.now()/> };
    match Expiry::of(expires_on, now) {
        Expiry::NotGiven => parts::not_given(),
        Expiry::Never => "never".into_any(),
        Expiry::Later(end) => ago(end).into_any(),
        Expiry::Soon(end) => view! { {badge(Tone::Warn, "soon")} " " {ago(end)} }.into_any(),
        Expiry::Over(end) => view! { {badge(Tone::Danger, "expired")} " " {ago(end)} }.into_any(),
    }
}

fn delete_button(page: Page, row: usize, key: &AdminKey) -> AnyView {
    let label = ["Delete ", &label(key)].concat();
    view! { <Button label=label kind=ButtonKind::Icon icon=Icon::Trash on_click=move || page.open.set(Open::Delete(row))/> }
        .into_any()
}

/// Whether there is anything to delete the key by.
pub(super) fn can_delete(key: &AdminKey) -> bool {
    key.id.is_some() || matches!(key.key, KeyText::Clear(_))
}
