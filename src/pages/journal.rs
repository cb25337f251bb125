//! The calls of this session, and any of them as a script. The journal is in memory, has an end, and holds no secret.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::reactive::{Callback, Memo, RwSignal, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::script::Step;

use crate::domain::allowed::Allowed;
use crate::domain::journal::{Entry, READS, WRITES};
use crate::domain::list::SortKey;
use crate::parts;
use crate::query::list_query;
use crate::session::{Session, use_session};
use crate::ui::{
    Button, ButtonKind, Column, Dialog, DialogKind, EmptyState, Icon, Select, Table, TableModel, Tone, badge, grouped,
    live_if,
};

const COLUMNS: [Column; 7] = [
    Column::new("number", "No.").width(4.5, 0).numeric().fixed(),
    Column::new("time", "Sent").width(10.5, 0),
    Column::new("call", "Call").width(9.0, 1),
    Column::new("path", "Request").width(14.0, 4),
    Column::new("status", "Answer").width(7.5, 0),
    Column::new("took", "ms").width(4.5, 0).numeric(),
    Column::new("trace", "Trace id").width(9.0, 1),
];

/// The facet that keeps only what may have changed something.
const KIND: &str = "kind";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    session: Session,
    /// The journal as it was when the page was opened or loaded again: newest first. It grows with every call, and a
    /// table that moves under the hand is of no use.
    shown: RwSignal<Arc<Vec<Entry>>>,
    selection: RwSignal<BTreeSet<String>>,
    /// The steps that are shown as a script.
    script: RwSignal<Option<Vec<Step>>>,
}

impl Page {
    fn new() -> Self {
        let page = Self {
            session: use_session(),
            shown: RwSignal::new(Arc::default()),
            selection: RwSignal::new(BTreeSet::new()),
            script: RwSignal::new(None),
        };
        page.reload();
        page
    }

    fn reload(self) {
        let entries = self.session.journal.with_untracked(|journal| journal.entries().rev().cloned().collect());
        self.shown.set(Arc::new(entries));
    }

    fn row(self, row: usize) -> Option<Entry> {
        self.shown.with_untracked(|shown| shown.get(row).cloned())
    }

    /// Opens the script of the entries that fit, in the order in which they were made.
    fn write(self, fits: impl Fn(&Entry) -> bool) {
        let entries = self.shown.get_untracked();
        let steps = entries.iter().rev().filter(|entry| fits(entry)).map(|entry| entry.step.clone()).collect();
        self.script.set(Some(steps));
    }
}

/// The page.
pub fn page() -> AnyView {
    let page = Page::new();
    let some = Signal::derive(move || Allowed::when(page.shown.with(|all| !all.is_empty()), "No call was made yet."));
    let changes = Signal::derive(move || {
        Allowed::when(page.shown.with(|all| all.iter().any(|entry| entry.write)), "No change was made in this session.")
    });
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Journal"</h1></div>
                <div class="actions">
                    <Button label="Changes as a script" allowed=changes on_click=move || page.write(|entry| entry.write)/>
                    <Button label="All as a script" allowed=some on_click=move || page.write(|_| true)/>
                </div>
            </header>
            <p class="faint">{about(page)}</p>
            {table(page)}
        </div>
        {live_if(move || page.script.get().map(|steps| dialog(page, steps)))}
    }
    .into_any()
}

fn about(page: Page) -> Signal<String> {
    Memo::new(move |_| {
        page.shown.track();
        let gone = page.session.journal.with_untracked(crate::domain::journal::Journal::gone);
        let (reads, writes) = (grouped(READS), grouped(WRITES));
        let most = [
            "The calls of this session in this tab: the last ",
            &*writes,
            " changes and ",
            &reads,
            " reads, in memory only. ",
        ];
        let gone = match gone {
            0 => String::new(),
            gone => [&grouped(gone as usize), " older ones are gone. "].concat(),
        };
        [&most.concat(), &*gone, "Secrets and sign-ins are not kept."].concat()
    })
    .into()
}

fn table(page: Page) -> AnyView {
    let (query, set_query) = list_query();
    let kind = Signal::derive(move || query.with(|query| query.facet(KIND).unwrap_or_default().to_owned()));
    let set_kind = Callback::new(move |value: String| {
        let value = (!value.is_empty()).then_some(value.as_str());
        set_query.run(query.get_untracked().with_facet(KIND, value));
    });
    let keep = move |row| kind.with(|kind| kind != "changes") || page.row(row).is_some_and(|entry| entry.write);
    let model = TableModel {
        label: Signal::stored("Calls".to_owned()),
        noun: ("call", "calls"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || page.shown.with(|shown| shown.len())),
        key: Callback::new(move |row| page.row(row).map(|entry| entry.number.to_string()).unwrap_or_default()),
        cell: Callback::new(move |(row, column)| page.row(row).map(|entry| cell(&entry, column)).into_any()),
        text: Callback::new(move |row| page.row(row).map(|entry| text(&entry)).unwrap_or_default()),
        sort_key: Callback::new(move |(row, column)| {
            page.row(row).map_or(SortKey::Missing, |entry| sort_key(&entry, column))
        }),
        keep: Callback::new(keep),
        query,
        set_query,
        loading: Signal::derive(|| false),
    };
    let facets = move || {
        let options = [("", "All calls"), ("changes", "Changes only")];
        let options: Vec<(String, String)> = options.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec();
        view! { <Select label="Kind" value=kind on_change=set_kind options=options compact=true/> }
    };
    let refresh = move || {
        view! { <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh on_click=move || page.reload()/> }
    };
    let selected =
        move || page.write(|entry| page.selection.with_untracked(|keys| keys.contains(&entry.number.to_string())));
    let bulk = move || view! { <Button label="As a script" on_click=selected/> };
    view! {
        <Table
            model=model
            open=Callback::new(move |row| page.row(row).into_iter().for_each(|one| page.write(|entry| entry.number == one.number)))
            selection=page.selection
            bulk=bulk
            facets=facets
            actions=refresh
            empty=|| view! { <EmptyState title="No call was made yet" text="What the console sends from now on is listed here."/> }
        />
    }
    .into_any()
}

/// Method and path, from the root of the origin on: which of several nodes it went to is in it.
fn request(entry: &Entry) -> String {
    let below = entry.step.base.splitn(4, '/').nth(3).map_or_else(String::new, |path| ["/", path].concat());
    [entry.step.call.endpoint.method.as_str(), " ", &below, "/", &entry.step.call.path()].concat()
}

fn text(entry: &Entry) -> String {
    let trace = entry.step.made.as_ref().and_then(|made| made.trace.clone()).unwrap_or_default();
    [entry.step.call.endpoint.name, " ", &request(entry), " ", &entry.step.base, " ", &trace].concat()
}

fn sort_key(entry: &Entry, column: usize) -> SortKey {
    let made = entry.step.made.as_ref();
    match COLUMNS[column].id {
        "call" => SortKey::from(entry.step.call.endpoint.name),
        "path" => SortKey::from(entry.step.call.path().as_str()),
        "status" => SortKey::from(made.and_then(|made| made.status).map(f64::from)),
        "took" => SortKey::from(made.map(|made| f64::from(made.took_ms))),
        "trace" => made.and_then(|made| made.trace.as_deref()).map_or(SortKey::Missing, SortKey::from),
        _ => SortKey::Number(f64::from(entry.number)),
    }
}

fn cell(entry: &Entry, column: usize) -> AnyView {
    let made = entry.step.made.as_ref();
    match COLUMNS[column].id {
        "number" => entry.number.to_string().into_any(),
        "time" => {
            let at = made.map(|made| made.at.clone()).unwrap_or_default();
            // The date is in the title: a session takes hours.
            let time = at.split_once('T').map_or("", |(_, time)| time).trim_end_matches('Z').to_owned();
            view! { <time datetime=at.clone() title=at>{time}" UTC"</time> }.into_any()
        }
        "call" => view! { <span>{entry.step.call.endpoint.name}</span> }.into_any(),
        "path" => view! { <span class="mono" title=request(entry)>{request(entry)}</span> }.into_any(),
        "status" => status(made.and_then(|made| made.status)),
        "took" => made.map(|made| made.took_ms.to_string()).into_any(),
        _ => match made.and_then(|made| made.trace.clone()) {
            Some(trace) => view! { <span class="mono">{trace}</span> }.into_any(),
            None => parts::not_given(),
        },
    }
}

fn status(status: Option<u16>) -> AnyView {
    match status {
        Some(status @ 200..=299) => badge(Tone::Ok, status.to_string()),
        Some(status) => badge(Tone::Danger, status.to_string()),
        None => badge(Tone::Danger, "no answer"),
    }
}

fn dialog(page: Page, steps: Vec<Step>) -> AnyView {
    let count = steps.len();
    let title =
        if count == 1 { "1 call as a script".to_owned() } else { [&grouped(count), " calls as a script"].concat() };
    view! {
        <Dialog
            title=title
            description="It names no secret: it asks for them by variables of the environment."
            kind=DialogKind::Wide
            close_label="Close"
            on_close=Callback::new(move |()| page.script.set(None))
        >
            {parts::script(Signal::stored(steps))}
        </Dialog>
    }
    .into_any()
}
