//! The rows of the table: their ids, which of them are shown, and whose generations are asked for.

use std::collections::HashSet;
use std::sync::Arc;

use crate::reactive::{Memo, Signal};
use pilothouse_wire::ServiceId;

use super::{AT_MOST, Page, Side};
use crate::domain::compare::Kinds;
use crate::domain::list::{ListQuery, SortKey};
use crate::routes::Route;
use crate::ui::Column;

/// The columns before those of the nodes.
const BEFORE: [Column; 2] =
    [Column::new("id", "Service").width(10.0, 1).fixed(), Column::new("actions", "Actions").width(3.0, 0).quiet()];

/// Names of the nodes' columns in the address.
const NODES: [&str; AT_MOST] = ["n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"];

/// The values of the filter, their words, and what a row must differ in.
pub(super) const FILTERS: [(&str, &str, Option<Kinds>); 6] = [
    ("", "All services", None),
    ("any", "Only differences", Some(Kinds::ALL)),
    ("presence", "Not on every node", Some(Kinds::PRESENCE)),
    ("state", "Other state", Some(Kinds::STATE)),
    ("mapping", "Other mapping", Some(Kinds::MAPPING)),
    ("generations", "Other generations", Some(Kinds::GENERATIONS)),
];

/// The node of a column, if it is a node's.
pub(super) fn node_of(column: usize) -> Option<usize> {
    column.checked_sub(BEFORE.len())
}

/// Which rows pass the filter. One value for all rows: they are many, and each asks.
pub(super) struct Kept {
    wanted: Option<Kinds>,
    side: Arc<Side>,
    /// Services that differ in their mapping or generations, as far as they were looked at.
    looked: HashSet<usize>,
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        let same = self.wanted == other.wanted && self.looked == other.looked;
        same && (self.wanted.is_none() || Arc::ptr_eq(&self.side, &other.side))
    }
}

impl Kept {
    pub(super) fn holds(&self, row: usize) -> bool {
        self.wanted.is_none_or(|wanted| self.side.kinds(row).meets(wanted) || self.looked.contains(&row))
    }
}

/// The rows of the table.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    pub(super) page: Page,
}

impl Rows {
    /// Service, actions, and a column for each node.
    pub(super) fn columns(&self) -> Vec<Column> {
        let node = |(place, on): (usize, &super::OnNode)| {
            let name = on.name.get_value();
            let title = if place == 0 { [&name, " (reference)"].concat() } else { name };
            Column::new(NODES[on.number], "").titled(title).width(18.0, 2).unsorted()
        };
        let nodes: Vec<Column> = self.page.nodes.with_value(|nodes| nodes.iter().enumerate().map(node).collect());
        BEFORE.into_iter().chain(nodes).collect()
    }

    pub(super) fn id(&self, row: usize) -> String {
        self.page.side.with_untracked(|side| side.id(row).map(ToString::to_string).unwrap_or_default())
    }

    /// Only the service's column has an order.
    pub(super) fn sort_key(&self, row: usize) -> SortKey {
        self.page.side.with_untracked(|side| side.id(row).map_or(SortKey::Missing, |id| SortKey::from(id.as_str())))
    }

    /// The service's page, on the reference or else on the first node that has it.
    pub(super) fn route(&self, row: usize) -> Option<Route> {
        let nodes = self.page.nodes.get_value();
        self.page.side.with_untracked(|side| {
            let place = (0..nodes.len()).find(|place| side.service(row, *place).is_some())?;
            Some(Route::Service { node: nodes[place].node.id.get_value(), service: side.id(row)?.clone() })
        })
    }

    /// What passes the filter of the address.
    pub(super) fn kept(&self, query: Signal<ListQuery>) -> Memo<Kept> {
        let page = self.page;
        Memo::new(move |_| {
            let asked = query.with(|query| query.facet("differ").unwrap_or_default().to_owned());
            let wanted = FILTERS.iter().find(|(id, ..)| *id == asked).and_then(|(_, _, kinds)| *kinds);
            let side = page.side.get();
            let looked = wanted.map(|wanted| page.looked.with(|looked| looked.rows(wanted))).unwrap_or_default();
            Kept { wanted, side, looked }
        })
    }

    /// Asks every node that has them for the generations of the rows on screen.
    pub(super) fn show(&self, rows: Vec<usize>) {
        let side = self.page.side.get_untracked();
        for (place, on) in self.page.nodes.get_value().into_iter().enumerate() {
            let ids = rows.iter().filter_map(|row| side.service(*row, place)).map(|service| service.service_id.clone());
            on.details.show(ids.collect::<Vec<ServiceId>>());
        }
    }
}
