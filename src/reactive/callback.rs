//! A function that is handed down.

use super::node::{Key, Source, gone};
use std::marker::PhantomData;

/// A function in the owner's arena.
pub struct Callback<In, Out = ()> {
    key: Key,
    of: PhantomData<fn(In) -> Out>,
}

impl<In, Out> Clone for Callback<In, Out> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<In, Out> Copy for Callback<In, Out> {}

impl<In: 'static, Out: 'static> Callback<In, Out> {
    /// Takes it up.
    pub fn new(run: impl Fn(In) -> Out + 'static) -> Self {
        Self::boxed(Box::new(run))
    }

    #[inline(never)]
    fn boxed(run: Box<dyn Fn(In) -> Out>) -> Self {
        Self { key: Key::new(Source::None, run), of: PhantomData }
    }

    /// Calls it.
    #[track_caller]
    #[inline(never)]
    pub fn run(&self, with: In) -> Out {
        self.try_run(with).unwrap_or_else(|| gone())
    }

    /// Calls it, where it is still there.
    pub fn try_run(&self, with: In) -> Option<Out> {
        let node = self.key.find()?;
        node.value::<Box<dyn Fn(In) -> Out>>().map(|run| run(with))
    }
}

impl<F, Out> From<F> for Callback<(), Out>
where
    F: Fn() -> Out + 'static,
    Out: 'static,
{
    fn from(run: F) -> Self {
        Self::new(move |()| run())
    }
}
