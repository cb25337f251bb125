//! A write that a view starts: one at a time, its failure kept for the one place that shows it.

use std::future::Future;
use std::pin::Pin;

use crate::reactive::RwSignal;
use leptos::task::spawn_local;
use pilothouse_wire::Error;

use crate::domain::failure::Failure;

/// What follows a write that worked.
type Done = Box<dyn FnOnce()>;

/// A write and its state.
#[derive(Clone, Copy)]
pub struct Act {
    /// It is under way.
    pub busy: RwSignal<bool>,
    /// How the last one failed.
    pub failed: RwSignal<Option<Failure>>,
}

impl Default for Act {
    fn default() -> Self {
        Self { busy: RwSignal::new(false), failed: RwSignal::new(None) }
    }
}

impl Act {
    /// Starts it, unless it is under way: a double click is one write. It goes on when its view goes away; then
    /// nobody is told.
    pub fn start<T: 'static>(
        self,
        title_if_failed: String,
        write: impl Future<Output = Result<T, Error>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        // Boxed, so that what follows is compiled once and not for every write.
        self.run(
            title_if_failed,
            Box::pin(async move {
                let value = write.await?;
                Ok(Box::new(move || done(value)) as Done)
            }),
        );
    }

    fn run(self, title: String, write: Pin<Box<dyn Future<Output = Result<Done, Error>>>>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let result = write.await;
            if !self.busy.try_set(false) {
                return;
            }
            match result {
                Ok(done) => done(),
                Err(error) => self.failed.set(Some(Failure::of_write(title, &error))),
            }
        });
    }
}
