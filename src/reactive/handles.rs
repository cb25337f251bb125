//! Handles on values: written, derived, or stored outside the graph.

use std::marker::PhantomData;

use super::Memo;
use super::node::{Key, gone};

/// What all handles share.
macro_rules! handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name<T> {
            pub(super) key: Key,
            pub(super) of: PhantomData<fn() -> T>,
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T> PartialEq for $name<T> {
            /// Handles are told apart by nothing: a view that compares them is drawn again.
            fn eq(&self, _: &Self) -> bool {
                false
            }
        }

        impl<T> std::fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

/// Reading, tracked or not.
macro_rules! readable {
    ($name:ident) => {
        impl<T: 'static> $name<T> {
            /// Looks at the value; whoever does hears of its changes.
            #[track_caller]
            pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
                self.look(true, read).unwrap_or_else(|| gone())
            }

            /// Looks at the value as it is now.
            #[track_caller]
            pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
                self.look(false, read).unwrap_or_else(|| gone())
            }

            /// A copy of the value; whoever takes one hears of its changes.
            #[track_caller]
            pub fn get(&self) -> T
            where
                T: Clone,
            {
                self.with(T::clone)
            }

            /// A copy of the value as it is now.
            #[track_caller]
            pub fn get_untracked(&self) -> T
            where
                T: Clone,
            {
                self.with_untracked(T::clone)
            }

            /// The same, where it is still there.
            pub fn try_get_untracked(&self) -> Option<T>
            where
                T: Clone,
            {
                self.look(false, T::clone)
            }

            /// Hears of changes without looking.
            pub fn track(&self) {
                // What is asked for follows what it reads, so it has to be asked.
                self.look(true, |_: &T| ());
            }

            fn look<U>(&self, tracked: bool, read: impl FnOnce(&T) -> U) -> Option<U> {
                super::handles::look(self.key, tracked, read)
            }
        }
    };
}

pub(super) use {handle, readable};

/// Looks at a value of any kind. What is done once for each reading is kept small.
pub(super) fn look<T: 'static, U>(key: Key, tracked: bool, read: impl FnOnce(&T) -> U) -> Option<U> {
    let (mut read, mut found) = (Some(read), None);
    key.visit(tracked, &mut |value| {
        if let Some(value) = value.downcast_ref::<T>() {
            found = read.take().map(|read| read(value));
        }
    });
    found
}

/// Changes a value in its place.
fn change<T: 'static, U>(key: Key, how: impl FnOnce(&mut T) -> U) -> Option<U> {
    let (mut how, mut found) = (Some(how), None);
    key.alter(&mut |value| {
        if let Some(value) = value.downcast_mut::<T>() {
            found = how.take().map(|how| how(value));
        }
    });
    found
}

handle!(
    /// A value that is read and written.
    RwSignal
);
readable!(RwSignal);

impl<T: 'static> RwSignal<T> {
    /// Starts with a value.
    pub fn new(value: T) -> Self {
        Self { key: Key::written(Box::new(value)), of: PhantomData }
    }

    /// Writes, and tells everyone who reads it. Lost where the signal has gone.
    pub fn set(&self, value: T) {
        self.try_set(value);
    }

    /// The same; whether the signal is still there.
    pub fn try_set(&self, value: T) -> bool {
        self.key.put(Box::new(value))
    }

    /// Changes the value in its place, and tells everyone who reads it.
    pub fn update<U>(&self, how: impl FnOnce(&mut T) -> U) {
        drop(self.try_update(how));
    }

    /// The same, where the signal is still there.
    pub fn try_update<U>(&self, how: impl FnOnce(&mut T) -> U) -> Option<U> {
        change(self.key, how)
    }
}

impl<T: Default + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

handle!(
    /// A value that is only read: fixed, written elsewhere, or asked for.
    Signal
);
readable!(Signal);

impl<T: 'static> Signal<T> {
    /// A value that stays.
    pub fn stored(value: T) -> Self {
        Self { key: Key::stored(Box::new(value)), of: PhantomData }
    }

    /// Asked for at each reading; what it reads is followed.
    pub fn derive(ask: impl Fn() -> T + 'static) -> Self {
        Self { key: Key::asked(Box::new(move |visitor| visitor(&ask()))), of: PhantomData }
    }
}

impl<T: Default + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

impl<T: 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::stored(value)
    }
}

impl<T: 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self { key: signal.key, of: PhantomData }
    }
}

impl<T: 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self { key: memo.key, of: PhantomData }
    }
}

impl From<&str> for Signal<String> {
    #[inline(never)]
    fn from(text: &str) -> Self {
        Self::stored(text.to_owned())
    }
}

handle!(
    /// A value outside the graph: nobody hears of its changes.
    StoredValue
);

impl<T: 'static> StoredValue<T> {
    /// Starts with a value.
    pub fn new(value: T) -> Self {
        Self { key: Key::stored(Box::new(value)), of: PhantomData }
    }

    /// Looks at it.
    #[track_caller]
    pub fn with_value<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        look(self.key, false, read).unwrap_or_else(|| gone())
    }

    /// The same, where it is still there.
    pub fn try_with_value<U>(&self, read: impl FnOnce(&T) -> U) -> Option<U> {
        look(self.key, false, read)
    }

    /// A copy of it.
    #[track_caller]
    pub fn get_value(&self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    /// A copy, where it is still there.
    pub fn try_get_value(&self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_value(T::clone)
    }

    /// Replaces it.
    pub fn set_value(&self, value: T) {
        self.key.put(Box::new(value));
    }

    /// Changes it in its place.
    pub fn update_value<U>(&self, how: impl FnOnce(&mut T) -> U) {
        drop(change(self.key, how));
    }

    /// The same, with what `how` gives, where it is still there.
    pub fn try_update_value<U>(&self, how: impl FnOnce(&mut T) -> U) -> Option<U> {
        change(self.key, how)
    }
}

impl<T: Default + 'static> Default for StoredValue<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}
