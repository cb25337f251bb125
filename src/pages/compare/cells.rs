//! How a service is shown on a node: its state, who answers, how many generations, and in what it differs.

use std::sync::Arc;

use crate::reactive::Signal;
use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::generations::Generation;
use pilothouse_wire::api_node::services::Service;
use pilothouse_wire::{Error, List, ServiceId};

use super::rows::{Rows, node_of};
use super::{OnNode, Page};
use crate::domain::allowed::Allowed;
use crate::domain::compare::{self, Comparison, Seen, compare};
use crate::parts;
use crate::query::{Load, shares_of};
use crate::ui::{ButtonKind, CellLink, Icon, Menu, MenuItem, Tone, badge, live, share_bar_of};

/// The generations, where all of them could be read: else what is missing among them is not known.
pub(super) fn in_full(list: &List<Generation>) -> Option<&[Generation]> {
    list.unreadable.is_empty().then_some(list.rows.as_slice())
}

/// Draws a cell.
pub(super) fn cell(page: Page, row: usize, column: usize) -> AnyView {
    match (node_of(column), column) {
        (Some(place), _) => on_node(page, row, place),
        (None, 0) => {
            let rows = Rows { page };
            let href = rows.route(row).map(|route| parts::href(&route)).unwrap_or_default();
            view! { <CellLink href=href text=rows.id(row)/> }.into_any()
        }
        (None, _) => menu(page, row),
    }
}

fn menu(page: Page, row: usize) -> AnyView {
    let side = page.side.get_untracked();
    let Some(id) = side.id(row).cloned() else { return ().into_any() };
    let label = ["Actions for ", id.as_str()].concat();
    let there = side.service(row, 0).is_some();
    let items = Signal::derive(move || {
        let id = id.clone();
        let allowed = Allowed::when(there, "The reference does not have this service, as far as it is known.");
        let carry = move || page.open.set(Some(id.clone()));
        vec![MenuItem::new("Carry the mapping to other nodes…", carry).allowed(allowed)]
    });
    view! { <Menu label=label kind=ButtonKind::Icon icon=Icon::More items=items/> }.into_any()
}

fn on_node(page: Page, row: usize, place: usize) -> AnyView {
    let side = page.side.get_untracked();
    let (on, reference) = page.nodes.with_value(|nodes| (nodes[place], nodes[0]));
    let Some(id) = side.id(row).cloned() else { return ().into_any() };
    match side.seen(row, place) {
        Seen::NotKnown if side.is_loaded(place) => faint("not among the rows that could be read"),
        Seen::NotKnown => live(move || {
            let waiting = on.node.services.load.with(|load| matches!(load, Load::Waiting));
            if waiting { pending() } else { faint("not loaded") }
        }),
        Seen::Absent => {
            let missed = place > 0 && matches!(side.seen(row, 0), Seen::There(..));
            badge(if missed { Tone::Warn } else { Tone::Neutral }, "not there")
        }
        Seen::There(service, _) => {
            let there = There { service: service.clone(), on, reference: (place > 0).then_some(reference) };
            live(move || there.view(page, &id))
        }
    }
}

fn faint(words: &'static str) -> AnyView {
    view! { <span class="faint">{words}</span> }.into_any()
}

fn pending() -> AnyView {
    view! { <span class="faint" aria-label="loading">"…"</span> }.into_any()
}

fn not_loaded(error: &Error) -> AnyView {
    view! { <span class="faint" title=error.to_string()>"generations could not be loaded"</span> }.into_any()
}

/// A service that a node lists.
struct There {
    service: Service,
    on: OnNode,
    /// What it is held against; none for the reference itself.
    reference: Option<OnNode>,
}

impl There {
    /// Follows what is known of its generations, here and on the reference.
    fn view(&self, page: Page, id: &ServiceId) -> AnyView {
        let here = self.on.details.of(id).get();
        let there = page.reference().details.of(id).get();
        let order = order(there.value(), here.value());
        let (bar, count) = match &here {
            Load::Waiting => (pending(), ().into_any()),
            Load::Failed(error) => (not_loaded(error), ().into_any()),
            Load::Ready(list) | Load::Stale(list, _) => (bar(list, &order), count(list)),
        };
        let marks = self.reference.map(|_| self.marks(page, id, there.value(), here.value()));
        view! {
            <span class="node-line">{state(&self.service)}{bar}</span>
            <span class="node-line">{count}{marks}</span>
        }
        .into_any()
    }

    fn marks(
        &self,
        page: Page,
        id: &ServiceId,
        there: Option<&Arc<List<Generation>>>,
        here: Option<&Arc<List<Generation>>>,
    ) -> AnyView {
        let side = page.side.get_untracked();
        let seen = side.find(id).map_or(Seen::NotKnown, |row| side.seen(row, 0));
        let reference = match (seen, there) {
            (Seen::There(service, _), Some(list)) => Seen::There(service, in_full(list)),
            (other, _) => other,
        };
        marks(&compare(reference, Seen::There(&self.service, here.and_then(|list| in_full(list)))))
    }
}

/// What differs, as one mark: a shape and words.
fn marks(found: &Comparison) -> AnyView {
    let words: Vec<String> = found.differences.iter().map(|difference| difference.words()).collect();
    if !words.is_empty() {
        let words = words.join(", ");
        let title = words.clone();
        return view! { <span class="node-marks" title=title>{badge(Tone::Warn, words)}</span> }.into_any();
    }
    if found.open { ().into_any() } else { faint("the same") }
}

/// The state of a service in a word.
fn state(service: &Service) -> AnyView {
    match (&service.start_aborted_reason, service.enabled) {
        (Some(_), _) => badge(Tone::Danger, "failed to start"),
        (None, Some(true)) => badge(Tone::Ok, "enabled"),
        (None, Some(false)) => badge(Tone::Neutral, "disabled"),
        (None, None) => parts::not_given(),
    }
}

/// Generations in one order for all nodes: those of the reference, then those that this node has besides.
fn order(there: Option<&Arc<List<Generation>>>, here: Option<&Arc<List<Generation>>>) -> Vec<String> {
    let mut order: Vec<String> = Vec::new();
    for list in [there, here].into_iter().flatten() {
        for (name, _) in shares_of(&list.rows).unwrap_or_default() {
            if !order.contains(&name) {
                order.push(name);
            }
        }
    }
    order
}

fn bar(list: &List<Generation>, order: &[String]) -> AnyView {
    match shares_of(&list.rows) {
        None => parts::not_given(),
        Some(shares) if shares.is_empty() => faint("no traffic"),
        Some(shares) => share_bar_of(&shares, order),
    }
}

fn count(list: &List<Generation>) -> AnyView {
    let words = match list.rows.len() {
        0 => "no generations".to_owned(),
        count => compare::generations(count),
    };
    view! { <span class="faint">{words}</span> }.into_any()
}
