//! The table: many rows, keyboard, order, filter, columns, selection, refresh.

mod selection;

use crate::page::{Page, click, fill, focused, press};
use leptos::prelude::*;
use pilothouse::reactive::{Callback, RwSignal, Signal};
use pilothouse::{
    domain::list::{ListQuery, SortKey},
    ui::{CellLink, Column, EmptyState, Table, TableModel},
};
use std::collections::BTreeSet;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

type Rows = RwSignal<Vec<(String, Option<f64>)>>;

/// A table of names and numbers, and what a page would hold for it.
#[derive(Clone, Copy)]
struct Harness {
    rows: Rows,
    query: RwSignal<ListQuery>,
    selection: RwSignal<BTreeSet<String>>,
    opened: RwSignal<Vec<usize>>,
    loading: RwSignal<bool>,
}

fn cell(rows: Rows, row: usize, column: usize) -> AnyView {
    let (name, number) = rows.with_untracked(|rows| rows[row].clone());
    match column {
        0 => view! { <CellLink href="#row" text=name/> }.into_any(),
        1 => number.map_or("unknown".to_owned(), |number| number.to_string()).into_any(),
        _ => "note".into_any(),
    }
}

impl Harness {
    fn model(self) -> TableModel {
        let rows = self.rows;
        let key = move |row: usize| rows.with_untracked(|rows| rows[row].0.clone());
        let sort_key = move |(row, column): (usize, usize)| match column {
            0 => SortKey::Text(key(row)),
            _ => SortKey::from(rows.with_untracked(|rows| rows[row].1)),
        };
        TableModel {
            label: "Services".into(),
            noun: ("service", "services"),
            columns: vec![
                Column::new("id", "Service").width(12.0, 2).fixed(),
                Column::new("size", "Size").numeric(),
                Column::new("note", "Note").unsorted(),
            ],
            len: Signal::derive(move || rows.with(Vec::len)),
            key: Callback::new(key),
            cell: Callback::new(move |(row, column)| cell(rows, row, column)),
            text: Callback::new(key),
            sort_key: Callback::new(sort_key),
            keep: Callback::new(|_| true),
            query: self.query.into(),
            set_query: Callback::new(move |query| self.query.set(query)),
            loading: self.loading.into(),
        }
    }

    async fn show(rows: Vec<(String, Option<f64>)>) -> (Page, Self) {
        let owner = Owner::new();
        let harness = owner.with(|| Self {
            rows: RwSignal::new(rows),
            query: RwSignal::default(),
            selection: RwSignal::default(),
            opened: RwSignal::default(),
            loading: RwSignal::new(false),
        });
        // The signals live as long as the test's page, which the browser drops with the test.
        std::mem::forget(owner);
        let page = Page::show(move || {
            let open = Callback::new(move |row| harness.opened.update(|opened| opened.push(row)));
            let empty = || view! { <EmptyState title="No services yet"/> };
            view! { <Table model=harness.model() open=open selection=harness.selection empty=empty/> }
        });
        (page.await, harness)
    }
}

fn many(count: u32) -> Vec<(String, Option<f64>)> {
    (0..count).map(|n| (["service-", &n.to_string()].concat(), Some(f64::from(n % 7)))).collect()
}

fn few(names: &[&str]) -> Vec<(String, Option<f64>)> {
    names.iter().enumerate().map(|(n, name)| ((*name).to_owned(), (n != 1).then_some(n as f64))).collect()
}

fn body_rows(page: &Page) -> Vec<HtmlElement> {
    page.all("row").into_iter().filter(|row| row.get_attribute("aria-rowindex").as_deref() != Some("1")).collect()
}

/// The names in the order in which they stand on screen.
fn names(page: &Page) -> Vec<String> {
    let mut rows: Vec<(usize, String)> = body_rows(page)
        .iter()
        .map(|row| {
            let index = row.get_attribute("aria-rowindex").unwrap().parse().unwrap();
            (index, row.query_selector("a").unwrap().unwrap().text_content().unwrap())
        })
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, name)| name).collect()
}

/// The text of the active cell, found as a screen reader does.
fn active_text(page: &Page) -> String {
    let id = page.get("grid", "Services").get_attribute("aria-activedescendant").unwrap();
    document().get_element_by_id(&id).unwrap().text_content().unwrap()
}

fn selected(harness: Harness) -> Vec<String> {
    harness.selection.get_untracked().into_iter().collect()
}

#[wasm_bindgen_test]
async fn of_a_hundred_thousand_rows_only_those_in_view_are_drawn() {
    let (page, _) = Harness::show(many(100_000)).await;
    let grid = page.get("grid", "Services");
    let drawn = body_rows(&page).len();
    assert!((10..60).contains(&drawn), "{drawn} rows");
    assert_eq!(grid.get_attribute("aria-rowcount").as_deref(), Some("100001"));
    assert_eq!(grid.get_attribute("aria-colcount").as_deref(), Some("4"));
    assert!(grid.scroll_height() > 3_600_000, "the scroll bar stands for all rows: {}", grid.scroll_height());
    grid.set_scroll_top(1_800_000);
    crate::page::settle().await;
    crate::page::settle().await;
    assert!(names(&page).contains(&"service-50005".to_owned()), "{:?}", names(&page));
    assert!(body_rows(&page).len() < 60);
}

#[wasm_bindgen_test]
async fn the_keyboard_reaches_every_cell() {
    let (page, harness) = Harness::show(many(1_000)).await;
    page.get("grid", "Services").focus().unwrap();
    assert_eq!(active_text(&page), "service-0");
    for (keys, text) in [
        ("ArrowDown", "service-1"),
        ("ArrowRight", "1"),
        ("End", "note"),
        ("Home", "service-1"),
        ("Control+End", "note"),
        ("Home", "service-999"),
        ("ArrowDown", "service-999"),
        ("ArrowUp", "service-998"),
        ("Control+Home", "service-0"),
        ("ArrowUp", "service-0"),
        ("ArrowLeft", "service-0"),
    ] {
        press(keys).await;
        assert_eq!(active_text(&page), text, "after {keys}");
    }
    press("PageDown").await;
    let page_down = active_text(&page);
    press("PageUp").await;
    assert_eq!(active_text(&page), "service-0");
    assert_ne!(page_down, "service-0");
    press("ArrowRight").await;
    press("Enter").await;
    assert_eq!(harness.opened.get_untracked(), [0], "a cell without a link opens the row");
    assert_eq!(focused(), page.get("grid", "Services"));
}

#[wasm_bindgen_test]
async fn the_active_row_stays_drawn_when_it_is_scrolled_away() {
    let (page, _) = Harness::show(many(1_000)).await;
    let grid = page.get("grid", "Services");
    grid.focus().unwrap();
    press("ArrowDown").await;
    grid.set_scroll_top(18_000);
    crate::page::settle().await;
    crate::page::settle().await;
    assert_eq!(active_text(&page), "service-1");
    press("ArrowDown").await;
    assert!(grid.scroll_top() < 100, "the active row comes back into view: {}", grid.scroll_top());
}

#[wasm_bindgen_test]
async fn a_head_sorts_up_down_and_not() {
    let (page, _) = Harness::show(few(&["winter-10", "winter-9", "autumn"])).await;
    let sort = |name: &'static str| {
        page.all("columnheader").into_iter().find(|head| head.text_content().as_deref() == Some(name))
    };
    for (state, order) in [
        ("ascending", ["autumn", "winter-9", "winter-10"]),
        ("descending", ["winter-10", "winter-9", "autumn"]),
        ("none", ["winter-10", "winter-9", "autumn"]),
    ] {
        click(&page.get("button", "Service")).await;
        assert_eq!(sort("Service").unwrap().get_attribute("aria-sort").as_deref(), Some(state));
        assert_eq!(names(&page), order, "{state}");
    }
    for order in [["winter-10", "autumn", "winter-9"], ["autumn", "winter-10", "winter-9"]] {
        click(&page.get("button", "Size")).await;
        assert_eq!(names(&page), order, "what is unknown stands last");
    }
    assert_eq!(sort("Note").unwrap().get_attribute("aria-sort"), None);
}

#[wasm_bindgen_test]
async fn the_filter_counts_and_can_be_cleared() {
    let (page, harness) = Harness::show(many(1_204)).await;
    assert_eq!(page.all("status")[0].text_content().unwrap(), "1,204 services");
    fill(&page.get("searchbox", "Filter services"), "SERVICE -120").await;
    assert_eq!(page.all("status")[0].text_content().unwrap(), "5 of 1,204 services");
    assert_eq!(names(&page), ["service-120", "service-1200", "service-1201", "service-1202", "service-1203"]);
    fill(&page.get("searchbox", "Filter services"), "nothing").await;
    assert!(page.all("grid").is_empty());
    click(&page.get("button", "Clear the filter")).await;
    assert_eq!(harness.query.get_untracked().text, "");
    assert_eq!(page.all("grid").len(), 1);
    assert_eq!(focused(), page.get("searchbox", "Filter services"));
}

#[wasm_bindgen_test]
async fn columns_are_hidden_and_shown_by_the_menu() {
    let (page, harness) = Harness::show(many(3)).await;
    let heads = |page: &Page| page.all("columnheader").len();
    assert_eq!(heads(&page), 4);
    click(&page.get("button", "Columns")).await;
    let items = page.all("menuitemcheckbox");
    assert_eq!(items.len(), 2, "the column that names the row cannot be hidden");
    assert_eq!(items[0].get_attribute("aria-checked").as_deref(), Some("true"));
    items[0].focus().unwrap();
    click(&items[0]).await;
    assert_eq!(heads(&page), 3);
    assert_eq!(focused(), items[0], "the focus stays on the tick");
    assert_eq!(items[0].get_attribute("aria-checked").as_deref(), Some("false"));
    assert_eq!(harness.query.get_untracked().to_pairs(), [("hide".to_owned(), "size".to_owned())]);
    let note = page.all("gridcell").into_iter().find(|cell| cell.text_content().as_deref() == Some("note")).unwrap();
    assert_eq!(note.get_attribute("aria-colindex").as_deref(), Some("4"), "the numbers of the columns stay");
    harness.query.set(ListQuery::from_pairs([("hide", "id,size,note")]));
    crate::page::settle().await;
    assert_eq!(heads(&page), 2, "an address cannot hide the column that names the row");
    press("Escape").await;
}

#[wasm_bindgen_test]
async fn a_refresh_under_the_focus_in_a_cell_leaves_it_in_the_grid() {
    let (page, harness) = Harness::show(few(&["a", "b", "c"])).await;
    for names in [&["a", "b", "c"][..], &["b", "c"][..]] {
        let link = page.get("link", "a");
        link.focus().unwrap();
        harness.rows.set(few(names));
        crate::page::settle().await;
        assert!(page.get("grid", "Services").contains(Some(&focused())), "{names:?}");
    }
}

#[wasm_bindgen_test]
async fn a_cell_shows_the_new_data_at_once() {
    let (page, harness) = Harness::show(few(&["a", "b"])).await;
    harness.rows.update(|rows| rows[0].1 = Some(41.5));
    crate::page::settle().await;
    assert!(page.all("gridcell").iter().any(|cell| cell.text_content().as_deref() == Some("41.5")));
    harness.rows.set(Vec::new());
    crate::page::settle().await;
    assert!(page.all("grid").is_empty());
    assert!(page.root.text_content().unwrap().contains("No services yet"));
}

#[wasm_bindgen_test]
async fn wrong_and_unusual_data_hold() {
    let long = "x".repeat(4_000);
    let markup = "<img src=x onerror=alert(1)>";
    let (page, harness) = Harness::show(few(&["twin", "twin", markup, &long, "\u{202e}rtl 👩‍🚀 e\u{301}", ""])).await;
    assert_eq!(names(&page), ["twin", "twin", markup, &long, "\u{202e}rtl 👩‍🚀 e\u{301}", ""]);
    harness.rows.set(few(&["twin", "new", "twin", markup, &long, "\u{202e}rtl 👩‍🚀 e\u{301}", "", "twin"]));
    crate::page::settle().await;
    assert_eq!(names(&page).iter().filter(|name| *name == "twin").count(), 3);
    assert_eq!(names(&page)[..3], ["twin", "new", "twin"]);
    assert!(page.root.query_selector("img").unwrap().is_none(), "markup stays text");
    assert!(body_rows(&page).iter().all(|row| row.offset_height() == 36));
    let ids = page.root.query_selector_all("[id]").unwrap();
    let ours = |id: &str| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    for index in 0..ids.length() {
        let id = wasm_bindgen::JsCast::unchecked_into::<web_sys::Element>(ids.item(index).unwrap()).id();
        assert!(ours(&id) && !id.contains("twin"), "{id}");
    }
}

#[wasm_bindgen_test]
async fn loading_is_not_empty() {
    let (page, harness) = Harness::show(Vec::new()).await;
    harness.loading.set(true);
    crate::page::settle().await;
    assert!(page.root.text_content().unwrap().contains("Loading services"));
    assert!(!page.root.text_content().unwrap().contains("No services yet"));
}
