//! Everything that is counted, as a table.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::metrics::{Figures, Series};

use super::Page;
use crate::domain::list::SortKey;
use crate::domain::metrics::{Look, error_share};
use crate::reactive::{Callback, Memo, Signal};
use crate::ui::{Button, ButtonKind, Column, EmptyState, Table, TableModel, figure, grouped, live_if};

const COLUMNS: [Column; 9] = [
    Column::new("service", "Service").width(11.0, 3).fixed(),
    Column::new("generation", "Generation").width(8.0, 2),
    Column::new("endpoint", "Endpoint").width(7.0, 1),
    Column::new("queries", "Queries").width(6.5, 0).numeric(),
    Column::new("errors", "Failed").width(5.5, 0).numeric(),
    Column::new("share", "Failed %").width(6.5, 0).numeric(),
    Column::new("p50", "p50 ms").width(5.5, 0).numeric(),
    Column::new("p95", "p95 ms").width(5.5, 0).numeric(),
    Column::new("chart", "Chart").width(6.0, 0).quiet(),
];

/// The table, where anything was recognised.
pub(super) fn view(page: Page) -> AnyView {
    let there = Memo::new(move |_| page.recognised() == Some(true));
    live_if(move || {
        there.get().then(|| {
            view! {
                <section class="section">
                    <h2>"All that is counted"</h2>
                    <p class="faint">"Since the server began to count; a service that was never asked has no row."</p>
                    {table(page)}
                </section>
            }
        })
    })
}

fn table(page: Page) -> AnyView {
    let row = move |row: usize| page.history.with_untracked(|history| history.last()?.reading.series.get(row).cloned());
    let text = move |number: usize| row(number).map(|series| key(&series)).unwrap_or_default();
    // The rows are drawn anew when there are others, and not for every answer: the focus stays where it is.
    let keys = Memo::new(move |_| page.history.with(|history| history.last().map(keys).unwrap_or_default()));
    let model = TableModel {
        label: Signal::stored("Metrics".to_owned()),
        noun: ("generation", "generations"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || keys.with(Vec::len)),
        key: Callback::new(text),
        cell: Callback::new(move |(number, column)| row(number).map(|series| cell(page, &series, column)).into_any()),
        text: Callback::new(text),
        sort_key: Callback::new(move |(number, column)| row(number).map_or(SortKey::Missing, |s| sort_key(&s, column))),
        keep: Callback::new(|_| true),
        query: page.query,
        set_query: page.set_query,
        loading: Signal::derive(|| false),
    };
    let nothing =
        || view! { <EmptyState title="Nothing was counted yet" text="The first query makes the first row."/> };
    view! { <Table model=model empty=move || nothing().into_any()/> }.into_any()
}

fn key(series: &Series) -> String {
    [series.service.as_str(), " ", &series.generation, " ", &series.endpoint].concat()
}

fn keys(look: &Look) -> Vec<String> {
    look.reading.series.iter().map(key).collect()
}

fn sort_key(series: &Series, column: usize) -> SortKey {
    match COLUMNS[column].id {
        "generation" => SortKey::from(series.generation.as_str()),
        "endpoint" => SortKey::from(series.endpoint.as_str()),
        "queries" => SortKey::from(series.total.queries),
        "errors" => SortKey::from(series.total.errors),
        "share" => SortKey::from(share(&series.total)),
        "p50" => SortKey::from(series.total.p50),
        "p95" => SortKey::from(series.total.p95),
        _ => SortKey::from(series.service.as_str()),
    }
}

/// Failed queries of a hundred since the server counts.
fn share(total: &Figures) -> Option<f64> {
    let none = Figures { queries: Some(0.0), errors: Some(0.0), ..Figures::default() };
    error_share(total, &none)
}

fn count(count: Option<f64>) -> String {
    count.map_or_else(|| "not given".to_owned(), |count| grouped(count as usize))
}

fn measured(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), figure)
}

fn cell(page: Page, series: &Series, column: usize) -> AnyView {
    // A figure follows the answers.
    let follow = |words: fn(&Figures) -> String| {
        let (key_of_row, first) = (key(series), series.total.clone());
        let words = Memo::new(move |_| {
            page.history.with(|history| {
                let now = history.last().and_then(|look| look.reading.series.iter().find(|one| key(one) == key_of_row));
                words(now.map_or(&first, |one| &one.total))
            })
        });
        view! { {words} }.into_any()
    };
    match COLUMNS[column].id {
        "generation" => view! { <span class="mono">{series.generation.clone()}</span> }.into_any(),
        "endpoint" => view! { <span class="mono">{series.endpoint.clone()}</span> }.into_any(),
        "queries" => follow(|total| count(total.queries)),
        "errors" => follow(|total| count(total.errors)),
        "share" => follow(|total| measured(share(total))),
        "p50" => follow(|total| measured(total.p50)),
        "p95" => follow(|total| measured(total.p95)),
        "chart" => chart_button(page, series.service.clone()),
        _ => view! { <span class="mono">{series.service.clone()}</span> }.into_any(),
    }
}

fn chart_button(page: Page, service: String) -> AnyView {
    let label = ["Chart ", &service].concat();
    view! { <Button label=label kind=ButtonKind::Icon icon=crate::ui::Icon::Chart on_click=move || page.chart(&service)/> }
        .into_any()
}
