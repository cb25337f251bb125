//! Who has which role in which kitchen: people as rows, kitchens as columns.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;

use super::{MATRIX, Page, TAB, rows};
use crate::domain::kitchens::{Part, Parts, parts};
use crate::domain::list::{ListQuery, SortKey};
use crate::reactive::{Callback, Memo, Signal};
use crate::ui::{Column, Notice, NoticeKind, Select, Table, TableModel, live};

/// The facet that keeps the people of one kitchen.
const KITCHEN: &str = "kitchen";

pub(super) fn view(page: Page) -> AnyView {
    // Columns belong to a table for its life: another list of kitchens is another table.
    let told = Memo::new(move |_| {
        page.kitchens.load.with(|load| load.value().map(|list| Arc::new(parts(&list.rows))).unwrap_or_default())
    });
    view! {
        <Notice
            kind=NoticeKind::Info
            title="Only people whom a kitchen's list names"
            text="The automation API gives no list of all users: these are the people of all kitchens' lists together. Super users are on none of them."
        />
        {live(move || table(page, told.get()))}
    }
    .into_any()
}

fn table(page: Page, told: Arc<Parts>) -> AnyView {
    let query = page.query;
    let mut columns = vec![Column::new("person", "Person").width(15.0, 1).fixed()];
    // They are neither sorted nor hidden by a name in the address: the names are data.
    let of_kitchen = |name: &String| Column::new("kitchen", "").titled(name.clone()).width(11.0, 1).unsorted().fixed();
    columns.extend(told.kitchens.iter().map(of_kitchen));
    let kitchen = Signal::derive(move || query.with(|query| query.facet(KITCHEN).unwrap_or_default().to_owned()));
    let set_kitchen = Callback::new(move |name: String| {
        let name = (!name.is_empty()).then_some(name.as_str());
        page.set_query.run(query.get_untracked().with_facet(KITCHEN, name));
    });
    // Clearing the filter leaves the tab open.
    let set_query = Callback::new(move |query: ListQuery| page.set_query.run(query.with_facet(TAB, Some(MATRIX))));
    let (cells, texts, keys, kept) = (told.clone(), told.clone(), told.clone(), told.clone());
    let person = move |row: usize| keys.people.get(row).cloned().unwrap_or_default();
    let sorted = person.clone();
    let keep = move |row: usize| {
        let name = kitchen.get();
        match kept.kitchens.iter().position(|known| *known == name) {
            Some(column) => kept.cells.get(row).is_some_and(|line| line.get(column) != Some(&Part::Closed)),
            None => true,
        }
    };
    let text = move |row: usize| {
        let words = texts.cells.get(row).into_iter().flatten().map(Part::words);
        texts.people.get(row).cloned().into_iter().chain(words).collect::<Vec<_>>().join(" ")
    };
    let len = told.people.len();
    let model = TableModel {
        label: Signal::stored("Roles by kitchen".to_owned()),
        noun: ("person", "people"),
        columns,
        len: Signal::derive(move || len),
        key: Callback::new(person),
        cell: Callback::new(move |(row, column)| cell(&cells, row, column)),
        text: Callback::new(text),
        sort_key: Callback::new(move |(row, _)| SortKey::Text(sorted(row))),
        keep: Callback::new(keep),
        query,
        set_query,
        loading: page.kitchens.busy.into(),
    };
    let options: Vec<(String, String)> = std::iter::once((String::new(), "All kitchens".to_owned()))
        .chain(told.kitchens.iter().map(|name| (name.clone(), name.clone())))
        .collect();
    let facets = move || {
        view! { <Select label="Kitchen" value=kitchen on_change=set_kitchen options=options.clone() compact=true/> }
    };
    view! { <Table model=model facets=facets empty=move || rows::nothing(page)/> }.into_any()
}

fn cell(told: &Parts, row: usize, column: usize) -> AnyView {
    let Some(kitchen) = column.checked_sub(1) else {
        return told.people.get(row).cloned().into_any();
    };
    match told.cells.get(row).and_then(|line| line.get(kitchen)) {
        Some(part @ (Part::Role(_) | Part::Outside(_))) => part.words().into_any(),
        Some(part @ (Part::NoRole | Part::RolesOff | Part::Closed)) => {
            view! { <span class="faint">{part.words()}</span> }.into_any()
        }
        None => ().into_any(),
    }
}
