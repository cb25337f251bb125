//! The services of several nodes in one list: a row for each id that any of them has, in the order of the ids.

use pilothouse_wire::ServiceId;
use pilothouse_wire::api_node::services::Service;

/// A node does not have the service.
const NOWHERE: u32 = u32::MAX;

/// Which row of each node's list a row of the common list is. One flat list of numbers: with 100,000 services there is
/// no room for an allocation each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aligned {
    nodes: usize,
    places: Vec<u32>,
}

impl Aligned {
    /// Puts the nodes' lists beside each other. A list that is not there is an empty one. An id that a list has twice,
    /// which only wrong data does, is the first of the two.
    pub fn of(lists: &[&[Service]]) -> Self {
        let mut columns: Vec<Column<'_>> = lists.iter().map(|list| Column::of(list)).collect();
        let mut places = Vec::with_capacity(lists.iter().map(|list| list.len()).max().unwrap_or(0) * lists.len());
        while let Some(id) = columns.iter().filter_map(Column::id).min() {
            places.extend(columns.iter_mut().map(|column| column.take(id)));
        }
        Self { nodes: lists.len(), places }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.places.len().checked_div(self.nodes).unwrap_or(0)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Where in a node's list the service of a row stands, if it does.
    pub fn place(&self, row: usize, node: usize) -> Option<usize> {
        let place = *self.places.get(row * self.nodes + node)?;
        (place != NOWHERE).then_some(place as usize)
    }

    /// The row of an id. `id_at` gives the id of a row.
    pub fn find<'a>(&self, id: &ServiceId, id_at: impl Fn(usize) -> Option<&'a ServiceId>) -> Option<usize> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            match id_at(middle)?.as_str().cmp(id.as_str()) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        None
    }
}

/// A node's list, walked in the order of its ids.
struct Column<'a> {
    list: &'a [Service],
    order: Vec<u32>,
    next: usize,
}

impl<'a> Column<'a> {
    fn of(list: &'a [Service]) -> Self {
        let mut order: Vec<u32> = (0..u32::try_from(list.len()).unwrap_or(NOWHERE)).collect();
        // Stable, and quick where the server sorted them already.
        order.sort_by_key(|row| list[*row as usize].service_id.as_str());
        Self { list, order, next: 0 }
    }

    fn id(&self) -> Option<&'a str> {
        self.order.get(self.next).map(|row| self.list[*row as usize].service_id.as_str())
    }

    fn take(&mut self, id: &str) -> u32 {
        let mut place = NOWHERE;
        while self.id() == Some(id) {
            place = place.min(self.order[self.next]);
            self.next += 1;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pilothouse_wire::Extra;

    fn list(ids: &[&str]) -> Vec<Service> {
        let service = |id: &&str| Service {
            service_id: ServiceId::parse(id).expect("an id"),
            enabled: None,
            start_aborted_reason: None,
            extra: Extra::default(),
        };
        ids.iter().map(service).collect()
    }

    fn rows(lists: &[&[Service]]) -> Vec<Vec<Option<usize>>> {
        let aligned = Aligned::of(lists);
        (0..aligned.len()).map(|row| (0..lists.len()).map(|node| aligned.place(row, node)).collect()).collect()
    }

    #[test]
    fn every_id_has_one_row_whatever_the_order_of_the_lists() {
        let (first, second) = (list(&["c", "a"]), list(&["b", "c"]));
        assert_eq!(rows(&[&first, &second]), [[Some(1), None], [None, Some(0)], [Some(0), Some(1)]]);
    }

    #[test]
    fn a_list_that_is_not_there_has_nothing() {
        let only = list(&["a"]);
        assert_eq!(rows(&[&[], &only, &[]]), [[None, Some(0), None]]);
        assert!(Aligned::of(&[]).is_empty());
        assert_eq!(Aligned::of(&[&[], &[]]).len(), 0);
    }

    #[test]
    fn an_id_that_is_there_twice_is_one_row() {
        let twice = list(&["a", "b", "a"]);
        assert_eq!(rows(&[&twice]), [[Some(0)], [Some(1)]]);
    }

    #[test]
    fn a_row_is_found_by_its_id() {
        let lists = [list(&["d", "b", "a"]), list(&["c"])];
        let both: Vec<&[Service]> = lists.iter().map(Vec::as_slice).collect();
        let aligned = Aligned::of(&both);
        let id_at = |row| (0..2).find_map(|node| Some(&both[node][aligned.place(row, node)?].service_id));
        for (row, id) in ["a", "b", "c", "d"].into_iter().enumerate() {
            assert_eq!(aligned.find(&ServiceId::parse(id).expect("an id"), id_at), Some(row), "{id}");
        }
        assert_eq!(aligned.find(&ServiceId::parse("bb").expect("an id"), id_at), None);
    }
}
