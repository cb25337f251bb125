//! What is asked, as the address has it: who, compared with whom; which dataset.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::domain::list::ListQuery;
use crate::query::list_query;
use crate::reactive::{Callback, Memo, Signal, StoredValue};

/// The facet that says which question is open.
pub(super) const VIEW: &str = "view";
/// What can it do?
pub(super) const WHAT: &str = "what";
/// Who reaches a dataset?
pub(super) const REACH: &str = "reach";
/// The facet of the one that is asked about.
pub(super) const WHO: &str = "who";
/// The facet of the one that it is compared with.
pub(super) const WITH: &str = "with";
/// The facet of the project that is open, or that the dataset is in.
pub(super) const PROJECT: &str = "project";
/// The facet of the dataset.
pub(super) const DATASET: &str = "dataset";

/// The address.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    query: Signal<ListQuery>,
    set: Callback<ListQuery>,
}

impl Asked {
    pub(super) fn of_address() -> Self {
        let (query, set) = list_query();
        Self { query, set }
    }

    /// What a facet says; empty where it is not there.
    pub(super) fn facet(self, name: &'static str) -> Signal<String> {
        Memo::new(move |_| self.query.with(|query| query.facet(name).unwrap_or_default().to_owned())).into()
    }

    /// Asks otherwise.
    pub(super) fn set(self, name: &'static str, value: Option<&str>) {
        self.set_all(&[(name, value)]);
    }

    /// Several at once: the address answers late, and a second change would be made to what it was before the first.
    pub(super) fn set_all(self, all: &[(&'static str, Option<&str>)]) {
        let one = |query: ListQuery, (name, value): &(&'static str, Option<&str>)| {
            query.with_facet(name, value.filter(|value| !value.is_empty()))
        };
        self.set.run(all.iter().fold(self.query.get_untracked(), one));
    }

    /// The part of the address that is a table's own: its filter, order, columns, and these facets. The rest is not the
    /// table's to clear.
    pub(super) fn of_table(self, facets: &'static [&'static str]) -> (Signal<ListQuery>, Callback<ListQuery>) {
        let own = move |(name, _): &(String, String)| facets.contains(&name.as_str());
        let query = Memo::new(move |_| {
            let mut query = self.query.get();
            query.rest.retain(own);
            Arc::new(query)
        });
        let set = Callback::new(move |mut asked: ListQuery| {
            let mut rest = self.query.get_untracked().rest;
            rest.retain(|pair| !own(pair));
            rest.append(&mut asked.rest);
            asked.rest = rest;
            self.set.run(asked);
        });
        (Signal::derive(move || ListQuery::clone(&query.get())), set)
    }
}

/// A facet that is being typed. The address answers late, so what comes back of it is told apart from what somebody else
/// has put there, and never typed over the letters under the caret.
#[derive(Clone, Copy)]
pub(super) struct Echo {
    asked: Asked,
    facet: &'static str,
    address: Signal<String>,
    sent: StoredValue<VecDeque<String>>,
}

impl Echo {
    pub(super) fn of(asked: Asked, facet: &'static str) -> Self {
        Self { asked, facet, address: asked.facet(facet), sent: StoredValue::new(VecDeque::new()) }
    }

    /// What the address says or will say.
    pub(super) fn current(self) -> String {
        self.sent.with_value(|sent| sent.back().cloned()).unwrap_or_else(|| self.address.get_untracked())
    }

    /// Puts a value into the address.
    pub(super) fn send(self, value: &str) {
        if self.current() != value {
            self.sent.update_value(|sent| sent.push_back(value.to_owned()));
            self.asked.set(self.facet, Some(value));
        }
    }

    /// What the address says, tracked, where it is no echo.
    pub(super) fn news(self) -> Option<String> {
        let address = self.address.get();
        let own = self.sent.with_value(|sent| sent.iter().position(|one| *one == address));
        match own {
            Some(place) => {
                self.sent.update_value(|sent| drop(sent.drain(..=place)));
                None
            }
            None => Some(address),
        }
    }
}
