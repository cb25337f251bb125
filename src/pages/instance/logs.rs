//! The log files of the instance: names are all that the server gives (contract/dataiku-dss.md §10).

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use pilothouse_view::view;
use pilothouse_wire::dss::LogName;
use pilothouse_wire::dss::instance as wire;

use crate::domain::list::SortKey;
use crate::parts;
use crate::query::{Dss, Remote, list_query, use_dss};
use crate::reactive::{Callback, Signal, StoredValue};
use crate::routes::DssPlace;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, CellLink, Column, EmptyState, Icon, Table, TableModel};

const COLUMNS: [Column; 1] = [Column::new("name", "File").width(16.0, 1).fixed()];

pub(super) fn page() -> AnyView {
    let (session, dss) = (use_session(), use_dss());
    let logs = Remote::new(move || {
        let target = dss.target.get_value();
        async move { session.send(&target, &wire::logs()).await }
    });
    view! {
        <div class="page full">
            <header class="page-head"><div class="page-title"><h1 tabindex="-1">"Logs"</h1></div></header>
            <p class="faint">"The server gives names only: neither size nor time. A file is sent whole when it is opened."</p>
            {parts::load_failure(logs, "the list of logs")}
            {table(dss, logs)}
        </div>
    }
    .into_any()
}

fn table(dss: Dss, logs: Remote<Vec<String>>) -> AnyView {
    let (query, set_query) = list_query();
    let name = move |row: usize| logs.load.with_untracked(|load| load.value().and_then(|all| all.get(row).cloned()));
    let model = TableModel {
        label: Signal::stored("Logs".to_owned()),
        noun: ("log file", "log files"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || logs.load.with(|load| load.value().map_or(0, |all| all.len()))),
        key: Callback::new(move |row| name(row).unwrap_or_default()),
        cell: Callback::new(move |(row, _)| name(row).map(|name| cell(dss, &name)).into_any()),
        text: Callback::new(move |row| name(row).unwrap_or_default()),
        sort_key: Callback::new(move |(row, _)| name(row).map_or(SortKey::Missing, |name| SortKey::from(&*name))),
        keep: Callback::new(|_| true),
        query,
        set_query,
        loading: logs.busy.into(),
    };
    let navigate = StoredValue::new(use_navigate());
    let go = Callback::new(move |row: usize| {
        if let Some(href) = name(row).and_then(|name| address(dss, &name)) {
            navigate.with_value(|navigate| navigate(&href, Default::default()));
        }
    });
    let refresh = move || {
        view! {
            <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=logs.busy on_click=move || logs.refresh()/>
        }
    };
    view! { <Table model=model open=go actions=refresh empty=move || nothing(logs)/> }.into_any()
}

fn nothing(logs: Remote<Vec<String>>) -> AnyView {
    if logs.load.with(|load| load.value().is_none()) {
        return ().into_any();
    }
    view! { <EmptyState title="No logs" text="The server lists no log file."/> }.into_any()
}

/// Where a file is read; a name that no address can say has no page.
fn address(dss: Dss, name: &str) -> Option<String> {
    LogName::parse(name).ok().map(|name| parts::href(&dss.route(DssPlace::Log(name))))
}

fn cell(dss: Dss, name: &str) -> AnyView {
    match address(dss, name) {
        Some(href) => view! { <CellLink href=href text=name.to_owned()/> }.into_any(),
        None => name.to_owned().into_any(),
    }
}
