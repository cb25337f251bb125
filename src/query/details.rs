//! Details of rows that the list itself does not carry, loaded only for the rows on screen, a few at a time. A page that
//! wants to know more asks for it by [`Details::look`].

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::reactive::StoredValue;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use pilothouse_wire::Error;

use super::Load;

/// Requests under way at a time.
const AT_ONCE: usize = 4;

/// How long answers are gathered before those who follow all of them hear of it.
const GATHER: Duration = Duration::from_millis(100);

type Fetch<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

/// How a key's details are asked for.
type Ask<K, T> = Box<dyn Fn(&K) -> Fetch<T>>;

struct Inner<K, T: 'static> {
    loads: HashMap<K, RwSignal<Load<T>>>,
    queue: VecDeque<K>,
    /// Asked for beyond what is on screen; scrolling leaves it alone.
    later: VecDeque<K>,
    shown: Vec<K>,
    under_way: usize,
    fetch: Ask<K, T>,
}

/// Details by key.
pub struct Details<K: 'static, T: 'static> {
    /// Changes after answers have come, a few times in a second at most: whoever follows it hears of all rows.
    pub answers: RwSignal<usize>,
    /// Answers have come of which nobody has heard.
    gathering: StoredValue<bool>,
    inner: StoredValue<Inner<K, T>>,
    owner: StoredValue<Option<Owner>>,
}

impl<K, T> Clone for Details<K, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, T> Copy for Details<K, T> {}

impl<K: Clone + Eq + Hash + 'static, T: Send + Sync + 'static> Details<K, T> {
    /// Knows nothing yet, and how to ask.
    pub fn new<F>(fetch: impl Fn(&K) -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Error>> + 'static,
    {
        let fetch: Ask<K, T> = Box::new(move |key| Box::pin(fetch(key)));
        let inner = Inner {
            loads: HashMap::new(),
            queue: VecDeque::new(),
            later: VecDeque::new(),
            shown: Vec::new(),
            under_way: 0,
            fetch,
        };
        Self {
            answers: RwSignal::new(0),
            gathering: StoredValue::new(false),
            inner: StoredValue::new(inner),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// What is known of a row.
    pub fn of(&self, key: &K) -> RwSignal<Load<T>> {
        // Made under the owner of all details: the cell that asks first may go before the others.
        let owner = self.owner.get_value();
        let make =
            || owner.as_ref().map_or_else(|| RwSignal::new(Load::Waiting), |o| o.with(|| RwSignal::new(Load::Waiting)));
        let known = self.inner.try_update_value(|inner| *inner.loads.entry(key.clone()).or_insert_with(make));
        known.unwrap_or_else(|| RwSignal::new(Load::Waiting))
    }

    /// These rows are on screen: load those of which nothing is known. Rows that were scrolled past are not asked for
    /// any more.
    pub fn show(&self, keys: Vec<K>) {
        self.inner.update_value(|inner| {
            let unknown = |key: &K| {
                inner
                    .loads
                    .get(key)
                    .is_none_or(|load| load.with_untracked(|load| matches!(load, Load::Waiting | Load::Failed(_))))
            };
            inner.queue = keys.iter().filter(|key| unknown(key)).cloned().collect();
            inner.shown = keys;
        });
        self.pump();
    }

    /// Loads these rows after those on screen, also when nobody sees them.
    pub fn look(&self, keys: Vec<K>) {
        self.inner.update_value(|inner| inner.later.extend(keys));
        self.pump();
    }

    /// What is known of a row, not followed and not asked for.
    pub fn known(&self, key: &K) -> Option<Arc<T>> {
        self.inner.with_value(|inner| inner.loads.get(key)?.with_untracked(|load| load.value().cloned()))
    }

    /// Whether a row was asked for and an answer has come, whichever.
    pub fn is_answered(&self, key: &K) -> bool {
        let answered = |load: &RwSignal<Load<T>>| load.with_untracked(|load| !matches!(load, Load::Waiting));
        self.inner.with_value(|inner| inner.loads.get(key).is_some_and(answered))
    }

    /// The rows of which something is known, not followed.
    pub fn known_keys(&self) -> Vec<K> {
        let known = |load: &RwSignal<Load<T>>| load.with_untracked(|load| load.value().is_some());
        self.inner.with_value(|inner| {
            inner.loads.iter().filter(|(_, load)| known(load)).map(|(key, _)| key.clone()).collect()
        })
    }

    /// Loads these rows anew: something was done to them.
    pub fn refresh(&self, keys: Vec<K>) {
        self.inner.update_value(|inner| {
            for key in keys {
                if inner.loads.contains_key(&key) && !inner.queue.contains(&key) {
                    inner.queue.push_front(key);
                }
            }
        });
        self.pump();
    }

    /// Loads the rows on screen anew, and forgets the others: they are asked for when they are seen again.
    pub fn reload(&self) {
        let mut shown = Vec::new();
        self.inner.update_value(|inner| {
            shown.clone_from(&inner.shown);
            inner.loads.retain(|key, _| shown.contains(key));
            inner.later.clear();
        });
        self.refresh(shown);
    }

    fn pump(&self) {
        while let Some((key, request)) = self.next() {
            let (details, load) = (*self, self.of(&key));
            let Some(owner) = self.owner.try_get_value().flatten() else { return };
            owner.with(|| {
                spawn_local_scoped_with_cancellation(async move {
                    let result = request.await;
                    load.update(|load| *load = std::mem::replace(load, Load::Waiting).after(result));
                    details.inner.update_value(|inner| inner.under_way -= 1);
                    details.gather();
                    details.pump();
                });
            });
        }
    }

    /// What follows all rows costs something, so it is not told of every single answer.
    fn gather(&self) {
        if self.gathering.get_value() {
            return;
        }
        self.gathering.set_value(true);
        let (answers, gathering) = (self.answers, self.gathering);
        let tell = move || {
            // The view may be gone.
            if gathering.try_update_value(|gathering| *gathering = false).is_some() {
                answers.try_update(|count| *count += 1);
            }
        };
        set_timeout(tell, GATHER);
    }

    fn next(&self) -> Option<(K, Fetch<T>)> {
        let mut next = None;
        self.inner.try_update_value(|inner| {
            if inner.under_way < AT_ONCE
                && let Some(key) = inner.queue.pop_front().or_else(|| inner.later.pop_front())
            {
                inner.under_way += 1;
                next = Some((key.clone(), (inner.fetch)(&key)));
            }
        });
        next
    }
}
