//! How a group is shown as a row.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::{GroupName, groups};

use super::{Open, Page};
use crate::domain::abilities;
use crate::domain::list::SortKey;
use crate::parts;
use crate::reactive::Signal;
use crate::ui::{Button, ButtonKind, CellLink, Column, Icon, Tone, badge, grouped};

/// The columns: what the list says, and who is in each by the list of users.
pub(super) const COLUMNS: [Column; 7] = [
    Column::new("name", "Group").width(12.0, 1).fixed(),
    Column::new("description", "Description").width(12.0, 3),
    Column::new("source", "Source").width(7.0, 0),
    Column::new("admin", "Administrators").width(9.0, 0),
    Column::new("members", "Members").width(6.5, 0).numeric(),
    Column::new("abilities", "Abilities").width(6.5, 0).numeric(),
    Column::new("actions", "Actions").width(3.5, 0).quiet(),
];

pub(super) fn name(group: &Whole) -> &str {
    group.text(groups::NAME).unwrap_or_default()
}

/// What tells a group apart: its name, or its place where it has none.
pub(super) fn key(group: &Whole, row: usize) -> String {
    group.text(groups::NAME).map_or_else(|| format!("row {row}"), str::to_owned)
}

/// All that the filter looks at.
pub(super) fn text(group: &Whole) -> String {
    [groups::NAME, groups::DESCRIPTION, groups::SOURCE_TYPE]
        .map(|member| group.text(member).unwrap_or_default())
        .join(" ")
}

fn members(page: Page, group: &Whole) -> Option<usize> {
    page.members.with_untracked(|members| Some(members.as_ref()?.get(name(group)).copied().unwrap_or(0)))
}

pub(super) fn sort_key(page: Page, group: &Whole, column: usize) -> SortKey {
    let text = |member: &str| group.text(member).map_or(SortKey::Missing, SortKey::from);
    let number = |number: Option<usize>| SortKey::from(number.map(|number| number as f64));
    match COLUMNS[column].id {
        "description" => text(groups::DESCRIPTION),
        "source" => text(groups::SOURCE_TYPE),
        "admin" => SortKey::from(group.flag(groups::ADMIN).map(|admin| f64::from(u8::from(!admin)))),
        "members" => number(members(page, group)),
        "abilities" => number(abilities::count(group)),
        _ => text(groups::NAME),
    }
}

pub(super) fn cell(page: Page, group: &Whole, column: usize) -> AnyView {
    let number = |number: Option<usize>| number.map_or_else(parts::not_given, |number| grouped(number).into_any());
    match COLUMNS[column].id {
        "description" => given(group.text(groups::DESCRIPTION)),
        "source" => given(group.text(groups::SOURCE_TYPE)),
        "admin" => match group.flag(groups::ADMIN) {
            Some(true) => badge(Tone::Warn, "administrators"),
            Some(false) => view! { <span class="faint">"no"</span> }.into_any(),
            None => parts::not_given(),
        },
        "members" => number(members(page, group)),
        "abilities" => number(abilities::count(group)),
        "actions" => delete_button(page, group),
        _ => link(page, group),
    }
}

/// A text as the title too: it may be cut.
fn given(text: Option<&str>) -> AnyView {
    match text {
        Some(text) => view! { <span title=text.to_owned()>{text.to_owned()}</span> }.into_any(),
        None => parts::not_given(),
    }
}

fn link(page: Page, group: &Whole) -> AnyView {
    let name = name(group);
    match page.shared.route(name) {
        Some(route) => view! { <CellLink href=parts::href(&route) text=name.to_owned()/> }.into_any(),
        None => name.to_owned().into_any(),
    }
}

fn delete_button(page: Page, group: &Whole) -> AnyView {
    let Ok(name) = GroupName::parse(name(group)) else { return ().into_any() };
    let label = ["Delete ", name.as_str()].concat();
    let of = name.clone();
    let allowed = Signal::derive(move || page.shared.may_delete(of.as_str()));
    let delete = move || page.open.set(Open::Delete(name.clone()));
    view! { <Button label=label kind=ButtonKind::Icon icon=Icon::Trash allowed=allowed on_click=delete/> }.into_any()
}
