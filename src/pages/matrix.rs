//! The authorization matrix: who may do what over the whole instance and in each project, as the server itself tells it
//! (contract/dataiku-dss.md §3.4). Its inside is only inferred, so what does not fit reads "not given".

use std::sync::{Arc, LazyLock};

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::instance;

use crate::browser::download;
use crate::domain::allowed::Allowed;
use crate::domain::csv;
use crate::domain::list::{SortKey, fold};
use crate::domain::matrix::{Cell, Half, Matrix, half};
use crate::parts::{self, Command};
use crate::query::{Remote, list_query, use_dss};
use crate::reactive::{Callback, Memo, RwSignal, Signal};
use crate::session::use_session;
use crate::ui::{
    Button, ButtonKind, Column, EmptyState, Icon, Select, Table, TableModel, TextField, Toasts, Tone, badge, live,
};

/// Columns that are shown at once; others are found by their heads.
const AT_ONCE: usize = 60;

/// Names of the columns in the address: the first is that of the heads.
static IDS: LazyLock<Vec<String>> = LazyLock::new(|| (0..=AT_ONCE).map(|number| format!("c{number}")).collect());

/// The facet of the half: users, or groups.
const HALF: &str = "per";
/// The facet of the way it lies.
const DOWN: &str = "down";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    matrix: Remote<pilothouse_wire::Whole>,
    half: Signal<Half>,
    /// The half as it lies; nothing where the server does not give it.
    table: Memo<Option<Arc<Matrix>>>,
    /// The columns that are shown, by number, and how many fit what was typed.
    shown: Memo<(Vec<usize>, usize)>,
    /// What the heads of the columns shall hold.
    typed: RwSignal<String>,
}

/// The page.
pub fn page() -> AnyView {
    let (session, dss) = (use_session(), use_dss());
    let matrix = Remote::new(move || {
        let target = dss.target.get_value();
        async move { session.send(&target, &instance::matrix()).await }
    });
    let (query, set_query) = list_query();
    let facet = move |name: &str| query.with(|query| query.facet(name).unwrap_or_default().to_owned());
    let which = Signal::derive(move || if facet(HALF) == "group" { Half::Groups } else { Half::Users });
    let permissions_down = Memo::new(move |_| facet(DOWN) == "permissions");
    let table = Memo::new_with_compare(
        move |_| {
            let table = half(&*matrix.value()?, which.get())?;
            Some(Arc::new(if permissions_down.get() { table } else { table.transposed() }))
        },
        |_, _| true,
    );
    let typed = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let typed = typed.with(|typed| fold(typed));
        let words: Vec<&str> = typed.split_whitespace().collect();
        let Some(table) = table.get() else { return Default::default() };
        let heads = table.columns.iter().map(|head| fold(head)).enumerate();
        let fits: Vec<usize> =
            heads.filter(|(_, head)| words.iter().all(|word| head.contains(word))).map(|(number, _)| number).collect();
        (fits.iter().copied().take(AT_ONCE).collect(), fits.len())
    });
    let page = Page { matrix, half: which, table, shown, typed };
    let turn = Callback::new(move |()| {
        let to = (!permissions_down.get_untracked()).then_some("permissions");
        typed.set(String::new());
        set_query.run(crate::domain::list::ListQuery { sort: None, ..query.get_untracked() }.with_facet(DOWN, to));
    });
    let choose = Callback::new(move |id: String| {
        typed.set(String::new());
        set_query.run(query.get_untracked().with_facet(HALF, (id == "group").then_some("group")));
    });
    parts::offer(Command::new("Turn the matrix", move || turn.run(())));
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Authorization matrix"</h1></div>
                <div class="actions">
                    <Button label="Turn" on_click=turn/>
                    <Button label="Export as CSV" allowed=Signal::derive(move || exportable(page)) on_click=export(page)/>
                    <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=matrix.busy on_click=move || matrix.refresh()/>
                </div>
            </header>
            <p class="faint">"As the server tells it: enabled users only. What it does not say, or not so that it can be read, is “not given”."</p>
            {parts::load_failure(matrix, "the matrix")}
            {bar(page, choose)}
            {live(move || {
                page.shown.track();
                untrack(|| grid(page))
            })}
        </div>
    }
    .into_any()
}

fn exportable(page: Page) -> Allowed {
    Allowed::when(page.table.with(Option::is_some), "There is no matrix to write down.")
}

/// The whole half as it lies, not only what the filters leave.
fn export(page: Page) -> Callback<()> {
    let toasts = Toasts::expect();
    Callback::new(move |()| {
        let Some(table) = page.table.get_untracked() else { return };
        let lines = table.table("");
        let file = match page.half.get_untracked() {
            Half::Users => "authorization-matrix-users.csv",
            Half::Groups => "authorization-matrix-groups.csv",
        };
        match download::text(file, "text/csv", &csv::write(lines.iter().map(Vec::as_slice))) {
            Ok(()) => toasts.ok([file, " is handed to the browser."].concat()),
            Err(why) => toasts.error(why),
        }
    })
}

/// The table; drawn anew when other columns are shown.
fn grid(page: Page) -> AnyView {
    let (numbers, fitting) = page.shown.get_untracked();
    let heads = page.table.with_untracked(|table| {
        let columns = table.as_ref().map(|table| table.columns.clone()).unwrap_or_default();
        numbers.iter().map(|number| columns[*number].clone()).collect::<Vec<_>>()
    });
    let column = |(place, head): (usize, String)| {
        let width = (head.chars().count() as f32 * 0.5 + 2.5).clamp(7.0, 18.0);
        Column::new(&IDS[place + 1], "").titled(head).width(width, 0)
    };
    let first = Column::new(&IDS[0], "Name").width(12.0, 1).fixed();
    let columns: Vec<Column> = std::iter::once(first).chain(heads.into_iter().enumerate().map(column)).collect();
    let (query, set_query) = list_query();
    let cell_of = {
        let numbers = numbers.clone();
        move |row: usize, column: usize| {
            page.table.with_untracked(|table| {
                let table = table.as_ref()?;
                Some(table.cells.get(row)?.get(*numbers.get(column)?)?.clone())
            })
        }
    };
    let head = move |row: usize| {
        page.table.with_untracked(|table| table.as_ref().and_then(|table| table.rows.get(row).cloned()))
    };
    let for_sort = cell_of.clone();
    let model = TableModel {
        label: Signal::stored("Authorization matrix".to_owned()),
        noun: ("row", "rows"),
        columns,
        len: Signal::derive(move || page.table.with(|table| table.as_ref().map_or(0, |table| table.rows.len()))),
        // Two rows may have the same head.
        key: Callback::new(move |row: usize| [&row.to_string(), " ", &head(row).unwrap_or_default()].concat()),
        cell: Callback::new(move |(row, column): (usize, usize)| match column.checked_sub(1) {
            None => {
                let head = head(row).unwrap_or_default();
                view! { <span title=head.clone()>{head}</span> }.into_any()
            }
            Some(column) => cell_of(row, column).map(|cell| drawn(&cell)).into_any(),
        }),
        text: Callback::new(move |row| {
            page.table.with_untracked(|table| table.as_ref().map(|table| table.text(row)).unwrap_or_default())
        }),
        sort_key: Callback::new(move |(row, column): (usize, usize)| match column.checked_sub(1) {
            None => head(row).map_or(SortKey::Missing, |head| SortKey::from(head.as_str())),
            Some(column) => for_sort(row, column).map_or(SortKey::Missing, |cell| sort_key(&cell)),
        }),
        keep: Callback::new(|_| true),
        query,
        set_query,
        loading: page.matrix.busy.into(),
    };
    let over = (fitting > AT_ONCE).then(|| {
        let text = format!("{AT_ONCE} of {fitting} columns are shown: type what the heads of the others hold.");
        view! { <p class="faint" role="status">{text}</p> }
    });
    view! {
        {over}
        <Table model=model empty=move || nothing(page)/>
    }
    .into_any()
}

/// Which half, and which columns of it. Above the table, which is drawn anew by them.
fn bar(page: Page, choose: Callback<String>) -> AnyView {
    let picked = Signal::derive(move || match page.half.get() {
        Half::Users => "user".to_owned(),
        Half::Groups => "group".to_owned(),
    });
    let options = [("user", "Per user"), ("group", "Per group")].map(|(id, words)| (id.to_owned(), words.to_owned()));
    view! {
        <div class="matrix-bar">
            <Select label="Half" value=picked on_change=choose options=options.to_vec()/>
            <TextField label="Only columns that hold" value=page.typed kind="search"/>
        </div>
    }
    .into_any()
}

fn drawn(cell: &Cell) -> AnyView {
    match cell {
        Cell::Yes => badge(Tone::Ok, "yes"),
        Cell::No => view! { <span class="faint">"no"</span> }.into_any(),
        Cell::Text(text) => view! { <span title=text.clone()>{text.clone()}</span> }.into_any(),
        Cell::NotGiven => view! { <span class="faint">"not given"</span> }.into_any(),
    }
}

/// What is granted first, then yes, no; what is not given last.
fn sort_key(cell: &Cell) -> SortKey {
    match cell {
        Cell::Text(text) => SortKey::from(["0 ", text].concat().as_str()),
        Cell::Yes => SortKey::from("1"),
        Cell::No => SortKey::from("2"),
        Cell::NotGiven => SortKey::Missing,
    }
}

fn nothing(page: Page) -> AnyView {
    if page.matrix.load.with(|load| load.value().is_none()) {
        return ().into_any();
    }
    let title = match page.half.get() {
        Half::Users => "The server gives no matrix per user",
        Half::Groups => "The server gives no matrix per group",
    };
    let text = "It has another form than this page knows, or nobody is in it.";
    view! { <EmptyState title=title text=text/> }.into_any()
}
