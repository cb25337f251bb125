//! Admin keys of a node: list, add, delete. Every admin key may do everything (contract/dataiku-apinode.md §1).

mod add;
mod delete;
mod rows;

use crate::reactive::{Callback, RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::List;
use pilothouse_wire::api_node::keys::{self, AdminKey};

use crate::domain::list::SortKey;
use crate::parts::{self, Command};
use crate::query::{Node, Remote, list_query, use_node};
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, EmptyState, Icon, Table, TableModel, Toasts, live};
use rows::COLUMNS;

/// What is open over the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Add,
    /// The row's number in the list.
    Delete(usize),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    session: Session,
    node: Node,
    keys: Remote<List<AdminKey>>,
    open: RwSignal<Open>,
    toasts: Toasts,
}

impl Page {
    /// Reads a row as it is known now.
    fn with<T>(&self, row: usize, read: impl FnOnce(&AdminKey) -> T) -> Option<T> {
        let list = self.keys.load.with_untracked(|load| load.value().cloned());
        list?.rows.get(row).map(read)
    }

    /// The time now in ms, for ages.
    fn now(&self) -> Signal<f64> {
        let now = self.session.now;
        Signal::derive(move || now.get().wall)
    }
}

/// The page.
pub fn page() -> AnyView {
    let (session, node) = (use_session(), use_node());
    let keys = Remote::new(move || {
        let target = node.target.get_value();
        async move { session.send(&target, &keys::list()).await }
    });
    let page = Page { session, node, keys, open: RwSignal::new(Open::Nothing), toasts: Toasts::expect() };
    parts::offer(Command::new("Add key", move || page.open.set(Open::Add)));
    let unreadable = Signal::derive(move || keys.value().map(|list| list.unreadable.clone()).unwrap_or_default());
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Admin keys"</h1></div>
                <div class="actions">
                    <Button label="Add key" kind=ButtonKind::Primary icon=Icon::Plus on_click=move || page.open.set(Open::Add)/>
                </div>
            </header>
            <p class="faint">"Every admin key may do everything on this node. Give each program a key of its own, with an end."</p>
            {parts::load_failure(keys, "the keys")}
            {parts::unreadable(unreadable)}
            {table(page)}
        </div>
        {live(move || dialog(page))}
    }
    .into_any()
}

fn table(page: Page) -> AnyView {
    let (query, set_query) = list_query();
    let keys = page.keys;
    let model = TableModel {
        label: Signal::stored("Admin keys".to_owned()),
        noun: ("key", "keys"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || keys.load.with(|load| load.value().map_or(0, |list| list.rows.len()))),
        key: Callback::new(move |row| page.with(row, |key| rows::key_of(key, row)).unwrap_or_default()),
        cell: Callback::new(move |(row, column)| page.with(row, |key| rows::cell(page, row, key, column)).into_any()),
        text: Callback::new(move |row| page.with(row, rows::text).unwrap_or_default()),
        sort_key: Callback::new(move |(row, column)| {
            page.with(row, |key| rows::sort_key(key, column)).unwrap_or(SortKey::Missing)
        }),
        keep: Callback::new(|_| true),
        query,
        set_query,
        loading: keys.busy.into(),
    };
    let refresh = move || {
        view! {
            <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=keys.busy on_click=move || keys.refresh()/>
        }
    };
    view! { <Table model=model actions=refresh empty=move || nothing(page)/> }.into_any()
}

fn nothing(page: Page) -> AnyView {
    if page.keys.load.with(|load| load.value().is_none()) {
        return ().into_any();
    }
    view! {
        <EmptyState title="No keys" text="The node lists no admin key. Programs need one to manage it.">
            <Button label="Add key" icon=Icon::Plus on_click=move || page.open.set(Open::Add)/>
        </EmptyState>
    }
    .into_any()
}

fn dialog(page: Page) -> AnyView {
    let close = Callback::new(move |()| page.open.set(Open::Nothing));
    match page.open.get() {
        Open::Nothing => ().into_any(),
        Open::Add => add::dialog(page, close),
        Open::Delete(row) => delete::dialog(page, row, close),
    }
}
