//! How a service is shown as a row.

use std::sync::Arc;

use crate::reactive::Signal;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::generations::{Generation, Mapped};
use pilothouse_wire::api_node::services::Service;
use pilothouse_wire::{List, ServiceId};

use crate::domain::list::{ListQuery, SortKey};
use crate::parts;
use crate::query::{Details, Load, Node};
use crate::routes::Route;
use crate::ui::{CellLink, Column, Tone, badge, live, share_bar};

/// Generations by service.
pub(super) type Generations = Details<ServiceId, List<Generation>>;

/// The columns: what the list call says, and what is asked for the rows on screen.
pub(super) const COLUMNS: [Column; 4] = [
    Column::new("id", "Service").width(14.0, 2).fixed(),
    Column::new("state", "State").width(9.0, 0),
    Column::new("traffic", "Traffic by generation").width(18.0, 3).unsorted(),
    Column::new("reason", "Why it failed to start").width(14.0, 3),
];

/// The values of the state filter and their words.
pub(super) const STATES: [(&str, &str); 4] =
    [("", "Any state"), ("enabled", "Enabled"), ("disabled", "Disabled"), ("failed", "Failed to start")];

/// A service's state by its name in the address.
fn state(service: &Service) -> &'static str {
    match (&service.start_aborted_reason, service.enabled) {
        (Some(_), _) => "failed",
        (None, Some(true)) => "enabled",
        (None, Some(false)) => "disabled",
        (None, None) => "not given",
    }
}

/// The rows of the table.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    /// The node with its list.
    pub(super) node: Node,
    /// What the list does not carry.
    pub(super) details: Generations,
}

impl Rows {
    fn with<T>(&self, row: usize, read: impl FnOnce(&Service) -> T) -> Option<T> {
        let list: Option<Arc<List<Service>>> = self.node.services.load.with_untracked(|load| load.value().cloned());
        list?.rows.get(row).map(read)
    }

    pub(super) fn id(&self, row: usize) -> String {
        self.with(row, |service| service.service_id.to_string()).unwrap_or_default()
    }

    pub(super) fn route(&self, row: usize) -> Option<Route> {
        let service = self.with(row, |service| service.service_id.clone())?;
        Some(Route::Service { node: self.node.id.get_value(), service })
    }

    pub(super) fn text(&self, row: usize) -> String {
        let text = |service: &Service| {
            let reason = service.start_aborted_reason.as_deref().unwrap_or_default();
            [service.service_id.as_str(), " ", reason].concat()
        };
        self.with(row, text).unwrap_or_default()
    }

    pub(super) fn keep(&self, row: usize, query: Signal<ListQuery>) -> bool {
        query.with(|query| {
            query.facet("state").is_none_or(|wanted| self.with(row, |service| state(service) == wanted) == Some(true))
        })
    }

    pub(super) fn sort_key(&self, row: usize, column: usize) -> SortKey {
        let key = |service: &Service| match COLUMNS[column].id {
            "id" => SortKey::from(service.service_id.as_str()),
            "state" => SortKey::from(state(service)),
            _ => service.start_aborted_reason.as_deref().map_or(SortKey::Missing, SortKey::from),
        };
        self.with(row, key).unwrap_or(SortKey::Missing)
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> AnyView {
        let cell = |service: &Service| match COLUMNS[column].id {
            "id" => {
                let route = super::route_of(service.service_id.clone());
                view! { <CellLink href=parts::href(&route) text=service.service_id.to_string()/> }.into_any()
            }
            "state" => state_badge(service),
            "traffic" => traffic(self.details, service.service_id.clone()),
            _ => service.start_aborted_reason.clone().into_any(),
        };
        self.with(row, cell).into_any()
    }

    /// Asks for the generations of the rows on screen.
    pub(super) fn show(&self, rows: Vec<usize>) {
        let ids = rows.into_iter().filter_map(|row| self.with(row, |service| service.service_id.clone()));
        self.details.show(ids.collect());
    }

    /// Loads everything on screen again.
    pub(super) fn reload(&self) {
        self.node.services.refresh();
        self.details.reload();
    }
}

/// The state of a service in a word.
fn state_badge(service: &Service) -> AnyView {
    match state(service) {
        "failed" => badge(Tone::Danger, "failed to start"),
        "enabled" => badge(Tone::Ok, "enabled"),
        "disabled" => badge(Tone::Neutral, "disabled"),
        _ => parts::not_given(),
    }
}

/// The bar of a row, once its generations are known.
fn traffic(details: Generations, service: ServiceId) -> AnyView {
    let load = details.of(&service);
    live(move || match &load.get() {
        Load::Waiting => view! { <span class="faint" aria-label="loading">"…"</span> }.into_any(),
        Load::Failed(error) => {
            view! { <span class="faint" title=error.to_string()>"could not be loaded"</span> }.into_any()
        }
        Load::Ready(list) | Load::Stale(list, _) => bar(list),
    })
}

fn bar(list: &List<Generation>) -> AnyView {
    let mut shares = Vec::new();
    for generation in &list.rows {
        match generation.share() {
            Mapped::Share(share) if share.hundredths() > 0 => {
                shares.push((generation.generation_id.to_string(), share.hundredths()));
            }
            Mapped::Share(_) => {}
            Mapped::NotGiven | Mapped::UnknownScale(_) => return parts::not_given(),
        }
    }
    if list.rows.is_empty() {
        return view! { <span class="faint">"no generations"</span> }.into_any();
    }
    share_bar(&shares)
}
