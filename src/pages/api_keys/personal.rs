//! Personal keys as a list: one's own, or everyone's.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::personal_keys::{self as wire, CREATED_ON, DESCRIPTION, ID, LAST_USED_ON, USER};
use pilothouse_wire::{List, Whole};

use super::{Page, create, delete, label, rename, rotate, rotations, rows_query, said};
use crate::domain::list::SortKey;
use crate::parts::{self, Command};
use crate::query::{Remote, Rotating};
use crate::reactive::{Callback, RwSignal, Signal};
use crate::ui::{
    Button, ButtonKind, Column, EmptyState, Icon, Menu, MenuItem, Select, Table, TableModel, live, live_if,
};

/// What is open over the page.
#[derive(Clone, PartialEq)]
pub(super) enum Open {
    Nothing,
    Create,
    Rename(Whole),
    Rotate(Whole),
    Delete(Whole),
}

/// Personal keys, mine or everyone's.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub(super) page: Page,
    /// Everyone's, as administrators see them.
    pub(super) everyone: bool,
    pub(super) list: Remote<List<Whole>>,
    pub(super) open: RwSignal<Open>,
    /// Rotations of one's own keys.
    pub(super) rotating: Option<Rotating>,
}

impl Keys {
    fn new(page: Page, everyone: bool) -> Self {
        let list = page.read(if everyone { wire::all } else { wire::list });
        let rotating = (!everyone).then(|| Rotating::begin(page.dss, list));
        Self { page, everyone, list, open: RwSignal::new(Open::Nothing), rotating }
    }

    /// Reads a row as it is known now.
    fn with<T>(self, row: usize, read: impl FnOnce(&Whole) -> T) -> Option<T> {
        let list = self.list.load.with_untracked(|load| load.value().cloned());
        list?.rows.get(row).map(read)
    }

    /// Users who have keys, in order.
    fn users(self) -> Vec<String> {
        let list = self.list.value();
        let mut all: Vec<String> =
            list.iter().flat_map(|list| &list.rows).filter_map(|key| key.text(USER).map(str::to_owned)).collect();
        all.sort();
        all.dedup();
        all
    }
}

const COLUMNS: [Column; 7] = [
    Column::new("label", "Label").width(11.0, 2).fixed(),
    Column::new("user", "User").width(8.0, 1),
    Column::new("used", "Last used").width(9.0, 1),
    Column::new("created", "Created").width(8.0, 1),
    Column::new("description", "Description").width(9.0, 2),
    Column::new("id", "Id").width(7.0, 0),
    Column::new("actions", "Actions").width(4.0, 0).quiet(),
];

/// The page of one's own keys.
pub(super) fn own(page: Page) -> AnyView {
    let keys = Keys::new(page, false);
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"My API keys"</h1></div>
                <div class="actions">{create_button(keys)}</div>
            </header>
            <p class="faint">"A personal key may do what you may, and its work carries your name. Give each program one of its own."</p>
            {rotations::view(keys)}
            {content(keys)}
        </div>
    }
    .into_any()
}

/// Everyone's keys.
pub(super) fn everyone(page: Page) -> AnyView {
    let keys = Keys::new(page, true);
    view! {
        <div class="tab-head">
            <p class="faint">"A personal key may do exactly what its user may."</p>
            <div class="actions">{create_button(keys)}</div>
        </div>
        {content(keys)}
    }
    .into_any()
}

fn create_button(keys: Keys) -> AnyView {
    let words = keys.page.dss.deed(if keys.everyone { "Create key for a user" } else { "Create key" });
    let begin = move || keys.open.set(Open::Create);
    parts::offer(Command::new(words.clone(), begin));
    view! { <Button label=words kind=ButtonKind::Primary icon=Icon::Plus on_click=begin/> }.into_any()
}

fn content(keys: Keys) -> AnyView {
    let list = keys.list;
    let unreadable = Signal::derive(move || list.value().map(|list| list.unreadable.clone()).unwrap_or_default());
    view! {
        {parts::load_failure(list, "the keys")}
        {parts::unreadable(unreadable)}
        {table(keys)}
        {live(move || dialog(keys))}
    }
    .into_any()
}

fn table(keys: Keys) -> AnyView {
    let (query, set_query) = rows_query();
    let columns: Vec<Column> = COLUMNS.into_iter().filter(|column| keys.everyone || column.id != "user").collect();
    let ids: Vec<&'static str> = columns.iter().map(|column| column.id).collect();
    let drawn = ids.clone();
    let user = Signal::derive(move || query.with(|query| query.facet("user").unwrap_or_default().to_owned()));
    let model = TableModel {
        label: Signal::stored(if keys.everyone { "Personal keys" } else { "My API keys" }.to_owned()),
        noun: ("key", "keys"),
        columns,
        len: Signal::derive(move || keys.list.load.with(|load| load.value().map_or(0, |list| list.rows.len()))),
        key: Callback::new(move |row| keys.with(row, |key| row_key(key, row)).unwrap_or_default()),
        cell: Callback::new(move |(row, column): (usize, usize)| {
            keys.with(row, |key| cell(keys, key, drawn[column])).into_any()
        }),
        text: Callback::new(move |row| keys.with(row, text).unwrap_or_default()),
        sort_key: Callback::new(move |(row, column): (usize, usize)| {
            keys.with(row, |key| sort_key(key, ids[column])).unwrap_or(SortKey::Missing)
        }),
        keep: Callback::new(move |row| {
            let wanted = user.get();
            wanted.is_empty() || keys.with(row, |key| key.text(USER) == Some(&wanted)) == Some(true)
        }),
        query,
        set_query,
        loading: keys.list.busy.into(),
    };
    let set_user = Callback::new(move |value: String| {
        let value = (!value.is_empty()).then_some(value.as_str());
        set_query.run(query.get_untracked().with_facet("user", value));
    });
    let facets = move || {
        keys.everyone.then(|| {
            let options = Signal::derive(move || {
                let all = std::iter::once((String::new(), "All users".to_owned()));
                all.chain(keys.users().into_iter().map(|user| (user.clone(), user))).collect::<Vec<_>>()
            });
            view! { <Select label="User" value=user on_change=set_user options=options compact=true/> }
        })
    };
    let refresh = move || {
        view! {
            <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=keys.list.busy on_click=move || keys.list.refresh()/>
        }
    };
    view! { <Table model=model facets=facets actions=refresh empty=move || nothing(keys)/> }.into_any()
}

fn nothing(keys: Keys) -> AnyView {
    live_if(move || {
        keys.list.load.with(|load| load.value().is_some()).then(|| {
            let text = if keys.everyone {
                "Nobody has a personal key."
            } else {
                "You have no key. Programs need one to work in your name."
            };
            view! { <EmptyState title="No personal keys" text=text/> }
        })
    })
}

/// What tells a key apart: its id, or its place where the server gives none.
fn row_key(key: &Whole, row: usize) -> String {
    key.text(ID).map_or_else(|| format!("row {row}"), str::to_owned)
}

/// All that the filter looks at.
fn text(key: &Whole) -> String {
    [USER, DESCRIPTION, ID].iter().filter_map(|member| key.text(member)).fold(label(key), |all, one| all + " " + one)
}

fn sort_key(key: &Whole, column: &str) -> SortKey {
    let text = |member: &str| key.text(member).map_or(SortKey::Missing, SortKey::from);
    match column {
        "user" => text(USER),
        "used" => SortKey::from(key.number(LAST_USED_ON)),
        "created" => SortKey::from(key.moment(CREATED_ON)),
        "description" => text(DESCRIPTION),
        "id" => text(ID),
        _ => SortKey::from(label(key).as_str()),
    }
}

fn cell(keys: Keys, key: &Whole, column: &str) -> AnyView {
    match column {
        "user" => said(key, USER),
        "used" => keys.page.used(key),
        "created" => keys.page.moment(key.moment(CREATED_ON)),
        "description" => key.text(DESCRIPTION).unwrap_or_default().to_owned().into_any(),
        "id" => view! { <span class="mono">{said(key, ID)}</span> }.into_any(),
        "actions" => actions(keys, key),
        _ => label(key).into_any(),
    }
}

fn actions(keys: Keys, key: &Whole) -> AnyView {
    let name = label(key);
    let open = |state: fn(Whole) -> Open| {
        let key = key.clone();
        move || keys.open.set(state(key.clone()))
    };
    if keys.everyone {
        let words = ["Delete ", &name].concat();
        return view! { <Button label=words kind=ButtonKind::Icon icon=Icon::Trash on_click=open(Open::Delete)/> }
            .into_any();
    }
    let items = vec![
        MenuItem::new("Rename", open(Open::Rename)),
        MenuItem::new("Rotate", open(Open::Rotate)),
        MenuItem::new("Delete", open(Open::Delete)).danger(),
    ];
    let words = ["Actions for ", &name].concat();
    view! { <Menu label=words kind=ButtonKind::Icon icon=Icon::More items=Signal::stored(items)/> }.into_any()
}

fn dialog(keys: Keys) -> AnyView {
    let close = Callback::new(move |()| keys.open.set(Open::Nothing));
    match keys.open.get() {
        Open::Nothing => ().into_any(),
        Open::Create => create::dialog(keys, close),
        Open::Rename(key) => rename::dialog(keys, &key, close),
        Open::Rotate(key) => rotate::dialog(keys, key, close),
        Open::Delete(key) => {
            let done = Callback::new(move |()| {
                keys.list.refresh();
                close.run(());
            });
            delete::dialog(keys.page, key, delete::Kind::Personal, done, close)
        }
    }
}
