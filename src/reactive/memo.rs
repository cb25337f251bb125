//! A computed value, computed again only when something that it has read has changed, and heard of only when it differs.

use std::any::Any;
use std::marker::PhantomData;

use super::handles::{handle, readable};
use super::node::{Key, gone};

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
        let key = Key::computed(Box::new(move |old| {
            let old = old.downcast_ref::<T>();
            let new = compute(old);
            changed(old, Some(&new)).then(|| Box::new(new) as Box<dyn Any>)
        }));
        Self { key, of: PhantomData }
    }
}
