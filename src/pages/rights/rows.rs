//! The projects with what one may do in them, or in what two differ.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;

use super::Page;
use super::asked::PROJECT;
use super::what::{Pair, Subject};
use crate::domain::effective::{InProject, ProjectDifference, difference};
use crate::domain::list::SortKey;
use crate::domain::rights::Rights;
use crate::reactive::{Callback, Memo, Signal};
use crate::ui::{Column, EmptyState, Select, Table, TableModel, Tone, badge, live};

/// The facet that leaves rows out.
const SHOW: &str = "show";

const OF_ONE: [Column; 5] = [
    Column::new("key", "Project").width(10.0, 1).fixed(),
    Column::new("name", "Name").width(9.0, 1),
    Column::new("may", "May").width(14.0, 3),
    Column::new("from", "Comes from").width(12.0, 2),
    Column::new("twice", "Given more than once").width(9.0, 1).numeric(),
];

/// A row.
#[derive(Clone)]
struct Row {
    first: InProject,
    second: Option<(InProject, ProjectDifference)>,
}

/// The rows as they are now.
type Rows = Memo<Arc<Vec<Row>>>;

fn of_two(pair: Pair) -> [Column; 5] {
    let only = |subject: Subject| ["Only ", &untrack(|| subject.name())].concat();
    [
        Column::new("key", "Project").width(10.0, 1).fixed(),
        Column::new("name", "Name").width(9.0, 1),
        Column::new("first", "").titled(only(pair.first)).width(12.0, 2).unsorted(),
        Column::new("second", "").titled(only(pair.second)).width(12.0, 2).unsorted(),
        Column::new("both", "Both").width(12.0, 2).unsorted(),
    ]
}

fn rows(pair: Pair, both: bool) -> Rows {
    Memo::new_with_compare(
        move |_| {
            let Some(first) = pair.first.effective.get() else { return Arc::default() };
            let alone = |one: &InProject| Row { first: one.clone(), second: None };
            let Some(second) = pair.second.effective.get().filter(|_| both) else {
                return Arc::new(first.projects.iter().map(alone).collect());
            };
            let told = difference(&first, &second);
            let row = |one: &InProject| {
                let other = second.projects.iter().find(|other| other.key == one.key)?;
                let difference = told.iter().find(|told| told.key == one.key)?;
                Some(Row { first: one.clone(), second: Some((other.clone(), difference.clone())) })
            };
            Arc::new(first.projects.iter().filter_map(row).collect())
        },
        |_, _| true,
    )
}

/// The table; drawn anew when a second one comes or goes.
pub(super) fn table(page: Page, pair: Pair, both: bool) -> AnyView {
    let rows = rows(pair, both);
    let columns: Vec<Column> = if both { of_two(pair).to_vec() } else { OF_ONE.to_vec() };
    let ids: Vec<&'static str> = columns.iter().map(|column| column.id).collect();
    let with = move |row: usize| rows.with_untracked(|rows| rows.get(row).cloned());
    let (query, set_query) = page.asked.of_table(&[SHOW]);
    let shown = Signal::derive(move || query.with(|query| query.facet(SHOW).unwrap_or_default().to_owned()));
    let set_shown = Callback::new(move |value: String| {
        let value = (!value.is_empty()).then_some(value.as_str());
        set_query.run(query.get_untracked().with_facet(SHOW, value));
    });
    let keep = move |row| {
        let shown = shown.get();
        shown.is_empty() || with(row).is_some_and(|row| holds(&row))
    };
    let (of_cell, of_sort) = (ids.clone(), ids);
    let model = TableModel {
        label: Signal::stored("Rights by project".to_owned()),
        noun: ("project", "projects"),
        columns,
        len: Signal::derive(move || rows.with(|rows| rows.len())),
        key: Callback::new(move |row| with(row).map(|row| row.first.key).unwrap_or_default()),
        cell: Callback::new(move |(row, column): (usize, usize)| {
            with(row).map(|row| cell(page, &row, of_cell[column])).into_any()
        }),
        text: Callback::new(move |row| with(row).map(|row| text(page, &row)).unwrap_or_default()),
        sort_key: Callback::new(move |(row, column): (usize, usize)| {
            with(row).map_or(SortKey::Missing, |row| sort_key(page, &row, of_sort[column]))
        }),
        keep: Callback::new(keep),
        query,
        set_query,
        loading: page.known.loading.into(),
    };
    let facets = move || {
        let some = if both { "Only differences" } else { "Only where it may do something" };
        let options = [("", "All projects"), ("some", some)].map(|(id, words)| (id.to_owned(), words.to_owned()));
        view! { <Select label="Show" value=shown on_change=set_shown options=options.to_vec() compact=true/> }
    };
    let open = Callback::new(move |row| {
        if let Some(row) = with(row) {
            page.asked.set(PROJECT, Some(&row.first.key));
        }
    });
    let empty = || view! { <EmptyState title="No projects" text="The server lists no project that you may read."/> };
    view! {
        <section class="section">
            <h2>"Projects"</h2>
            <Table model=model open=open facets=facets empty=empty/>
        </section>
    }
    .into_any()
}

/// Whether there is something to see: a right, a difference, or something that is not known.
fn holds(row: &Row) -> bool {
    match &row.second {
        None => !row.first.grants.is_empty() || !row.first.is_certain(),
        Some((_, told)) => !told.rights.is_none() || told.open,
    }
}

fn text(page: Page, row: &Row) -> String {
    let name = page.known.project_name(&row.first.key).unwrap_or_default();
    [&row.first.key, " ", &name, " ", &row.first.rights().words(), " ", &from(&row.first)].concat()
}

fn from(one: &InProject) -> String {
    let mut words: Vec<String> = one.grants.iter().map(|(_, source)| source.words()).collect();
    words.dedup();
    words.join(", ")
}

fn sort_key(page: Page, row: &Row, column: &str) -> SortKey {
    match column {
        "name" => page.known.project_name(&row.first.key).map_or(SortKey::Missing, |name| SortKey::from(name.as_str())),
        "may" => SortKey::Number(row.first.rights().iter().count() as f64),
        "from" => SortKey::from(from(&row.first).as_str()),
        "twice" => SortKey::Number(row.first.spare().len() as f64),
        _ => SortKey::from(row.first.key.as_str()),
    }
}

fn cell(page: Page, row: &Row, column: &str) -> AnyView {
    let words = |text: String| view! { <span title=text.clone()>{text}</span> }.into_any();
    match (column, &row.second) {
        ("key", _) => {
            let key = row.first.key.clone();
            let open = key.clone();
            view! {
                <button type="button" class="cell-link" tabindex="-1" on:click=move |_| page.asked.set(PROJECT, Some(&open))>{key}</button>
            }
            .into_any()
        }
        ("name", _) => page.known.project_name(&row.first.key).into_any(),
        ("first", Some((_, told))) => words(side(told.rights.only_first)),
        ("second", Some((_, told))) => words(side(told.rights.only_second)),
        ("both", Some((_, told))) => {
            let both = words(side(told.rights.both));
            let open = told.open;
            let key = row.first.key.clone();
            let mark = live(move || pending_or(page, &key, open, "there may be more"));
            view! { <span class="rights-cell">{mark}{both}</span> }.into_any()
        }
        ("from", None) => words(from(&row.first)),
        ("twice", None) => match row.first.spare().len() {
            0 => ().into_any(),
            many => many.to_string().into_any(),
        },
        _ => may(page, &row.first),
    }
}

fn side(rights: Rights) -> String {
    if rights.is_empty() { String::new() } else { rights.fewest().words() }
}

fn may(page: Page, one: &InProject) -> AnyView {
    let rights = one.rights().fewest();
    let (key, open, why) = (one.key.clone(), !one.is_certain(), one.doubts.join(" "));
    let word = if rights.is_empty() || one.uncertain { "not known" } else { "and more is not known" };
    let mark = live(move || pending_or(page, &key, open, word));
    let text = match (rights.is_empty(), one.is_certain()) {
        (true, true) => "nothing".to_owned(),
        (true, false) => String::new(),
        (false, _) => rights.words(),
    };
    let title = [&text, " ", &why].concat();
    view! { <span class="rights-cell" title=title>{mark}<span>{text}</span></span> }.into_any()
}

/// A mark where something is not known; while it is still being asked for, that.
fn pending_or(page: Page, key: &str, open: bool, word: &'static str) -> AnyView {
    match (page.known.is_answered(key), open) {
        (false, true) if page.known.loading.get() => {
            view! { <span class="faint" aria-label="loading">"…"</span> }.into_any()
        }
        (_, true) => badge(Tone::Warn, word),
        (_, false) => ().into_any(),
    }
}
