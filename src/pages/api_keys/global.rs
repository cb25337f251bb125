//! Global keys as a list.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use pilothouse_view::view;
use pilothouse_wire::dss::global_keys::{self as wire, ASSOCIATED_USER, CREATED_BY, CREATED_ON, DESCRIPTION, ID};
use pilothouse_wire::{List, Whole};

use super::{Page, delete, id, label, new_global, rows_query, said};
use crate::domain::expiry::Expiry;
use crate::domain::global_key;
use crate::domain::list::SortKey;
use crate::parts::{self, Command};
use crate::query::Remote;
use crate::reactive::{Callback, RwSignal, Signal, StoredValue};
use crate::routes::DssPlace;
use crate::ui::{
    Button, ButtonKind, CellLink, Column, EmptyState, Icon, Table, TableModel, TimeAgo, Tone, badge, live, live_if,
};

/// What is open over the list.
#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    Create,
    Delete(Whole),
}

/// The list of global keys.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub(super) page: Page,
    pub(super) list: Remote<List<Whole>>,
    open: RwSignal<Open>,
}

impl Keys {
    fn with<T>(self, row: usize, read: impl FnOnce(&Whole) -> T) -> Option<T> {
        let list = self.list.load.with_untracked(|load| load.value().cloned());
        list?.rows.get(row).map(read)
    }

    /// Where a key has its page.
    fn address(self, key: &Whole) -> Option<String> {
        id(key).map(|id| parts::href(&self.page.dss.route(DssPlace::ApiKey(id))))
    }
}

const COLUMNS: [Column; 9] = [
    Column::new("label", "Label").width(10.0, 2).fixed(),
    Column::new("rights", "Rights").width(8.5, 3),
    Column::new("user", "Associated user").width(8.5, 1),
    Column::new("expires", "Expires").width(10.5, 1),
    Column::new("created", "Created").width(7.5, 1),
    Column::new("by", "Created by").width(6.5, 0),
    Column::new("description", "Description").width(6.5, 1),
    Column::new("id", "Id").width(6.0, 0),
    Column::new("actions", "Actions").width(4.0, 0).quiet(),
];

/// The part of the page.
pub(super) fn tab(page: Page) -> AnyView {
    let keys = Keys { page, list: page.read(wire::list), open: RwSignal::new(Open::Nothing) };
    let list = keys.list;
    let unreadable = Signal::derive(move || list.value().map(|list| list.unreadable.clone()).unwrap_or_default());
    let words = page.dss.deed("Create global key");
    let begin = move || keys.open.set(Open::Create);
    parts::offer(Command::new(words.clone(), begin));
    view! {
        <div class="tab-head">
            <p class="faint">"A global key has rights of its own, and its work carries the key's name. Connections that only some groups may use are closed to it, unless it is an administrator's."</p>
            <div class="actions"><Button label=words kind=ButtonKind::Primary icon=Icon::Plus on_click=begin/></div>
        </div>
        {parts::load_failure(list, "the keys")}
        {parts::unreadable(unreadable)}
        {table(keys)}
        {live(move || dialog(keys))}
    }
    .into_any()
}

fn table(keys: Keys) -> AnyView {
    let (query, set_query) = rows_query();
    let model = TableModel {
        label: Signal::stored("Global keys".to_owned()),
        noun: ("key", "keys"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || keys.list.load.with(|load| load.value().map_or(0, |list| list.rows.len()))),
        key: Callback::new(move |row| {
            let own = keys.with(row, |key| key.text(ID).map(str::to_owned)).flatten();
            own.unwrap_or_else(|| format!("row {row}"))
        }),
        cell: Callback::new(move |(row, column)| keys.with(row, |key| cell(keys, key, column)).into_any()),
        text: Callback::new(move |row| keys.with(row, text).unwrap_or_default()),
        sort_key: Callback::new(move |(row, column)| {
            keys.with(row, |key| sort_key(key, column)).unwrap_or(SortKey::Missing)
        }),
        keep: Callback::new(|_| true),
        query,
        set_query,
        loading: keys.list.busy.into(),
    };
    let navigate = StoredValue::new(use_navigate());
    let go = Callback::new(move |row| {
        if let Some(address) = keys.with(row, |key| keys.address(key)).flatten() {
            navigate.with_value(|navigate| navigate(&address, Default::default()));
        }
    });
    let refresh = move || {
        view! {
            <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=keys.list.busy on_click=move || keys.list.refresh()/>
        }
    };
    view! { <Table model=model open=go actions=refresh empty=move || nothing(keys)/> }.into_any()
}

fn nothing(keys: Keys) -> AnyView {
    live_if(move || {
        keys.list.load.with(|load| load.value().is_some()).then(|| {
            view! { <EmptyState title="No global keys" text="Programs that work for nobody in particular need one."/> }
        })
    })
}

/// All that the filter looks at.
fn text(key: &Whole) -> String {
    let members = [DESCRIPTION, ASSOCIATED_USER, CREATED_BY, ID];
    let said = members.iter().filter_map(|member| key.text(member)).fold(label(key), |all, one| all + " " + one);
    said + " " + &global_key::words(key).unwrap_or_default()
}

fn sort_key(key: &Whole, column: usize) -> SortKey {
    let text = |member: &str| key.text(member).map_or(SortKey::Missing, SortKey::from);
    match COLUMNS[column].id {
        "rights" => global_key::words(key).map_or(SortKey::Missing, |words| SortKey::from(words.as_str())),
        "user" => text(ASSOCIATED_USER),
        // Never ends last.
        "expires" => SortKey::from(Some(key.moment(wire::EXPIRES_ON).unwrap_or(f64::MAX))),
        "created" => SortKey::from(key.moment(CREATED_ON)),
        "by" => text(CREATED_BY),
        "description" => text(DESCRIPTION),
        "id" => text(ID),
        _ => SortKey::from(label(key).as_str()),
    }
}

fn cell(keys: Keys, key: &Whole, column: usize) -> AnyView {
    match COLUMNS[column].id {
        "rights" => global_key::words(key).map_or_else(parts::not_given, IntoAny::into_any),
        "user" => key.text(ASSOCIATED_USER).map(str::to_owned).into_any(),
        "expires" => expires(keys.page, key),
        "created" => keys.page.moment(key.moment(CREATED_ON)),
        "by" => said(key, CREATED_BY),
        "description" => key.text(DESCRIPTION).map(str::to_owned).into_any(),
        "id" => view! { <span class="mono">{said(key, ID)}</span> }.into_any(),
        "actions" => {
            let (words, doomed) = (["Delete ", &label(key)].concat(), key.clone());
            let ask = move || keys.open.set(Open::Delete(doomed.clone()));
            view! { <Button label=words kind=ButtonKind::Icon icon=Icon::Trash on_click=ask/> }.into_any()
        }
        _ => match keys.address(key) {
            Some(address) => view! { <CellLink href=address text=label(key)/> }.into_any(),
            None => label(key).into_any(),
        },
    }
}

/// A key's end. The contract says that 0 and absence both mean never.
pub(super) fn expires(page: Page, key: &Whole) -> AnyView {
    let now = page.session.now.get_untracked().wall;
    let ago = |moment| view! { <TimeAgo moment=moment now=page.now()/> };
    match Expiry::of(Some(key.moment(wire::EXPIRES_ON).unwrap_or(0.0)), now) {
        Expiry::NotGiven | Expiry::Never => "never".into_any(),
        Expiry::Later(end) => ago(end).into_any(),
        Expiry::Soon(end) => view! { {badge(Tone::Warn, "soon")} " " {ago(end)} }.into_any(),
        Expiry::Over(end) => view! { {badge(Tone::Danger, "expired")} " " {ago(end)} }.into_any(),
    }
}

fn dialog(keys: Keys) -> AnyView {
    let close = Callback::new(move |()| keys.open.set(Open::Nothing));
    match keys.open.get() {
        Open::Nothing => ().into_any(),
        Open::Create => new_global::dialog(keys, close),
        Open::Delete(key) => {
            let done = Callback::new(move |()| {
                keys.list.refresh();
                close.run(());
            });
            delete::dialog(keys.page, key, delete::Kind::Global, done, close)
        }
    }
}
