//! All nodes of the configuration beside each other: services as rows, nodes as columns, what differs from the node of
//! the address marked. From here a mapping is carried from that node to others.

mod carry;
mod cells;
mod looked;
mod rows;
mod run;
mod side;

use std::sync::Arc;

use crate::reactive::{Callback, Memo, RwSignal, Signal, StoredValue};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::generations::{self, Generation};
use pilothouse_wire::{List, ServiceId};

use crate::parts;
use crate::query::{Details, Node, list_query, use_node};
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, EmptyState, Icon, Notice, Select, Table, TableModel, live};
use looked::Looked;
use rows::{FILTERS, Rows};
use side::Side;

/// Nodes that are shown beside each other at most.
const AT_MOST: usize = 9;

/// Generations by service.
type Generations = Details<ServiceId, List<Generation>>;

/// One node, and what is known of it.
#[derive(Clone, Copy)]
struct OnNode {
    /// Its name for people.
    name: StoredValue<String>,
    /// The node with its list.
    node: Node,
    /// What the list does not carry.
    details: Generations,
    /// Which node of the configuration it is: its column keeps its name in the address whichever the reference is.
    number: usize,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    session: Session,
    /// The reference first.
    nodes: StoredValue<Vec<OnNode>>,
    /// All lists beside each other.
    side: Memo<Arc<Side>>,
    /// What the generations that were looked at tell.
    looked: Memo<Arc<Looked>>,
    /// Services that shall be looked at, wherever they are.
    wanted: RwSignal<Vec<ServiceId>>,
    /// The service whose mapping is to be carried.
    open: RwSignal<Option<ServiceId>>,
}

impl Page {
    fn new(shown: Vec<(usize, String, String)>) -> Self {
        let (session, reference) = (use_session(), use_node());
        let on_node = |(number, id, name): (usize, String, String)| {
            let same = reference.id.with_value(|known| *known == id);
            let node = if same { reference } else { Node::open(session, id) };
            OnNode { name: StoredValue::new(name), node, details: details(session, node), number }
        };
        let nodes: Vec<OnNode> = shown.into_iter().map(on_node).collect();
        let lists = nodes.clone();
        // A new list is news even when it is as long as the last one.
        let side = Memo::new_with_compare(
            move |_| Arc::new(Side::of(lists.iter().map(|on| on.node.list()).collect())),
            |_, _| true,
        );
        let nodes = StoredValue::new(nodes);
        let looked = Memo::new(move |_| Arc::new(Looked::of(&side.get(), &nodes.get_value())));
        Self { session, nodes, side, looked, wanted: RwSignal::new(Vec::new()), open: RwSignal::new(None) }
    }

    fn reload(self) {
        self.wanted.set(Vec::new());
        for on in self.nodes.get_value() {
            on.node.services.refresh();
            on.details.reload();
        }
    }

    /// The node that the others are held against.
    fn reference(self) -> OnNode {
        self.nodes.with_value(|nodes| nodes[0])
    }
}

fn details(session: Session, node: Node) -> Generations {
    Details::new(move |service: &ServiceId| {
        let (target, call) = (node.target.get_value(), generations::list(service));
        async move { session.send(&target, &call).await }
    })
}

/// The nodes of the configuration with their numbers, ids and names: the reference first, the others as they stand
/// there; then the names of those for which there is no room.
fn choose(session: Session, reference: &str) -> (Vec<(usize, String, String)>, Vec<String>) {
    let mut all: Vec<(usize, String, String)> = session.config.with_value(|config| {
        let nodes = config.api_nodes.iter().enumerate();
        nodes.map(|(number, node)| (number, node.id.clone(), node.name.clone())).collect()
    });
    all.sort_by_key(|(_, id, _)| id != reference);
    let left_out = all.split_off(all.len().min(AT_MOST)).into_iter().map(|(_, _, name)| name).collect();
    // Numbers name columns, and there are as many as nodes that are shown.
    let mut numbers: Vec<usize> = all.iter().map(|(number, _, _)| *number).collect();
    numbers.sort_unstable();
    for (number, _, _) in &mut all {
        *number = numbers.iter().position(|known| known == number).unwrap_or_default();
    }
    (all, left_out)
}

/// The page.
pub fn page() -> AnyView {
    let (shown, left_out) = choose(use_session(), &use_node().id.get_value());
    if shown.len() < 2 {
        return alone();
    }
    let page = Page::new(shown);
    let nodes = page.nodes.get_value();
    let busy = {
        let nodes = nodes.clone();
        Signal::derive(move || nodes.iter().any(|on| on.node.services.busy.get()))
    };
    view! {
        <div class="page full compare">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Nodes side by side"</h1></div>
                <div class="actions">
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=busy on_click=move || page.reload()/>
                </div>
            </header>
            {nodes.into_iter().map(notices).collect_view()}
            {no_room(left_out)}
            {looked::summary(page)}
            {table(page, busy)}
        </div>
        {live(move || dialog(page))}
    }
    .into_any()
}

/// With one node there is nothing beside it.
fn alone() -> AnyView {
    view! {
        <div class="page">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Nodes side by side"</h1></div>
            </header>
            <EmptyState
                title="There is one node only"
                text="This page shows the services of several API nodes beside each other. The console's config.json names one: with a second one under “api_nodes” there is something to compare."
            />
        </div>
    }
    .into_any()
}

/// What could not be read of a node.
fn notices(on: OnNode) -> AnyView {
    let name = on.name.get_value();
    let unreadable = Signal::derive(move || on.node.list().map(|list| list.unreadable.clone()).unwrap_or_default());
    view! {
        {parts::load_failure(on.node.services, ["the services of ", &name].concat())}
        {parts::unreadable_of(name, unreadable)}
    }
    .into_any()
}

fn no_room(left_out: Vec<String>) -> Option<AnyView> {
    (!left_out.is_empty()).then(|| {
        let title = ["Not shown: ", &left_out.join(", ")].concat();
        view! { <Notice title=title text="Nine nodes are shown at most: the one of the address, and the first others."/> }
            .into_any()
    })
}

fn table(page: Page, busy: Signal<bool>) -> AnyView {
    let rows = Rows { page };
    let (query, set_query) = list_query();
    let kept = rows.kept(query);
    let model = TableModel {
        label: Signal::stored("Services by node".to_owned()),
        noun: ("service", "services"),
        columns: rows.columns(),
        len: Signal::derive(move || page.side.with(|side| side.len())),
        key: Callback::new(move |row| rows.id(row)),
        cell: Callback::new(move |(row, column)| cells::cell(page, row, column)),
        text: Callback::new(move |row| rows.id(row)),
        sort_key: Callback::new(move |(row, _)| rows.sort_key(row)),
        keep: Callback::new(move |row| kept.with(|kept| kept.holds(row))),
        query,
        set_query,
        loading: busy,
    };
    let lead = parts::use_go();
    let go = Callback::new(move |row| {
        if let Some(route) = rows.route(row) {
            lead.run(route);
        }
    });
    let shown = Signal::derive(move || query.with(|q| q.facet("differ").unwrap_or_default().to_owned()));
    let set_shown = Callback::new(move |value: String| {
        let value = (!value.is_empty()).then_some(value.as_str());
        set_query.run(query.get_untracked().with_facet("differ", value));
    });
    let facets = move || {
        let options: Vec<(String, String)> =
            FILTERS.iter().map(|(id, words, _)| ((*id).to_owned(), (*words).to_owned())).collect();
        view! { <Select label="Show" value=shown on_change=set_shown options=options compact=true/> }
    };
    view! {
        <Table
            model=model
            open=go
            facets=facets
            empty=move || nothing(page)
            on_visible=Callback::new(move |visible| rows.show(visible))
            tall=true
        />
    }
    .into_any()
}

/// No rows: because there are none, or because no list could be loaded. The second is told above the table.
fn nothing(page: Page) -> AnyView {
    if page.side.with(|side| side.loaded() == 0) {
        return ().into_any();
    }
    view! { <EmptyState title="No services yet" text="None of the nodes that could be read has a service."/> }
        .into_any()
}

fn dialog(page: Page) -> AnyView {
    match page.open.get() {
        None => ().into_any(),
        Some(service) => untrack(|| carry::dialog(page, service)),
    }
}
