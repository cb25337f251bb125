//! All services of a node in one table: state, what answers, and what can be done to one or many.

mod bulk;
mod create;
mod rows;

use std::collections::BTreeSet;

use crate::reactive::{Callback, RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::ServiceId;
use pilothouse_wire::api_node::generations;

use crate::domain::allowed::Allowed;
use crate::parts::{self, Command};
use crate::query::{Details, list_query, use_mappings, use_node};
use crate::routes::Route;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, EmptyState, Icon, Select, Table, TableModel, live_if};
use rows::{COLUMNS, Generations, Rows, STATES};

/// What is open over the page.
#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    Create,
    Bulk(bulk::Deed),
}

/// The page.
pub fn page() -> AnyView {
    let node = use_node();
    let open = RwSignal::new(Open::Nothing);
    let selection = RwSignal::new(BTreeSet::new());
    let rows = Rows { node, details: details() };
    let (asked, dialogs) = (Asked { open, rows, selection }, expect_context::<Dialogs>().0);
    parts::offer(Command::new("Create service", move || open.set(Open::Create)));
    let unreadable = Signal::derive(move || node.list().map(|list| list.unreadable.clone()).unwrap_or_default());
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Services"</h1></div>
                <div class="actions">
                    <Button label="Create service" kind=ButtonKind::Primary icon=Icon::Plus on_click=move || open.set(Open::Create)/>
                </div>
            </header>
            {parts::load_failure(node.services, "the services")}
            {parts::unreadable(unreadable)}
            {table(rows, selection, open)}
        </div>
        {live_if(move || (open.get() != Open::Nothing).then(|| dialogs.run(asked)))}
    }
    .into_any()
}

/// Generations of the rows on screen.
fn details() -> Generations {
    let (session, node, mappings) = (use_session(), use_node(), use_mappings());
    Details::new(move |service: &ServiceId| {
        let (target, call, service) = (node.target.get_value(), generations::list(service), service.clone());
        async move {
            let list = session.send(&target, &call).await?;
            mappings.saw_again(&target.node, &service, &list.rows);
            Ok(list)
        }
    })
}

fn table(rows: Rows, selection: RwSignal<BTreeSet<String>>, open: RwSignal<Open>) -> AnyView {
    let node = rows.node;
    let (query, set_query) = list_query();
    let model = TableModel {
        label: Signal::stored("Services".to_owned()),
        noun: ("service", "services"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || node.list().map_or(0, |list| list.rows.len())),
        key: Callback::new(move |row| rows.id(row)),
        cell: Callback::new(move |(row, column)| rows.cell(row, column)),
        text: Callback::new(move |row| rows.text(row)),
        sort_key: Callback::new(move |(row, column)| rows.sort_key(row, column)),
        keep: Callback::new(move |row| rows.keep(row, query)),
        query,
        set_query,
        loading: node.services.busy.into(),
    };
    let lead = parts::use_go();
    let go = Callback::new(move |row| {
        if let Some(route) = rows.route(row) {
            lead.run(route);
        }
    });
    let state = Signal::derive(move || query.with(|q| q.facet("state").unwrap_or_default().to_owned()));
    let set_state = Callback::new(move |value: String| {
        let value = (!value.is_empty()).then_some(value.as_str());
        set_query.run(query.get_untracked().with_facet("state", value));
    });
    let facets = move || {
        let options: Vec<(String, String)> = STATES.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec();
        view! { <Select label="State" value=state on_change=set_state options=options compact=true/> }
    };
    let refresh = move || {
        view! {
            <Button
                label="Load again"
                kind=ButtonKind::Icon
                icon=Icon::Refresh
                busy=node.services.busy
                on_click=move || rows.reload()
            />
        }
    };
    view! {
        <Table
            model=model
            open=go
            selection=selection
            bulk=move || bulk_bar(selection, open)
            facets=facets
            actions=refresh
            empty=move || nothing(rows, open)
            on_visible=Callback::new(move |visible| rows.show(visible))
        />
    }
    .into_any()
}

/// No rows: because there are none, or because they could not be loaded. The second is told above the table.
fn nothing(rows: Rows, open: RwSignal<Open>) -> AnyView {
    if rows.node.services.load.with(|load| load.value().is_none()) {
        return ().into_any();
    }
    view! {
        <EmptyState
            title="No services yet"
            text="A service holds the generations of one model API. Create one, then import a generation and give it traffic."
        >
            <Button label="Create service" icon=Icon::Plus on_click=move || open.set(Open::Create)/>
        </EmptyState>
    }
    .into_any()
}

fn bulk_bar(selection: RwSignal<BTreeSet<String>>, open: RwSignal<Open>) -> AnyView {
    let start = move |kind| {
        let ids = selection.with_untracked(|keys| keys.iter().filter_map(|key| ServiceId::parse(key).ok()).collect());
        open.set(Open::Bulk(bulk::Deed { kind, ids }));
    };
    view! {
        <Button label="Enable" allowed=Allowed::Yes on_click=move || start(bulk::Kind::Enable)/>
        <Button label="Disable" on_click=move || start(bulk::Kind::Disable)/>
        <Button label="Delete" kind=ButtonKind::Danger on_click=move || start(bulk::Kind::Delete)/>
    }
    .into_any()
}

/// What is open over the page, and the page under it.
#[derive(Clone, Copy)]
pub struct Asked {
    open: RwSignal<Open>,
    rows: Rows,
    selection: RwSignal<BTreeSet<String>>,
}

impl Asked {
    /// Leaves the dialog.
    pub fn close(self) -> Callback<()> {
        Callback::new(move |()| self.open.set(Open::Nothing))
    }
}

/// Draws the dialog that is open. The app provides it, for the dialogs come with the later part of the console.
#[derive(Clone, Copy)]
pub struct Dialogs(pub Callback<Asked, AnyView>);

/// The dialog that is open.
pub fn dialog(asked: Asked) -> AnyView {
    let Asked { open, rows, selection } = asked;
    let close = asked.close();
    match open.get_untracked() {
        Open::Nothing => ().into_any(),
        Open::Create => create::dialog(close),
        Open::Bulk(deed) => {
            let remain = deed.kind != bulk::Kind::Delete;
            let done = Callback::new(move |ids: Vec<ServiceId>| {
                rows.node.services.refresh();
                // Nobody can be asked about what has been deleted.
                rows.details.refresh(if remain { ids } else { Vec::new() });
                selection.update(BTreeSet::clear);
            });
            bulk::dialog(deed, close, done)
        }
    }
}

/// The page of a service of this node.
fn route_of(service: ServiceId) -> Route {
    Route::Service { node: use_node().id.get_value(), service }
}
