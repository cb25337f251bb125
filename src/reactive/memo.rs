//! A computed value, computed again only when something that it has read has changed, and heard of only when it differs.

use std::cell::Cell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::ArcMemo;
use send_wrapper::SendWrapper;

use super::handles::{handle, readable};
use super::node::{Key, Kind, Source, gone};

/// How a value is computed from the one before.
type Compute<T> = Box<dyn Fn(Option<&T>) -> T>;

handle!(
    /// A computed value.
    Memo
);
readable!(Memo);

impl<T: 'static> Memo<T> {
    /// Computes from the value before.
    pub fn new(compute: impl Fn(Option<&T>) -> T + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::new_with_compare(compute, |old, new| old != new)
    }

    /// The same, with a rule of its own for what is new: `changed(old, new)`.
    pub fn new_with_compare(
        compute: impl Fn(Option<&T>) -> T + 'static,
        changed: fn(Option<&T>, Option<&T>) -> bool,
    ) -> Self {
        Self::boxed(Box::new(compute), changed)
    }

    #[inline(never)]
    fn boxed(compute: Compute<T>, changed: fn(Option<&T>, Option<&T>) -> bool) -> Self {
        // The value lies where readers look for it; the graph sees only a number.
        let place: Rc<Cell<Option<Key>>> = Rc::default();
        let mine = Rc::clone(&place);
        let step = Box::new(move || mine.get().is_some_and(|key| renew(key, &compute, changed)));
        let key = Key::new(Source::Computed(version(step)), Kind::<T>::Kept(None.into()));
        place.set(Some(key));
        Self { key, of: PhantomData }
    }
}

/// Computes anew; whether it differs.
fn renew<T: 'static>(key: Key, compute: &Compute<T>, changed: fn(Option<&T>, Option<&T>) -> bool) -> bool {
    let node = key.find();
    let Some(Kind::Kept(value)) = node.as_ref().and_then(|node| node.value::<Kind<T>>()) else { return false };
    let new = Some(compute(value.borrow().as_ref()));
    let differs = changed(value.borrow().as_ref(), new.as_ref());
    if differs {
        drop(value.replace(new));
    }
    differs
}

/// Counts the new values.
#[inline(never)]
fn version(step: Box<dyn Fn() -> bool>) -> ArcMemo<u32> {
    let step = SendWrapper::new(step);
    ArcMemo::new(move |before: Option<&u32>| before.copied().unwrap_or(0).wrapping_add(u32::from(step())))
}
