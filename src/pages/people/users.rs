//! All users in one table: who they are, when they were last seen, and what can be done to one or many.

mod bulk;
mod create;
mod facets;
mod many;
mod preview;
mod rows;

use std::collections::{BTreeSet, HashMap};

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::{Login, users};

use crate::domain::list::SortKey;
use crate::domain::person::{Person, Seen, seen};
use crate::parts::{self, Command};
use crate::query::{Dss, Everyone, Remote, list_query, use_dss};
use crate::reactive::{Callback, RwSignal, Signal};
use crate::routes::{DssPlace, Route};
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, EmptyState, Icon, Notice, NoticeKind, Table, TableModel, Toasts, live, live_if};
use rows::COLUMNS;

/// What is open over the page.
#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    Create,
    /// Many are made.
    Many,
    /// Something is done to many.
    Bulk(bulk::Kind, Vec<String>),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    session: Session,
    dss: Dss,
    everyone: Everyone,
    /// When they were last seen: from a call of its own, which may fail by itself.
    seen: Remote<HashMap<String, Seen>>,
    open: RwSignal<Open>,
    selection: RwSignal<BTreeSet<String>>,
    toasts: Toasts,
}

impl Page {
    fn new() -> Self {
        let (session, dss) = (use_session(), use_dss());
        let activity = Remote::new(move || {
            let target = dss.target.get_value();
            async move { session.send(&target, &users::all_activity(false)).await.map(|list| seen(&list)) }
        });
        Self {
            session,
            dss,
            everyone: Everyone::load(session, dss),
            seen: activity,
            open: RwSignal::new(Open::Nothing),
            selection: RwSignal::default(),
            toasts: Toasts::expect(),
        }
    }

    /// Reads a row as it is known now.
    fn with<T>(&self, row: usize, read: impl FnOnce(&Person) -> T) -> Option<T> {
        self.everyone.people_untracked()?.rows.get(row).map(read)
    }

    fn reload(&self) {
        self.everyone.refresh();
        self.seen.refresh();
    }

    /// The page of a user; none for a login that no address can say.
    fn route(&self, login: &str) -> Option<Route> {
        Login::parse(login).ok().map(|login| self.dss.route(DssPlace::User(login)))
    }
}

/// The page.
pub fn page() -> AnyView {
    let page = Page::new();
    let may = Signal::derive(move || page.everyone.may());
    parts::offer(Command::new("Create user", move || page.open.set(Open::Create)).allowed(may));
    parts::offer(Command::new("Create many users", move || page.open.set(Open::Many)).allowed(may));
    let unreadable = move || page.everyone.people.value().map(|people| people.unreadable.clone()).unwrap_or_default();
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Users"</h1></div>
                <div class="actions">
                    <Button label="Create many" icon=Icon::Upload allowed=may on_click=move || page.open.set(Open::Many)/>
                    <Button
                        label="Create user"
                        kind=ButtonKind::Primary
                        icon=Icon::Plus
                        allowed=may
                        on_click=move || page.open.set(Open::Create)
                    />
                </div>
            </header>
            {limited(page)}
            {parts::load_failure(page.everyone.people, "the users")}
            {activity_failure(page)}
            {parts::unreadable(Signal::derive(unreadable))}
            {table(page)}
        </div>
        {live(move || dialog(page))}
    }
    .into_any()
}

/// The server has told only what it tells everyone.
fn limited(page: Page) -> AnyView {
    let title = "You see what the server shows to everyone";
    let text = "It refused you the list for administrators: sources, profiles and activity are not in this one.";
    live_if(move || page.everyone.users_limited.get().then(|| view! { <Notice title=title text=text/> }))
}

/// Told only where the users themselves are there: one refusal is enough.
fn activity_failure(page: Page) -> AnyView {
    let wanted = move || page.everyone.people.load.with(|load| load.value().is_some());
    live_if(move || {
        let shown = wanted() && !page.everyone.users_limited.get();
        shown.then(|| parts::load_failure(page.seen, "when the users were last seen"))
    })
}

fn table(page: Page) -> AnyView {
    let (query, set_query) = list_query();
    let (people, seen) = (page.everyone.people, page.seen);
    let model = TableModel {
        label: Signal::stored("Users".to_owned()),
        noun: ("user", "users"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || {
            // The cells show both.
            seen.load.track();
            people.load.with(|load| load.value().map_or(0, |people| people.rows.len()))
        }),
        key: Callback::new(move |row| page.with(row, |person| person.login.clone()).unwrap_or_default()),
        cell: Callback::new(move |(row, column)| page.with(row, |person| rows::cell(page, person, column)).into_any()),
        text: Callback::new(move |row| page.with(row, rows::text).unwrap_or_default()),
        sort_key: Callback::new(move |(row, column)| {
            page.with(row, |person| rows::sort_key(page, person, column)).unwrap_or(SortKey::Missing)
        }),
        keep: facets::keep(page, query),
        query,
        set_query,
        loading: people.busy.into(),
    };
    let lead = parts::use_go();
    let go = Callback::new(move |row| {
        if let Some(route) = page.with(row, |person| page.route(&person.login)).flatten() {
            lead.run(route);
        }
    });
    let refresh = move || {
        view! {
            <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=people.busy on_click=move || page.reload()/>
        }
    };
    view! {
        <Table
            model=model
            open=go
            selection=page.selection
            bulk=move || bulk_bar(page)
            facets=move || facets::view(page, query, set_query)
            actions=refresh
            empty=move || nothing(page)
        />
    }
    .into_any()
}

/// No rows: because there are none, or because they could not be loaded. The second is told above the table.
fn nothing(page: Page) -> AnyView {
    if page.everyone.people.load.with(|load| load.value().is_none()) {
        return ().into_any();
    }
    view! {
        <EmptyState title="No users" text="The server lists nobody.">
            <Button label="Create user" icon=Icon::Plus on_click=move || page.open.set(Open::Create)/>
        </EmptyState>
    }
    .into_any()
}

fn bulk_bar(page: Page) -> AnyView {
    let button = move |kind: bulk::Kind| {
        let start = move || {
            let logins = page.selection.with_untracked(|keys| keys.iter().cloned().collect());
            page.open.set(Open::Bulk(kind, logins));
        };
        let danger = if kind == bulk::Kind::Delete { ButtonKind::Danger } else { ButtonKind::Plain };
        let may = Signal::derive(move || page.everyone.may());
        view! { <Button label=kind.verb() kind=danger allowed=may on_click=start/> }
    };
    bulk::KINDS.map(button).collect_view().into_any()
}

fn dialog(page: Page) -> AnyView {
    let close = Callback::new(move |()| page.open.set(Open::Nothing));
    match page.open.get() {
        Open::Nothing => ().into_any(),
        Open::Create => create::dialog(page, close),
        Open::Many => many::dialog(page, close),
        Open::Bulk(kind, logins) => bulk::dialog(page, kind, logins, close),
    }
}

/// Above what a dialog sends: what it may be wrong about.
fn warning(title: impl Into<String>, text: impl Into<String>) -> AnyView {
    let (title, text): (String, String) = (title.into(), text.into());
    view! { <Notice kind=NoticeKind::Warning title=title text=text/> }.into_any()
}
