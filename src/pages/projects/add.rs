//! Adding an entry for a group or a user, picked or typed. One that has an entry already is opened instead.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{GroupName, Login, groups, users};
use pilothouse_wire::{List, Whole};

use super::one::{Names, Page};
use crate::domain::project::{self, Holder, Kind};
use crate::query::Remote;
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{Dialog, PickField, Select};

/// Asks for groups and users as everybody may see them.
pub(super) fn names(page: Page) -> Names {
    let (session, dss) = (page.session, page.dss);
    let groups = Remote::new(move || {
        let target = dss.target.get_value();
        async move { session.send(&target, &groups::names()).await }
    });
    let users = Remote::new(move || {
        let target = dss.target.get_value();
        async move { session.send(&target, &users::names()).await }
    });
    Names { groups, users }
}

fn options(list: Remote<List<Whole>>, value: &str, words: &str) -> Vec<(String, String)> {
    let Some(list) = list.value() else { return Vec::new() };
    let text = |one: &Whole, name: &str| one.text(name).unwrap_or_default().to_owned();
    list.rows.iter().map(|one| (text(one, value), text(one, words))).filter(|(own, _)| !own.is_empty()).collect()
}

/// Users to pick from, tracked.
pub(super) fn users(page: Page) -> Vec<(String, String)> {
    page.names.get().map(|names| options(names.users, users::LOGIN, users::DISPLAY_NAME)).unwrap_or_default()
}

fn groups(page: Page) -> Vec<(String, String)> {
    page.names.get().map(|names| options(names.groups, groups::NAME, groups::DESCRIPTION)).unwrap_or_default()
}

/// The dialog.
pub(super) fn dialog(page: Page) -> AnyView {
    let (kind, name) = (RwSignal::new(Kind::Group), RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    let error = Signal::derive(move || if tried.get() { wrong(kind.get(), &name.get()) } else { None });
    let close = Callback::new(move |()| page.adding.set(false));
    let submit = move || {
        tried.set(true);
        let holder = Holder { kind: kind.get_untracked(), name: name.get_untracked().trim().to_owned() };
        if wrong(holder.kind, &holder.name).is_none() {
            add(page, holder);
            close.run(());
        }
    };
    let options = Signal::derive(move || match kind.get() {
        Kind::Group => groups(page),
        Kind::User => users(page),
    });
    let known =
        Signal::derive(move || options.with(|all| name.with(|name| all.iter().any(|(own, _)| own == name.trim()))));
    let hint = Signal::derive(move || match (kind.get(), known.get() || name.with(|name| name.trim().is_empty())) {
        (_, true) => "Pick one of the list, or type it.".to_owned(),
        (Kind::Group, false) => "The server does not list a group of this name to you.".to_owned(),
        (Kind::User, false) => "The server does not list a user with this login to you.".to_owned(),
    });
    let kinds: Vec<(String, String)> =
        [("group", "A group"), ("user", "A user")].map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec();
    let picked = Signal::derive(move || kind.get().words().to_owned());
    let pick = Callback::new(move |id: String| kind.set(if id == "user" { Kind::User } else { Kind::Group }));
    view! {
        <Dialog
            title="Add an entry"
            description="It begins without any permission, and is saved with the rest of the page."
            on_close=close
            submit_label="Add entry"
            on_submit=submit
        >
            <Select label="For" value=picked on_change=pick options=kinds/>
            <PickField
                label=Signal::derive(move || match kind.get() {
                    Kind::Group => "Group".to_owned(),
                    Kind::User => "Login".to_owned(),
                })
                value=name
                options=options
                hint=hint
                error=error
                required=true
            />
        </Dialog>
    }
    .into_any()
}

fn wrong(kind: Kind, name: &str) -> Option<String> {
    let bad = match kind {
        Kind::Group => GroupName::parse(name.trim()).err(),
        Kind::User => Login::parse(name.trim()).err(),
    };
    bad.map(|why| why.to_string())
}

fn add(page: Page, holder: Holder) {
    let there = page.entries.with_untracked(|all| all.iter().any(|entry| entry.holder == holder));
    if there {
        page.toasts.ok([&holder.words(), " has an entry already: it is open."].concat());
    } else {
        page.edit.change(|whole| project::add(whole, &holder));
    }
    page.open.set(Some(holder));
}
