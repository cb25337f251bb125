//! All projects that the caller may read. Owner and entries are asked for of the rows on screen.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use pilothouse_view::view;
use pilothouse_wire::dss::{ProjectKey, projects};
use pilothouse_wire::{List, Whole};

use crate::domain::list::SortKey;
use crate::domain::project::{self, Kind};
use crate::parts;
use crate::query::{Details, Dss, Load, Remote, list_query, use_dss};
use crate::reactive::{Callback, Signal, StoredValue};
use crate::routes::DssPlace;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, CellLink, Column, EmptyState, Icon, Table, TableModel, live};

const COLUMNS: [Column; 5] = [
    Column::new("key", "Project key").width(11.0, 1).fixed(),
    Column::new("name", "Name").width(12.0, 2),
    Column::new("owner", "Owner").width(9.0, 1).unsorted(),
    Column::new("groups", "Groups").width(9.0, 2).unsorted(),
    Column::new("users", "Users").width(9.0, 2).unsorted(),
];

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    dss: Dss,
    projects: Remote<List<Whole>>,
    permissions: Details<ProjectKey, Whole>,
}

impl Page {
    /// Reads a row as it is known now.
    fn with<T>(&self, row: usize, read: impl FnOnce(&Whole) -> T) -> Option<T> {
        let list: Option<Arc<List<Whole>>> = self.projects.load.with_untracked(|load| load.value().cloned());
        list?.rows.get(row).map(read)
    }

    fn key(&self, row: usize) -> Option<ProjectKey> {
        self.with(row, |project| ProjectKey::parse(project.text(projects::PROJECT_KEY)?).ok()).flatten()
    }

    fn text(&self, row: usize, name: &str) -> Option<String> {
        self.with(row, |project| project.text(name).map(str::to_owned)).flatten()
    }

    fn href(&self, row: usize) -> Option<String> {
        self.key(row).map(|key| parts::href(&self.dss.route(DssPlace::Project(key))))
    }
}

/// The page.
pub fn list() -> AnyView {
    let (session, dss) = (use_session(), use_dss());
    let projects = Remote::new(move || {
        let target = dss.target.get_value();
        async move { session.send(&target, &projects::list()).await }
    });
    let permissions = Details::new(move |key: &ProjectKey| {
        let (target, call) = (dss.target.get_value(), projects::permissions(key));
        async move { session.send(&target, &call).await }
    });
    let page = Page { dss, projects, permissions };
    let unreadable = Signal::derive(move || projects.value().map(|list| list.unreadable.clone()).unwrap_or_default());
    view! {
        <div class="page full">
            <header class="page-head">
                <div class="page-title"><h1 tabindex="-1">"Projects"</h1></div>
            </header>
            <p class="faint">"The projects that you may read, and who may do what in each."</p>
            {parts::load_failure(projects, "the projects")}
            {parts::unreadable(unreadable)}
            {table(page)}
        </div>
    }
    .into_any()
}

fn table(page: Page) -> AnyView {
    let (query, set_query) = list_query();
    let projects = page.projects;
    let model = TableModel {
        label: Signal::stored("Projects".to_owned()),
        noun: ("project", "projects"),
        columns: COLUMNS.to_vec(),
        len: Signal::derive(move || projects.load.with(|load| load.value().map_or(0, |list| list.rows.len()))),
        key: Callback::new(move |row: usize| {
            page.text(row, projects::PROJECT_KEY).unwrap_or_else(|| format!("row {row}"))
        }),
        cell: Callback::new(move |(row, column)| cell(page, row, column)),
        text: Callback::new(move |row| {
            [projects::PROJECT_KEY, projects::NAME].map(|name| page.text(row, name).unwrap_or_default()).join(" ")
        }),
        sort_key: Callback::new(move |(row, column): (usize, usize)| {
            let name = if COLUMNS[column].id == "name" { projects::NAME } else { projects::PROJECT_KEY };
            page.text(row, name).map_or(SortKey::Missing, |text| SortKey::from(text.as_str()))
        }),
        keep: Callback::new(|_| true),
        query,
        set_query,
        loading: projects.busy.into(),
    };
    let navigate = StoredValue::new(use_navigate());
    let open = Callback::new(move |row| {
        if let Some(address) = page.href(row) {
            navigate.with_value(|navigate| navigate(&address, Default::default()));
        }
    });
    let again = move || {
        projects.refresh();
        page.permissions.reload();
    };
    let refresh = move || {
        view! { <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=projects.busy on_click=again/> }
    };
    let show = Callback::new(move |rows: Vec<usize>| {
        page.permissions.show(rows.into_iter().filter_map(|row| page.key(row)).collect());
    });
    view! { <Table model=model open=open actions=refresh on_visible=show empty=move || nothing(page)/> }.into_any()
}

fn cell(page: Page, row: usize, column: usize) -> AnyView {
    match COLUMNS[column].id {
        "key" => match (page.href(row), page.text(row, projects::PROJECT_KEY)) {
            (Some(href), Some(text)) => view! { <CellLink href=href text=text/> }.into_any(),
            (None, Some(text)) => text.into_any(),
            (_, None) => parts::not_given(),
        },
        "name" => match page.text(row, projects::NAME) {
            Some(name) => view! { <span title=name.clone()>{name.clone()}</span> }.into_any(),
            None => parts::not_given(),
        },
        id => match page.key(row) {
            Some(key) => live(move || of_permissions(page, &key, id)),
            None => parts::not_given(),
        },
    }
}

/// What only the permissions of the project tell.
fn of_permissions(page: Page, key: &ProjectKey, column: &str) -> AnyView {
    let permissions = match page.permissions.of(key).get() {
        Load::Waiting => return view! { <span class="faint" aria-label="loading">"…"</span> }.into_any(),
        Load::Failed(error) => {
            return view! { <span class="faint" title=error.to_string()>"not known"</span> }.into_any();
        }
        Load::Ready(permissions) | Load::Stale(permissions, _) => permissions,
    };
    let names = |kind: Kind| {
        let all: Vec<String> = project::entries(&permissions)
            .into_iter()
            .filter(|entry| entry.holder.kind == kind)
            .map(|entry| entry.holder.name)
            .collect();
        match all.is_empty() {
            true => view! { <span class="faint">"none"</span> }.into_any(),
            false => view! { <span title=all.join(", ")>{all.join(", ")}</span> }.into_any(),
        }
    };
    match column {
        "groups" => names(Kind::Group),
        "users" => names(Kind::User),
        _ => match permissions.text(projects::OWNER) {
            Some(owner) => view! { <span>{owner.to_owned()}</span> }.into_any(),
            None => parts::not_given(),
        },
    }
}

fn nothing(page: Page) -> AnyView {
    if page.projects.load.with(|load| load.value().is_none()) {
        return ().into_any();
    }
    view! { <EmptyState title="No projects" text="The server lists no project that you may read."/> }.into_any()
}
