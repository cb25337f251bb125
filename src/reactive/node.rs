//! What a handle leads to: a value of any type, and what tells the graph about it. Nothing here is generic: it is
//! compiled once, and the handles cast.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{
    ArcMemo, ArcTrigger, Get, GetUntracked, LocalStorage, Notify, ReadValue, StoredValue, Track, untrack,
};
use send_wrapper::SendWrapper;

/// Shown a value.
pub(super) type Visitor<'a> = &'a mut dyn FnMut(&dyn Any);

/// A function that shows what it gives.
pub(super) type Ask = Box<dyn Fn(Visitor<'_>)>;

/// A function of the value before, which gives a new one if it differs.
pub(super) type Step = Box<dyn Fn(&dyn Any) -> Option<Box<dyn Any>>>;

/// How the graph hears of a value.
enum Source {
    /// Not at all: it is fixed, or reads what it needs when it is asked.
    None,
    /// Somebody writes it.
    Written(ArcTrigger),
    /// It is computed; the number grows with each new value.
    Computed(ArcMemo<u32>),
}

/// Where the value comes from.
enum Value {
    Kept(RefCell<Box<dyn Any>>),
    Asked(Ask),
}

/// A value with its source.
struct Node {
    source: Source,
    value: Value,
}

/// A place in the owner's arena.
#[derive(Clone, Copy)]
pub(super) struct Key(StoredValue<Rc<Node>, LocalStorage>);

impl Key {
    fn new(source: Source, value: Value) -> Self {
        Self(StoredValue::new_local(Rc::new(Node { source, value })))
    }

    /// A value that stays, or that changes unheard.
    #[inline(never)]
    pub(super) fn stored(value: Box<dyn Any>) -> Self {
        Self::new(Source::None, Value::Kept(value.into()))
    }

    /// A value that is written.
    #[inline(never)]
    pub(super) fn written(value: Box<dyn Any>) -> Self {
        Self::new(Source::Written(ArcTrigger::new()), Value::Kept(value.into()))
    }

    /// A value that is asked for at each reading.
    #[inline(never)]
    pub(super) fn asked(ask: Ask) -> Self {
        Self::new(Source::None, Value::Asked(ask))
    }

    /// A value that is computed. Before it first was, it is `()`.
    #[inline(never)]
    pub(super) fn computed(step: Step) -> Self {
        // The value lies where readers look for it; the graph sees only a number.
        let place: Rc<Cell<Option<Self>>> = Rc::default();
        let step = SendWrapper::new((Rc::clone(&place), step));
        let version = ArcMemo::new(move |before: Option<&u32>| {
            let (place, step) = &*step;
            let renewed = place.get().is_some_and(|key| key.renew(step));
            before.copied().unwrap_or(0).wrapping_add(u32::from(renewed))
        });
        let key = Self::new(Source::Computed(version), Value::Kept(RefCell::new(Box::new(()))));
        place.set(Some(key));
        key
    }

    fn find(self) -> Option<Rc<Node>> {
        self.0.try_read_value().map(|node| Rc::clone(&node))
    }

    /// Computes anew; whether it differs.
    fn renew(self, step: &Step) -> bool {
        let Some(node) = self.find() else { return false };
        let Value::Kept(value) = &node.value else { return false };
        let new = step(&**value.borrow());
        let differs = new.is_some();
        if let Some(new) = new {
            drop(value.replace(new));
        }
        differs
    }

    /// Shows the value, brought up to date. `tracked`: whoever reads it hears of its changes.
    #[inline(never)]
    pub(super) fn visit(self, tracked: bool, visitor: Visitor<'_>) {
        let Some(node) = self.find() else { return };
        node.source.look(tracked);
        match &node.value {
            Value::Kept(value) => visitor(&**value.borrow()),
            Value::Asked(ask) if tracked => ask(visitor),
            Value::Asked(ask) => untrack(|| ask(visitor)),
        }
    }

    /// Replaces the value, and tells everyone who has read it; whether it is still there.
    #[inline(never)]
    pub(super) fn put(self, new: Box<dyn Any>) -> bool {
        let Some(node) = self.find() else { return false };
        if let Value::Kept(value) = &node.value {
            // The old one is dropped when nothing is borrowed any more, for its end may read on.
            drop(value.replace(new));
        }
        node.source.notify();
        true
    }

    /// Changes the value in its place, and tells everyone who has read it.
    #[inline(never)]
    pub(super) fn alter(self, how: &mut dyn FnMut(&mut dyn Any)) {
        let Some(node) = self.find() else { return };
        if let Value::Kept(value) = &node.value {
            how(&mut **value.borrow_mut());
        }
        node.source.notify();
    }
}

impl Source {
    /// A computed value is brought up to date, tracked or not.
    fn look(&self, tracked: bool) {
        match self {
            Self::None => {}
            Self::Written(trigger) if tracked => trigger.track(),
            Self::Written(_) => {}
            Self::Computed(version) if tracked => drop(version.get()),
            Self::Computed(version) => drop(version.get_untracked()),
        }
    }

    fn notify(&self) {
        match self {
            Self::Written(trigger) => trigger.notify(),
            Self::None | Self::Computed(_) => {}
        }
    }
}

/// Reading what its owner has taken away.
#[inline(never)]
#[track_caller]
pub(super) fn gone() -> ! {
    panic!("a value was read after its owner had gone")
}
