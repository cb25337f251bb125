//! A function that is handed down.

use std::marker::PhantomData;

use super::handles::look;
use super::node::{Key, gone};

/// A function in the owner's arena.
pub struct Callback<In, Out = ()> {
    key: Key,
    of: PhantomData<fn(In) -> Out>,
}

/// The function as it lies there.
struct Run<In, Out>(Box<dyn Fn(In) -> Out>);

impl<In, Out> Clone for Callback<In, Out> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<In, Out> Copy for Callback<In, Out> {}

impl<In: 'static, Out: 'static> Callback<In, Out> {
    /// Takes it up.
    pub fn new(run: impl Fn(In) -> Out + 'static) -> Self {
        Self { key: Key::stored(Box::new(Run(Box::new(run)))), of: PhantomData }
    }

    /// Calls it.
    #[track_caller]
    pub fn run(&self, with: In) -> Out {
        self.try_run(with).unwrap_or_else(|| gone())
    }

    /// Calls it, where it is still there.
    #[inline(never)]
    pub fn try_run(&self, with: In) -> Option<Out> {
        look(self.key, false, |Run(run): &Run<In, Out>| run(with))
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
