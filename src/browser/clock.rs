//! The clocks and timers of the browser: the one place that reads the ambient time.

use std::time::Duration;

use js_sys::{Date, Promise};
use wasm_bindgen_futures::JsFuture;

use crate::domain::clock::Moment;

/// Now, by both clocks.
#[expect(clippy::disallowed_methods, reason = "this is the clock that everyone else is handed")]
pub fn now() -> Moment {
    let mono = super::window().performance().map_or(0.0, |performance| performance.now());
    Moment { wall: Date::now(), mono }
}

/// A moment (ms since the epoch) as ISO 8601, in UTC; empty where it is none.
pub fn iso(moment: f64) -> String {
    // `toISOString` throws for what is no moment.
    if moment.abs() <= 8.64e15 { Date::new(&moment.into()).to_iso_string().into() } else { String::new() }
}

/// A moment that is written as ISO 8601, in ms since the epoch.
pub fn parse_iso(text: &str) -> Option<f64> {
    Some(Date::parse(text)).filter(|at| at.is_finite())
}

/// Waits. Dropping the future leaves an idle timer behind, nothing else.
pub async fn sleep(time: Duration) {
    let promise = Promise::new(&mut |done, _| leptos::prelude::set_timeout(move || drop(done.call0(&done)), time));
    // A timer's promise is never rejected.
    let _ = JsFuture::from(promise).await;
}

/// A number from 0 to 1, for spreading retries.
pub fn jitter() -> f64 {
    js_sys::Math::random()
}
