//! The members of a group, by the list of users: the group itself does not name them (contract/dataiku-dss.md §5).

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::dss::Login;

use super::one::Page;
use crate::domain::list::{ListQuery, SortKey};
use crate::domain::person::Person;
use crate::parts;
use crate::query::list_query;
use crate::reactive::{Callback, Memo, Signal};
use crate::routes::{DssPlace, Route};
use crate::ui::{Button, ButtonKind, CellLink, Column, EmptyState, Icon, Table, TableModel, Tone, badge};

/// The columns.
const COLUMNS: [Column; 4] = [
    Column::new("login", "Login").width(11.0, 2).fixed(),
    Column::new("name", "Display name").width(10.0, 2),
    Column::new("state", "State").width(7.0, 0),
    Column::new("source", "Source").width(7.0, 0),
];

/// Some of the users: their places in the list of all.
#[derive(Clone, Copy)]
pub(super) struct Part {
    page: Page,
    places: Memo<Arc<Vec<usize>>>,
}

impl Part {
    /// Those who are members, or those who are not.
    pub(super) fn new(page: Page, members: bool) -> Self {
        let name = page.text();
        let places = Memo::new_with_compare(
            move |_| {
                let people = page.shared.everyone.people.value().unwrap_or_default();
                let fits = |place: &usize| people.rows[*place].is_in(&name) == members;
                Arc::new((0..people.rows.len()).filter(fits).collect::<Vec<_>>())
            },
            |_, _| true,
        );
        Self { page, places }
    }

    fn with<T>(self, row: usize, read: impl FnOnce(&Person) -> T) -> Option<T> {
        let place = self.places.with_untracked(|places| places.get(row).copied())?;
        self.page.shared.everyone.people_untracked()?.rows.get(place).map(read)
    }

    /// Where a member's page is.
    pub(super) fn route(self, row: usize) -> Option<Route> {
        let login = self.with(row, |person| Login::parse(&person.login).ok()).flatten()?;
        Some(self.page.shared.dss.route(DssPlace::User(login)))
    }

    /// The table of them. `linked` leads to the pages of the users.
    pub(super) fn model(
        self,
        label: &str,
        linked: bool,
        query: Signal<ListQuery>,
        set_query: Callback<ListQuery>,
    ) -> TableModel {
        TableModel {
            label: Signal::stored(label.to_owned()),
            noun: ("user", "users"),
            columns: COLUMNS.to_vec(),
            len: Signal::derive(move || self.places.with(|places| places.len())),
            key: Callback::new(move |row| self.with(row, |person| person.login.clone()).unwrap_or_default()),
            cell: Callback::new(move |(row, column)| self.cell(row, column, linked)),
            text: Callback::new(move |row| self.with(row, text).unwrap_or_default()),
            sort_key: Callback::new(move |(row, column)| {
                self.with(row, |person| sort_key(person, column)).unwrap_or(SortKey::Missing)
            }),
            keep: Callback::new(|_| true),
            query,
            set_query,
            loading: self.page.shared.everyone.people.busy.into(),
        }
    }

    fn cell(self, row: usize, column: usize, linked: bool) -> AnyView {
        let given = |text: &Option<String>| text.clone().map_or_else(parts::not_given, IntoAny::into_any);
        let route = if linked { self.route(row) } else { None };
        let cell = |person: &Person| match COLUMNS[column].id {
            "name" => given(&person.name),
            "state" => match person.enabled {
                Some(true) => badge(Tone::Ok, "enabled"),
                Some(false) => badge(Tone::Neutral, "disabled"),
                None => parts::not_given(),
            },
            "source" => given(&person.source),
            _ => match &route {
                Some(route) => view! { <CellLink href=parts::href(route) text=person.login.clone()/> }.into_any(),
                None => person.login.clone().into_any(),
            },
        };
        self.with(row, cell).into_any()
    }
}

fn text(person: &Person) -> String {
    let texts = [&person.name, &person.email].map(|text| text.as_deref().unwrap_or_default());
    [&person.login, " ", &*texts.join(" ")].concat()
}

fn sort_key(person: &Person, column: usize) -> SortKey {
    let text = |text: &Option<String>| text.as_deref().map_or(SortKey::Missing, SortKey::from);
    match COLUMNS[column].id {
        "name" => text(&person.name),
        "state" => SortKey::from(person.state()),
        "source" => text(&person.source),
        _ => SortKey::from(person.login.as_str()),
    }
}

/// The section of the page.
pub(super) fn view(page: Page) -> AnyView {
    let (people, members) = (page.shared.everyone.people, Part::new(page, true));
    let (query, set_query) = list_query();
    let lead = parts::use_go();
    let go = Callback::new(move |row| {
        if let Some(route) = members.route(row) {
            lead.run(route);
        }
    });
    let may = Signal::derive(move || page.may());
    let bulk = move || {
        let label = "Remove from the group";
        view! { <Button label=label kind=ButtonKind::Danger allowed=may on_click=move || page.remove()/> }
    };
    let refresh = move || {
        view! {
            <Button label="Load again" kind=ButtonKind::Icon icon=Icon::Refresh busy=people.busy on_click=move || people.refresh()/>
        }
    };
    let nothing = move || match people.load.with(|load| load.value().is_none()) {
        true => ().into_any(),
        false => view! {
            <EmptyState title="No members" text="Nobody is in this group, by the list of users.">
                <Button label="Add members" icon=Icon::Plus allowed=may on_click=move || page.add()/>
            </EmptyState>
        }
        .into_any(),
    };
    view! {
        <section class="section">
            <h2>"Members"</h2>
            {parts::load_failure(people, "the users, and so who is in this group")}
            <Table
                model=members.model("Members", true, query, set_query)
                open=go
                selection=page.selection
                bulk=bulk
                actions=refresh
                empty=nothing
            />
        </section>
    }
    .into_any()
}
