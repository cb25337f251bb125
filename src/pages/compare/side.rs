//! The lists of all nodes beside each other, and what they tell by themselves: presence and state. Made anew whenever a
//! list comes, so that a row costs nothing when it is filtered or drawn.

use std::sync::Arc;

use pilothouse_wire::api_node::services::Service;
use pilothouse_wire::{List, ServiceId};

use crate::domain::align::Aligned;
use crate::domain::compare::{Kinds, Seen, compare};

/// All lists; the reference is the first.
pub(super) struct Side {
    /// `None` where a node's list is not there: not loaded yet, or not loaded at all.
    lists: Vec<Option<Arc<List<Service>>>>,
    aligned: Aligned,
    /// What each row's services differ in, by the lists alone.
    kinds: Vec<Kinds>,
    /// Rows that the reference has, and another node that was read.
    comparable: usize,
}

impl Side {
    pub(super) fn of(lists: Vec<Option<Arc<List<Service>>>>) -> Self {
        let rows: Vec<&[Service]> =
            lists.iter().map(|list| list.as_ref().map_or(&[][..], |list| list.rows.as_slice())).collect();
        let mut side = Self { aligned: Aligned::of(&rows), lists, kinds: Vec::new(), comparable: 0 };
        side.kinds = (0..side.len()).map(|row| side.by_lists(row)).collect();
        side.comparable = (0..side.len()).filter(|row| side.is_comparable(*row)).count();
        side
    }

    fn by_lists(&self, row: usize) -> Kinds {
        let reference = self.seen(row, 0);
        let others = (1..self.lists.len()).map(|node| compare(reference, self.seen(row, node)).kinds());
        others.fold(Kinds::default(), Kinds::and)
    }

    pub(super) fn len(&self) -> usize {
        self.aligned.len()
    }

    /// How many lists are there.
    pub(super) fn loaded(&self) -> usize {
        self.lists.iter().flatten().count()
    }

    pub(super) fn is_loaded(&self, node: usize) -> bool {
        self.lists[node].is_some()
    }

    /// A service as a node lists it.
    pub(super) fn service(&self, row: usize, node: usize) -> Option<&Service> {
        self.lists[node].as_ref()?.rows.get(self.aligned.place(row, node)?)
    }

    /// What a node's list tells of a row, without generations. A list with rows that could not be read does not tell
    /// that a service is not there.
    pub(super) fn seen(&self, row: usize, node: usize) -> Seen<'_> {
        match (&self.lists[node], self.service(row, node)) {
            (_, Some(service)) => Seen::There(service, None),
            (Some(list), None) if list.unreadable.is_empty() => Seen::Absent,
            (_, None) => Seen::NotKnown,
        }
    }

    pub(super) fn id(&self, row: usize) -> Option<&ServiceId> {
        (0..self.lists.len()).find_map(|node| self.service(row, node)).map(|service| &service.service_id)
    }

    /// The row of a service.
    pub(super) fn find(&self, service: &ServiceId) -> Option<usize> {
        self.aligned.find(service, |row| self.id(row))
    }

    /// What a row differs in by the lists alone.
    pub(super) fn kinds(&self, row: usize) -> Kinds {
        self.kinds.get(row).copied().unwrap_or_default()
    }

    /// How many rows differ in one of these, by the lists alone.
    pub(super) fn count(&self, kinds: Kinds) -> usize {
        self.kinds.iter().filter(|found| found.meets(kinds)).count()
    }

    /// Whether there are generations on the reference and on another node to be held against each other.
    pub(super) fn is_comparable(&self, row: usize) -> bool {
        self.service(row, 0).is_some() && (1..self.lists.len()).any(|node| self.service(row, node).is_some())
    }

    /// How many rows are so.
    pub(super) fn comparable(&self) -> usize {
        self.comparable
    }
}
