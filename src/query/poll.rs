//! Asking again and again: at a steady pace while the page is seen, slower and slower while the server fails.

use std::time::Duration;

use crate::reactive::{RwSignal, Signal, StoredValue};
use leptos::prelude::*;
use pilothouse_wire::Error;

use super::Remote;
use crate::browser::{clock, document};

/// Between an answer and the next question, in ms.
const PACE: f64 = 5_000.0;
/// The longest wait after failures, in ms.
const SLOWEST: f64 = 60_000.0;

/// How the polling of a thing goes.
#[derive(Clone, Copy)]
pub struct Poll {
    /// The user holds it.
    pub held: RwSignal<bool>,
    /// The page can be seen.
    pub visible: Signal<bool>,
}

impl Poll {
    /// Begins to ask for a thing anew, till the view that began it goes.
    pub fn begin<T: Send + Sync + 'static>(remote: Remote<T>) -> Self {
        let poll = Self { held: RwSignal::new(false), visible: document::visible().into() };
        let failures = StoredValue::new(0_u32);
        let answered = StoredValue::new(clock::now());
        Effect::new(move |was_busy: Option<bool>| {
            let (busy, held, visible) = (remote.busy.get(), poll.held.get(), poll.visible.get());
            if busy {
                return true;
            }
            if was_busy != Some(false) {
                let failed = remote.load.with_untracked(|load| load.error().is_some());
                failures.set_value(if failed { failures.get_value() + 1 } else { 0 });
                answered.set_value(clock::now());
            }
            // Nobody gave credentials: to ask again would open the question again.
            let unasked = remote.load.with_untracked(|load| matches!(load.error(), Some(Error::NoCredentials(_))));
            if !held && visible && !unasked {
                // What is left of the wait, where it was held or hidden meanwhile.
                let left = wait(failures.get_value()) - clock::now().since(answered.get_value()) * 1000.0;
                let time = Duration::from_millis(left.max(0.0) as u64);
                let ask = move || {
                    if !poll.held.get_untracked() && poll.visible.get_untracked() {
                        remote.refresh();
                    }
                };
                let again = set_timeout_with_handle(ask, time);
                on_cleanup(move || again.into_iter().for_each(|timer| timer.clear()));
            }
            false
        });
        poll
    }
}

/// The wait after so many failures in a row, in ms; spread then, so that many tabs do not ask as one.
fn wait(failures: u32) -> f64 {
    match failures {
        0 => PACE,
        many => (PACE * f64::from(1_u32 << many.min(8))).min(SLOWEST) * (0.75 + clock::jitter() / 2.0),
    }
}
