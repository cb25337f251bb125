//! What a handle leads to: a value of any type, and what tells the graph about it.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{ArcMemo, ArcTrigger, Get, GetUntracked, LocalStorage, Notify, ReadValue, StoredValue, Track};

/// How the graph hears of a value.
pub(super) enum Source {
    /// Not at all: it is fixed, or reads what it needs when it is asked.
    None,
    /// Somebody writes it.
    Written(ArcTrigger),
    /// It is computed; the number grows with each new value.
    Computed(ArcMemo<u32>),
}

/// A value with its source.
pub(super) struct Node<V: ?Sized> {
    source: Source,
    value: V,
}

/// What the value of a handle for `T` is.
pub(super) enum Kind<T> {
    /// Kept; `None` before it was first computed.
    Kept(RefCell<Option<T>>),
    /// Asked for at each reading.
    Asked(Box<dyn Fn() -> T>),
}

impl<T> Kind<T> {
    /// A value that is kept.
    pub(super) fn kept(value: T) -> Self {
        Self::Kept(RefCell::new(Some(value)))
    }
}

/// A place in the owner's arena.
#[derive(Clone, Copy)]
pub(super) struct Key(StoredValue<Rc<Node<dyn Any>>, LocalStorage>);

impl Key {
    /// Puts a value there.
    pub(super) fn new<V: Any>(source: Source, value: V) -> Self {
        Self::put(Rc::new(Node { source, value }))
    }

    #[inline(never)]
    fn put(node: Rc<Node<dyn Any>>) -> Self {
        Self(StoredValue::new_local(node))
    }

    /// The value, if it is still there, brought up to date. `tracked`: whoever reads it hears of its changes.
    #[inline(never)]
    pub(super) fn reach(self, tracked: bool) -> Option<Rc<Node<dyn Any>>> {
        let node = self.find()?;
        node.source.look(tracked);
        Some(node)
    }

    /// The value as it lies there.
    #[inline(never)]
    pub(super) fn find(self) -> Option<Rc<Node<dyn Any>>> {
        self.0.try_read_value().map(|node| Rc::clone(&node))
    }

    /// Tells everyone who has read it.
    pub(super) fn notify(self) {
        if let Some(Source::Written(trigger)) = self.find().as_deref().map(|node| &node.source) {
            trigger.notify();
        }
    }
}

impl Node<dyn Any> {
    /// The value as what it is.
    pub(super) fn value<V: Any>(&self) -> Option<&V> {
        self.value.downcast_ref()
    }
}

impl Source {
    /// A computed value is brought up to date, tracked or not.
    #[inline(never)]
    fn look(&self, tracked: bool) {
        match self {
            Self::None => {}
            Self::Written(trigger) if tracked => trigger.track(),
            Self::Written(_) => {}
            Self::Computed(version) if tracked => drop(version.get()),
            Self::Computed(version) => drop(version.get_untracked()),
        }
    }
}

/// Reading what its owner has taken away.
#[inline(never)]
#[track_caller]
pub(super) fn gone() -> ! {
    panic!("a value was read after its owner had gone")
}
