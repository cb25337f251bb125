//! One thing that was asked for, and its states: a list that failed to load is never an empty list.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::reactive::{RwSignal, StoredValue};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use pilothouse_wire::Error;

/// A request under way.
type Fetch<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

/// What is known of a thing on the server.
pub enum Load<T> {
    /// Nothing yet.
    Waiting,
    /// As the server last said.
    Ready(Arc<T>),
    /// As the server said earlier; the last try to read it again failed.
    Stale(Arc<T>, Error),
    /// It could not be read at all.
    Failed(Error),
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Waiting => Self::Waiting,
            Self::Ready(value) => Self::Ready(value.clone()),
            Self::Stale(value, error) => Self::Stale(value.clone(), error.clone()),
            Self::Failed(error) => Self::Failed(error.clone()),
        }
    }
}

impl<T> Load<T> {
    /// The value, fresh or stale.
    pub fn value(&self) -> Option<&Arc<T>> {
        match self {
            Self::Ready(value) | Self::Stale(value, _) => Some(value),
            Self::Waiting | Self::Failed(_) => None,
        }
    }

    /// Why the last try failed.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Failed(error) | Self::Stale(_, error) => Some(error),
            Self::Waiting | Self::Ready(_) => None,
        }
    }

    /// After another try: what was there is kept when the try failed.
    pub fn after(self, result: Result<T, Error>) -> Self {
        match (result, self) {
            (Ok(value), _) => Self::Ready(Arc::new(value)),
            (Err(error), Self::Ready(old) | Self::Stale(old, _)) => Self::Stale(old, error),
            (Err(error), Self::Waiting | Self::Failed(_)) => Self::Failed(error),
        }
    }
}

/// A thing on the server that a view shows: loaded at once, again on [`Remote::refresh`], dropped with its view.
pub struct Remote<T: 'static> {
    /// What is known.
    pub load: RwSignal<Load<T>>,
    /// A request is under way.
    pub busy: RwSignal<bool>,
    fetch: StoredValue<Box<dyn Fn() -> Fetch<T>>>,
    round: StoredValue<u32>,
    owner: StoredValue<Option<Owner>>,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Remote<T> {}

impl<T: Send + Sync + 'static> Remote<T> {
    /// Starts to load.
    pub fn new<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Error>> + 'static,
    {
        let fetch: Box<dyn Fn() -> Fetch<T>> = Box::new(move || Box::pin(fetch()));
        let remote = Self {
            load: RwSignal::new(Load::Waiting),
            busy: RwSignal::new(false),
            fetch: StoredValue::new(fetch),
            round: StoredValue::new(0),
            owner: StoredValue::new(Owner::current()),
        };
        remote.refresh();
        remote
    }

    /// Loads again. The answer to the last question wins, in whatever order they come.
    pub fn refresh(&self) {
        let remote = *self;
        let (Some(owner), Some(request)) = (self.owner.try_get_value().flatten(), self.fetch.try_with_value(|f| f()))
        else {
            return;
        };
        let round = self.round.get_value() + 1;
        self.round.set_value(round);
        self.busy.set(true);
        owner.with(|| {
            spawn_local_scoped_with_cancellation(async move {
                let result = request.await;
                if remote.round.get_value() == round {
                    remote.load.update(|load| *load = std::mem::replace(load, Load::Waiting).after(result));
                    remote.busy.set(false);
                }
            });
        });
    }

    /// Takes what was learned otherwise. An answer that is still on its way is older.
    pub fn put(&self, value: T) {
        let Some(round) = self.round.try_get_value() else { return };
        self.round.set_value(round + 1);
        self.load.set(Load::Ready(Arc::new(value)));
        self.busy.set(false);
    }

    /// The value as it is known now, tracked.
    pub fn value(&self) -> Option<Arc<T>> {
        self.load.with(|load| load.value().cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_stays_when_a_later_try_fails() {
        let failed = || Error::Unreachable("gone".into());
        let first: Load<u8> = Load::Waiting.after(Err(failed()));
        assert!(matches!(first, Load::Failed(_)));
        let ready = first.after(Ok(7));
        assert!(matches!(&ready, Load::Ready(value) if **value == 7));
        let stale = ready.after(Err(failed()));
        assert_eq!(stale.value().map(|v| **v), Some(7));
        assert_eq!(stale.error(), Some(&failed()));
        assert!(matches!(stale.after(Ok(8)), Load::Ready(_)));
    }
}
