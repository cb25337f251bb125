//! Groups: all of them, and one with what its members may do and who they are.

mod abilities;
mod add;
mod create;
mod delete;
mod form;
mod members;
mod one;
mod rows;

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::Whole;
use pilothouse_wire::dss::{GroupName, groups};

use crate::domain::allowed::Allowed;
use crate::domain::list::SortKey;
use crate::parts::{self, Command};
use crate::query::{Dss, Everyone, list_query, use_dss};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::routes::{DssPlace, Route};
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, EmptyState, Icon, Notice, Table, TableModel, Toasts, live, live_if};
use rows::COLUMNS;

pub use one::page as one;

const LAST: &str = "Only its members are administrators: nobody could manage this server any more.";

/// What the pages of groups share.
#[derive(Clone, Copy)]
struct Shared {
    session: Session,
    dss: Dss,
    everyone: Everyone,
    toasts: Toasts,
}

impl Shared {
    fn new() -> Self {
        let (session, dss) = (use_session(), use_dss());
        Self { session, dss, everyone: Everyone::load(session, dss), toasts: Toasts::expect() }
    }

    /// Whether groups may be changed, as far as the server let on; tracked.
    fn may(self) -> Allowed {
        let open = self.everyone.groups_limited.get();
        Allowed::when(!open, "The server refused you the list of groups: you are no administrator.")
    }

    /// Whether a group may be deleted; tracked.
    fn may_delete(self, name: &str) -> Allowed {
        match self.may() {
            Allowed::Yes if self.holds_the_last(name) => Allowed::no(LAST),
            may @ (Allowed::Yes | Allowed::No(_)) => may,
        }
    }

    /// Whether nobody could manage the server without this group, as far as the lists tell; tracked.
    fn holds_the_last(self, name: &str) -> bool {
        let mut admins = self.everyone.admin_groups();
        let without = admins.remove(name);
        without && !self.everyone.people.value().map_or(!admins.is_empty(), |people| people.has_admin(&admins))
    }

    fn route(self, name: &str) -> Option<Route> {
        GroupName::parse(name).ok().map(|name| self.dss.route(DssPlace::Group(name)))
    }
}

/// What is open over the list.
#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    Create,
    Delete(GroupName),
}

/// What the parts of the list share.
#[derive(Clone, Copy)]
struct Page {
    shared: Shared,
    open: RwSignal<Open>,
    /// How many members each group has; nothing while the users are not known.
    members: Memo<Option<Arc<HashMap<String, usize>>>>,
}

impl Page {
    /// Reads a row as it is known now.
    fn with<T>(&self, row: usize, read: impl FnOnce(&Whole) -> T) -> Option<T> {
        let list = self.shared.everyone.groups.load.with_untracked(|load| load.value().cloned());
        list?.rows.get(row).map(read)
    }
}

/// The page of all groups.
pub fn list() -> AnyView {
    let shared = Shared::new();
    let members = Memo::new_with_compare(
        move |_| {
            let people = shared.everyone.people.value()?;
            let counts = people.members().into_iter().map(|(name, count)| (name.to_owned(), count));
            Some(Arc::new(counts.collect::<HashMap<_, _>>()))
        },
        |_, _| true,
    );
    let page = Page { shared, open: RwSignal::new(Open::Nothing), members };
    let may = Signal::derive(move || shared.may());
    parts::offer(Command::new("Create group", move || page.open.set(Open::Create)).allowed(may));
    let unreadable = move || shared.everyone.groups.value().map(|list| list.unreadable.clone()).unwrap_or_default();
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Groups"</h1></div>
                <div class="actions">
                    <Button
                        label="Create group"
                        kind=ButtonKind::Primary
                        icon=Icon::Plus
                        allowed=may
                        on_click=move || page.open.set(Open::Create)
                    />
                </div>
            </header>
            {limited(shared)}
            {parts::load_failure(shared.everyone.groups, "the groups")}
            {parts::load_failure(shared.everyone.people, "the users, and so who is in which group")}
            {parts::unreadable(Signal::derive(unreadable))}
            {table(page)}
        </div>
        {live(move || dialog(page))}
    }
    .into_any()
}

/// The server has told only what it tells everyone.
fn limited(shared: Shared) -> AnyView {
    let title = "You see what the server shows to everyone";
    let text = "It refused you the list for administrators: only names are in this one.";
    live_if(move || shared.everyone.groups_limited.get().then(|| view! { <Notice title=title text=text/> }))
}

fn table(page: Page) -> AnyView {
    let (query, set_query) = list_query();
    let groups = page.shared.everyone.groups;
    let model = TableModel {
        label: Signal::stored("Groups".to_owned()),
        noun: ("group", "groups"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || {
            // The cells show both.
            page.members.track();
            groups.load.with(|load| load.value().map_or(0, |list| list.rows.len()))
        }),
        key: Callback::new(move |row| page.with(row, |group| rows::key(group, row)).unwrap_or_default()),
        cell: Callback::new(move |(row, column)| page.with(row, |group| rows::cell(page, group, column)).into_any()),
        text: Callback::new(move |row| page.with(row, rows::text).unwrap_or_default()),
        sort_key: Callback::new(move |(row, column)| {
            page.with(row, |group| rows::sort_key(page, group, column)).unwrap_or(SortKey::Missing)
        }),
        keep: Callback::new(|_| true),
        query,
        set_query,
        loading: groups.busy.into(),
    };
    let lead = parts::use_go();
    let go = Callback::new(move |row| {
        let route = page.with(row, |group| page.shared.route(group.text(groups::NAME)?)).flatten();
        if let Some(route) = route {
            lead.run(route);
        }
    });
    let reload = move || page.shared.everyone.refresh();
    let refresh = move || {
        view! { <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=groups.busy on_click=reload/> }
    };
    view! { <Table model=model open=go actions=refresh empty=move || nothing(page)/> }.into_any()
}

fn nothing(page: Page) -> AnyView {
    if page.shared.everyone.groups.load.with(|load| load.value().is_none()) {
        return ().into_any();
    }
    view! {
        <EmptyState title="No groups" text="What users may do comes from their groups. Create one, then give it members.">
            <Button label="Create group" icon=Icon::Plus on_click=move || page.open.set(Open::Create)/>
        </EmptyState>
    }
    .into_any()
}

fn dialog(page: Page) -> AnyView {
    let close = Callback::new(move |()| page.open.set(Open::Nothing));
    match page.open.get() {
        Open::Nothing => ().into_any(),
        Open::Create => create::dialog(page.shared, close),
        Open::Delete(name) => {
            let done = Callback::new(move |()| {
                page.shared.everyone.refresh();
                close.run(());
            });
            delete::dialog(page.shared, &name, close, done)
        }
    }
}
