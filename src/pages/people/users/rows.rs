//! How a user is shown as a row.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::Login;

use super::{Open, Page, bulk};
use crate::domain::allowed::Allowed;
use crate::domain::list::SortKey;
use crate::domain::person::{Person, Seen};
use crate::parts;
use crate::query::Load;
use crate::reactive::Signal;
use crate::routes::{DssPlace, Route};
use crate::ui::{ButtonKind, CellLink, Column, Icon, Menu, MenuItem, TimeAgo, Tone, badge, grouped};

/// The columns: what the list says, and when they were last seen.
pub(super) const COLUMNS: [Column; 12] = [
    Column::new("login", "Login").width(10.0, 1).fixed(),
    Column::new("name", "Display name").width(9.0, 1),
    Column::new("email", "E-mail").width(12.0, 2),
    Column::new("groups", "Groups").width(10.0, 2),
    Column::new("profile", "Profile").width(9.5, 0),
    Column::new("source", "Source").width(6.0, 0),
    Column::new("state", "State").width(6.5, 0),
    Column::new("seen", "Last login").width(8.0, 0),
    Column::new("failed", "Last failed login").width(8.5, 0),
    Column::new("session", "Last session").width(8.0, 0),
    Column::new("open", "Sessions open").width(7.0, 0).numeric(),
    Column::new("actions", "Actions").width(3.5, 0).quiet(),
];

/// All that the filter looks at.
pub(super) fn text(person: &Person) -> String {
    let texts = [&person.name, &person.email, &person.profile].map(|text| text.as_deref().unwrap_or_default());
    let groups = person.groups.as_deref().unwrap_or_default().join(" ");
    [&person.login, " ", &*texts.join(" "), " ", &*groups].concat()
}

pub(super) fn sort_key(page: Page, person: &Person, column: usize) -> SortKey {
    let text = |text: &Option<String>| text.as_deref().map_or(SortKey::Missing, SortKey::from);
    match COLUMNS[column].id {
        "name" => text(&person.name),
        "email" => text(&person.email),
        "groups" => person.groups.as_ref().map_or(SortKey::Missing, |groups| SortKey::Text(groups.join(" "))),
        "profile" => text(&person.profile),
        "source" => text(&person.source),
        "state" => SortKey::from(person.state()),
        // Never is before all moments.
        "seen" => moment_key(page, person, |seen| seen.login),
        "failed" => moment_key(page, person, |seen| seen.failed),
        "session" => moment_key(page, person, |seen| seen.session),
        "open" => SortKey::from(person.sessions),
        _ => SortKey::from(person.login.as_str()),
    }
}

fn moment_key(page: Page, person: &Person, of: fn(&Seen) -> Option<f64>) -> SortKey {
    let seen = page.seen.load.with_untracked(|load| load.value()?.get(&person.login).copied());
    SortKey::from(seen.map(|seen| of(&seen).unwrap_or(0.0)))
}

pub(super) fn cell(page: Page, person: &Person, column: usize) -> AnyView {
    match COLUMNS[column].id {
        "name" => given(person.name.as_ref()),
        "email" => given(person.email.as_ref()),
        "groups" => given(person.groups.as_ref().map(|groups| groups.join(", ")).as_ref()),
        "profile" => given(person.profile.as_ref()),
        "source" => given(person.source.as_ref()),
        "state" => state(person),
        "seen" => moment(page, person, |seen| seen.login),
        "failed" => moment(page, person, |seen| seen.failed),
        "session" => moment(page, person, |seen| seen.session),
        "open" => person.sessions.map_or_else(parts::not_given, |sessions| grouped(sessions as usize).into_any()),
        "actions" => actions(page, person),
        _ => login(page, person),
    }
}

/// A text as the title too: it may be cut.
fn given(text: Option<&String>) -> AnyView {
    match text {
        Some(text) => view! { <span title=text.clone()>{text.clone()}</span> }.into_any(),
        None => parts::not_given(),
    }
}

fn login(page: Page, person: &Person) -> AnyView {
    match page.route(&person.login) {
        Some(route) => view! { <CellLink href=parts::href(&route) text=person.login.clone()/> }.into_any(),
        None => person.login.clone().into_any(),
    }
}

fn state(person: &Person) -> AnyView {
    match person.enabled {
        Some(true) => badge(Tone::Ok, "enabled"),
        Some(false) => badge(Tone::Neutral, "disabled"),
        None => parts::not_given(),
    }
}

fn moment(page: Page, person: &Person, of: fn(&Seen) -> Option<f64>) -> AnyView {
    let now = page.session.now;
    page.seen.load.with_untracked(|load| match load {
        Load::Waiting => view! { <span class="faint" aria-label="loading">"…"</span> }.into_any(),
        Load::Failed(_) => parts::not_given(),
        Load::Ready(all) | Load::Stale(all, _) => match all.get(&person.login).map(of) {
            None => parts::not_given(),
            Some(None) => "never".into_any(),
            Some(Some(moment)) => {
                let now = Signal::derive(move || now.get().wall);
                view! { <TimeAgo moment=moment now=now/> }.into_any()
            }
        },
    })
}

fn actions(page: Page, person: &Person) -> AnyView {
    let Ok(login) = Login::parse(&person.login) else { return ().into_any() };
    let label = ["Actions for ", login.as_str()].concat();
    let go = parts::use_go();
    let to = Route::Dss { actor: Some(login.clone()), place: DssPlace::Account };
    let act_as = move || go.run(to.clone());
    let delete = {
        let login = login.clone();
        move || page.open.set(Open::Bulk(bulk::Kind::Delete, vec![login.to_string()]))
    };
    let name = login.to_string();
    let disabled = person.enabled == Some(false);
    let allowed = move || match (page.dss.login().as_deref() == Some(name.as_str()), disabled) {
        (true, _) => Allowed::no("This is who you are already."),
        (false, true) => Allowed::no("The user is disabled: nothing can be done in a name that may not sign in."),
        (false, false) => page.everyone.may(),
    };
    let words = ["Act as ", login.as_str()].concat();
    let items = Signal::derive(move || {
        let may = page.everyone.may();
        vec![
            MenuItem::new(words.clone(), act_as.clone()).allowed(allowed()),
            MenuItem::new("Delete user", delete.clone()).danger().allowed(may),
        ]
    });
    view! { <Menu label=label kind=ButtonKind::Icon icon=Icon::More items=items/> }.into_any()
}
