//! The generations of the service as a table.

use crate::reactive::{Callback, Signal};
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::generations::{Generation, Mapped};

use super::{Open, Page, actions};
use crate::domain::allowed::Allowed;
use crate::domain::list::SortKey;
use crate::parts;
use crate::query::list_query;
use crate::ui::{
    Button, ButtonKind, Column, EmptyState, Icon, Menu, MenuItem, Table, TableModel, TimeAgo, Tone, badge,
};

const COLUMNS: [Column; 5] = [
    Column::new("generation", "Generation").width(11.0, 3).fixed(),
    Column::new("share", "Share").width(6.0, 0).numeric(),
    Column::new("mounted", "Mounted").width(9.0, 1),
    Column::new("created", "Created").width(9.0, 1),
    Column::new("actions", "Actions").width(4.0, 0).quiet(),
];

/// The table.
pub(super) fn table(page: Page) -> AnyView {
    let (query, set_query) = list_query();
    let row = move |row: usize| {
        page.generations.load.with_untracked(|load| load.value().and_then(|list| list.rows.get(row).cloned()))
    };
    let name = move |number: usize| row(number).map(|g| g.generation_id.to_string()).unwrap_or_default();
    let model = TableModel {
        label: Signal::stored("Generations".to_owned()),
        noun: ("generation", "generations"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || page.generations.load.with(|load| load.value().map_or(0, |list| list.rows.len()))),
        key: Callback::new(name),
        cell: Callback::new(move |(number, column)| row(number).map(|g| cell(page, g, column)).into_any()),
        text: Callback::new(name),
        sort_key: Callback::new(move |(number, column)| row(number).map_or(SortKey::Missing, |g| sort_key(&g, column))),
        keep: Callback::new(|_| true),
        query,
        set_query,
        loading: page.generations.busy.into(),
    };
    view! { <Table model=model empty=move || nothing(page)/> }.into_any()
}

fn nothing(page: Page) -> AnyView {
    if page.generations.load.with(|load| load.value().is_none()) {
        return ().into_any();
    }
    view! {
        <EmptyState title="No generations yet" text="A generation is one version of the service, imported from a package.">
            <Button label="Import generation" icon=Icon::Upload on_click=move || page.open.set(Open::Import)/>
        </EmptyState>
    }
    .into_any()
}

fn sort_key(generation: &Generation, column: usize) -> SortKey {
    match COLUMNS[column].id {
        "share" => SortKey::from(generation.mapped),
        "mounted" => SortKey::from(generation.mounted.map(|mounted| f64::from(u8::from(mounted)))),
        "created" => SortKey::from(generation.created_on),
        _ => SortKey::from(generation.generation_id.as_str()),
    }
}

fn cell(page: Page, generation: Generation, column: usize) -> AnyView {
    match COLUMNS[column].id {
        "share" => share(&generation),
        "mounted" => match generation.mounted {
            Some(true) => badge(Tone::Ok, "mounted"),
            Some(false) => badge(Tone::Neutral, "not mounted"),
            None => parts::not_given(),
        },
        "created" => match generation.created_on {
            Some(moment) => {
                let now = page.session.now;
                view! { <TimeAgo moment=moment now=Signal::derive(move || now.get().wall)/> }.into_any()
            }
            None => parts::not_given(),
        },
        "actions" => menu(page, generation),
        _ => view! { <span class="mono">{generation.generation_id.to_string()}</span> }.into_any(),
    }
}

fn share(generation: &Generation) -> AnyView {
    match generation.share() {
        Mapped::Share(share) => [&share.to_string(), " %"].concat().into_any(),
        Mapped::NotGiven => parts::not_given(),
        Mapped::UnknownScale(number) => {
            view! { <span title="The scale of this number is not known.">{number.to_string()}</span> }.into_any()
        }
    }
}

fn menu(page: Page, generation: Generation) -> AnyView {
    let label = ["Actions for ", generation.generation_id.as_str()].concat();
    let items = Signal::derive(move || {
        let (preload, switch) = (generation.generation_id.clone(), generation.generation_id.clone());
        let mounted = generation.mounted == Some(true);
        let whole = matches!(generation.share(), Mapped::Share(share) if share == pilothouse_wire::Share::WHOLE);
        vec![
            MenuItem::new("Preload", move || actions::preload(page, &preload))
                .allowed(Allowed::when(!mounted, "It is mounted already.")),
            MenuItem::new("Switch to this generation", move || actions::switch_to(page, &switch))
                .allowed(Allowed::when(!whole, "It answers all queries already.")),
            MenuItem::new("Set mapping", move || page.map(None)),
        ]
    });
    view! { <Menu label=label kind=ButtonKind::Icon icon=Icon::More items=items/> }.into_any()
}
